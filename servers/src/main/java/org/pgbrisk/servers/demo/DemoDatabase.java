package org.pgbrisk.servers.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pgbrisk.servers.Server;

/**
 * The demo's own database. On a server that was started for us it has a fixed name, and goes with the server; on somebody else's
 * it has a name that nobody has taken, and is dropped at the end, by Ctrl-C as well.
 */
final class DemoDatabase implements AutoCloseable {

    private static final String NAME = "brisk_demo";

    private final Server server;
    private final String name;
    private final Thread hook = new Thread(this::dropQuietly, "pgbrisk-drop-demo");

    private DemoDatabase(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    static DemoDatabase create(Server server) throws SQLException {
        var database =
                new DemoDatabase(server, server.own() ? NAME : NAME + "_" + Long.toString(System.nanoTime(), 36));
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            if (server.own()) {
                statement.execute("drop database if exists " + database.name + " with (force)");
            }
            statement.execute("create database " + database.name);
        }
        if (!server.own()) {
            Runtime.getRuntime().addShutdownHook(database.hook);
        }
        return database;
    }

    String name() {
        return name;
    }

    Connection connect() throws SQLException {
        return server.connect(name);
    }

    String postgresUrl() {
        return server.postgresUrl(name);
    }

    /** Creates those that the server has; says in a sentence what each missing one costs. */
    List<String> createExtensions() throws SQLException {
        var missing = new ArrayList<String>();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var extension : Extension.values()) {
                var id = extension.name().toLowerCase(Locale.ROOT);
                if (!server.offers(id)) {
                    missing.add("without " + id + ": " + extension.cost);
                    continue;
                }
                try {
                    statement.execute("create extension if not exists " + id);
                } catch (SQLException e) {
                    missing.add("without " + id + " (" + e.getMessage() + "): " + extension.cost);
                }
            }
        }
        return List.copyOf(missing);
    }

    boolean has(Extension extension) throws SQLException {
        try (var connection = connect();
                var statement = connection.prepareStatement("select from pg_catalog.pg_extension where extname = ?")) {
            statement.setString(1, extension.name().toLowerCase(Locale.ROOT));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** So that the statistics hold the workload and nothing else; other people's statistics stay. */
    void forgetStatements() throws SQLException {
        if (server.own() && has(Extension.PG_STAT_STATEMENTS)) {
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                statement.execute("select pg_stat_statements_reset()");
            }
        }
    }

    /** What the demo can use; named as PostgreSQL names it, in capitals. */
    enum Extension {
        PG_STAT_STATEMENTS("nobody counts which statements run"),
        HYPOPG(
                "the planner cannot be asked about an index that does not exist, so suggestions are proved by building them");

        private final String cost;

        Extension(String cost) {
            this.cost = cost;
        }
    }

    @Override
    public void close() {
        if (server.own()) {
            return;
        }
        dropQuietly();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook finds nothing to drop.
        }
    }

    private synchronized void dropQuietly() {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        } catch (SQLException e) {
            System.err.println("could not drop the demo's database " + name + ": " + e.getMessage());
        }
    }
}
