package org.pgbrisk.companion.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.companion.bridge.Companion;
import org.pgbrisk.companion.install.Installer;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.install.Site;
import org.pgbrisk.companion.install.WireAddress;
import org.pgbrisk.servers.Server;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of one test, dropped with everything that the test created in the cluster. */
public final class TestDatabase implements AutoCloseable {
    private static final String PASSWORD = "of a test";

    /** By the system property pgbrisk.runtime. */
    static final Runtime ASKED = Runtime.valueOf(System.getProperty("pgbrisk.runtime", "auto"));

    private final Server server;
    private final String name;
    private final List<String> logins = new ArrayList<>();
    private final List<TestDatabase> siblings = new ArrayList<>();
    private final List<Companion> companions = new ArrayList<>();
    private Runtime runtime;

    TestDatabase(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public Server server() {
        return server;
    }

    /** For {@code --url}, as a superuser. */
    public String url() {
        return server.postgresUrl(name);
    }

    /** For {@code --url}, as a login made by {@link #login}. */
    public String url(String login) {
        var superuser = url();
        var place = superuser.substring(superuser.lastIndexOf('@'));
        return "postgresql://" + login + ":" + PASSWORD.replace(" ", "%20") + place;
    }

    /** As a superuser, autocommit on. */
    public Connection connect() throws SQLException {
        return server.connect(name);
    }

    /** As a login made by {@link #login}, autocommit on. */
    public Connection connect(String login) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setURL(server.url(name));
        source.setUser(login);
        source.setPassword(PASSWORD);
        return source.getConnection();
    }

    /** Creates a role that may log in and is a member of these roles; it goes with the database. */
    public String login(String role, String... memberOf) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("drop role if exists " + role);
            statement.execute("create role " + role + " login password '" + PASSWORD + "'");
            logins.add(role);
            for (var group : memberOf) {
                statement.execute("grant " + group + " to " + role);
            }
        }
        return role;
    }

    /** Installs pgbrisk with the best runtime of the server, or the one that the system property pgbrisk.runtime names, and serves it. */
    public TestDatabase install() throws SQLException {
        install(ASKED);
        return runtime == Runtime.bridge ? serve() : this;
    }

    /** Whether {@link #install()} can: an extension that is nowhere is no fault. */
    public boolean offersRuntime() {
        return offersRuntime(server);
    }

    static boolean offersRuntime(Server server) {
        return switch (ASKED) {
            case pljava -> server.offers("pljava");
            case bridge -> server.offers("dblink");
            case auto -> server.offers("pljava") || server.offers("dblink");
        };
    }

    /** Installs pgbrisk; nobody serves it yet where it is the bridge. */
    public TestDatabase install(Runtime asked) throws SQLException {
        try (var connection = connect()) {
            new Installer(connection, line -> {}, asked, WireAddress.UNSAID).install();
            runtime = Site.of(connection).runtime().orElseThrow();
            Coverage.runtime(runtime);
        }
        return this;
    }

    /** Runs a companion for the bridge, in this JVM, until the database is dropped. */
    public TestDatabase serve() throws SQLException {
        companions.add(Companion.inBackground(this::connect, line -> {}));
        return this;
    }

    /** Where the functions run, once pgbrisk is installed. */
    public Runtime runtime() {
        return runtime;
    }

    /** Another empty database of the same server, which goes together with this one. */
    public TestDatabase sibling() throws SQLException {
        return sibling("");
    }

    /** @param options of CREATE DATABASE */
    public TestDatabase sibling(String options) throws SQLException {
        var sibling = new TestDatabase(server, name + "_" + (siblings.size() + 2));
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + sibling.name + " " + options);
        }
        siblings.add(sibling);
        return sibling;
    }

    /** Runs statements as a superuser. */
    public void run(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** All rows of a query as text, columns separated by a bar. */
    public List<String> rows(String query) throws SQLException {
        try (var connection = connect()) {
            return rows(connection, query);
        }
    }

    public static List<String> rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var columns = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        companions.forEach(Companion::close);
        for (var sibling : siblings) {
            sibling.close();
        }
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            var wire = rows(connection, "select 'brisk_wire_' || oid from pg_database where datname = '" + name + "'");
            statement.execute("drop database if exists " + name + " with (force)");
            for (var login : wire) {
                statement.execute("drop role if exists " + login);
            }
            for (var login : logins) {
                statement.execute("drop role if exists " + login);
            }
        }
        dropRoles();
    }

    /** So that the next test finds the cluster as if pgbrisk had never been there; a server of somebody else's keeps what it has. */
    private void dropRoles() throws SQLException {
        if (!server.own()) {
            return;
        }
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            for (var role : List.of("brisk_reader", "brisk_operator", "brisk_cache")) {
                try {
                    statement.execute("drop role if exists " + role);
                } catch (SQLException stillUsed) {
                    return;
                }
            }
        }
    }
}
