package org.pgbrisk.companion.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/** One server for each JVM of a run, one database for each test. */
final class Postgres implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Postgres.class);

    /** Closed by JUnit at the end of its session: where several JVMs share a run, each class of tests is an execution of its own. */
    record Running(Server server, TemplateDatabase template) implements AutoCloseable {
        static Running start() {
            var server = Servers.best();
            Coverage.server(server);
            var running = new Running(server, TemplateDatabase.create(server));
            running.configure();
            return running;
        }

        private void configure() {
            if (server.own()) {
                try (var connection = server.connect();
                        var statement = connection.createStatement()) {
                    // It would take another sample of a table that a test has analyzed, and the same question would
                    // get another answer.
                    statement.execute("alter system set autovacuum = off");
                    startJavaFaster(connection);
                    statement.execute("select pg_reload_conf()");
                } catch (SQLException | IOException e) {
                    throw new IllegalStateException("cannot configure " + server.describe(), e);
                }
            }
        }

        /** Most of the work of a run is the start of Java in backends. In the file, since ALTER SYSTEM knows no setting of PL/Java's here. */
        private void startJavaFaster(Connection connection) throws SQLException, IOException {
            if (server.dataFolder().isPresent() && server.offers("pljava")) {
                var options = TestDatabase.rows(
                                connection, "select coalesce(current_setting('pljava.vmoptions', true), '')")
                        .get(0);
                Files.writeString(
                        server.dataFolder().get().resolve("postgresql.conf"),
                        "pljava.vmoptions = '" + options + " -XX:TieredStopAtLevel=1'\n",
                        StandardOpenOption.APPEND);
            }
        }

        /**
         * Where pg_stat_statements gets full it throws out statements that were called once, among them those that a test has just run. So
         * each test begins with none.
         */
        TestDatabase database() {
            var database = template.copy();
            if (server.own() && server.offers("pg_stat_statements")) {
                try {
                    database.run("select pg_stat_statements_reset()");
                } catch (SQLException e) {
                    throw new IllegalStateException("cannot empty pg_stat_statements", e);
                }
            }
            return database;
        }

        @Override
        public void close() throws SQLException {
            template.close();
            server.close();
        }
    }

    static Server server(ExtensionContext context) {
        return running(context).server();
    }

    private static Running running(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == TestDatabase.class || type == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (parameter.getParameter().getType() == Server.class) {
            return server(context);
        }
        return context.getStore(NAMESPACE)
                .computeIfAbsent(TestDatabase.class, key -> running(context).database(), TestDatabase.class);
    }
}
