package org.pgbrisk.companion.testing;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.pgbrisk.servers.Server;

/** The database that every test's own is copied from: with the extensions that pgbrisk uses, where the server offers them. */
public final class TemplateDatabase implements AutoCloseable {
    private static final List<String> EXTENSIONS = List.of("hypopg", "pg_stat_statements");
    private static final AtomicInteger COPIES = new AtomicInteger();

    private final Server server;
    private final String name;

    private TemplateDatabase(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    /** PL/Java is left out: installing pgbrisk creates it. */
    public static TemplateDatabase create(Server server) {
        var name = "pgbrisk_template_" + ProcessHandle.current().pid();
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name);
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        var template = new TemplateDatabase(server, name);
        template.createExtensions();
        return template;
    }

    private void createExtensions() {
        try (var connection = server.connect(name);
                var statement = connection.createStatement()) {
            for (var extension : EXTENSIONS) {
                if (server.offers(extension)) {
                    statement.execute("create extension " + extension);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the extensions in database " + name, e);
        }
    }

    public TestDatabase copy() {
        var copy = "pgbrisk_test_" + ProcessHandle.current().pid() + "_" + COPIES.incrementAndGet();
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + copy + " template " + name);
            return new TestDatabase(server, copy);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + copy, e);
        }
    }

    @Override
    public void close() throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        }
    }
}
