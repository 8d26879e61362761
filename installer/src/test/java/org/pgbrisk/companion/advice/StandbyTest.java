package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.servers.Server;

/** All that only looks works on a hot standby. */
@PostgresTest
@Requires({"own", "pljava", "hypopg", "pg_stat_statements"})
class StandbyTest {
    private static final String QUERY = "select * from orders where customer_id = 42";

    @Test
    void suggestIndexesAndStatusWorkAndInstallSaysWhereToGo(TestDatabase database) throws Exception {
        database.install();
        database.run(
                "create table orders (id bigint primary key, customer_id int)",
                "insert into orders select g, g % 20000 from generate_series(1, 60000) g",
                "analyze",
                "select count(*) from orders where customer_id = 1");
        try (var standby = Standby.of(database.server())) {
            var url = standby.url(database.name());
            for (var door : Door.values()) {
                try (var connection = DriverManager.getConnection(standby.jdbcUrl(database.name()))) {
                    assertEquals(
                            List.of("public.orders (customer_id)"),
                            door.ask(connection, QUERY).targets(),
                            door.toString());
                    assertEquals(List.of("t"), TestDatabase.rows(connection, "select pg_is_in_recovery()"));
                    assertEquals(List.of(), TestDatabase.rows(connection, "select * from hypopg()"));
                }
            }
            var call = Pgbrisk.run("call", "suggest_indexes", "queries=" + QUERY, "--url", url);
            assertEquals(0, call.exitCode(), call.err());
            assertTrue(call.out().contains("orders_customer_id_idx"), call.out());
            var install = Pgbrisk.run("install", "--url", url);
            assertEquals(1, install.exitCode());
            assertTrue(install.err().contains("standby") && install.err().contains("primary"), install.err());
            var status = Pgbrisk.run("status", "--url", url);
            assertTrue(status.out().contains("standby"), status.out() + status.err());
        }
    }

    /** A copy of the server that follows it. */
    private record Standby(Server primary, Path folder, int port) implements AutoCloseable {
        static Standby of(Server primary) throws IOException {
            var parent = primary.dataFolder().orElseThrow().toAbsolutePath().getParent();
            var folder = parent.resolve("standby-" + ProcessHandle.current().pid());
            int port = freePort();
            var standby = new Standby(primary, folder, port);
            standby.program(
                    "pg_basebackup",
                    "-D",
                    folder.toString(),
                    "-R",
                    "-c",
                    "fast",
                    "-X",
                    "stream",
                    "-d",
                    primary.postgresUrl().replaceAll("/[^/]*$", ""));
            standby.program(
                    "pg_ctl",
                    "-D",
                    folder.toString(),
                    "-w",
                    "-t",
                    "120",
                    "-l",
                    folder.resolve("log").toString(),
                    "-o",
                    "-p " + port + " -c unix_socket_directories=" + folder,
                    "start");
            return standby;
        }

        String url(String database) {
            return here(primary.postgresUrl(database));
        }

        String jdbcUrl(String database) {
            return here(primary.url(database));
        }

        private String here(String url) {
            return url.replaceAll(":\\d+/", ":" + port + "/");
        }

        private void program(String name, String... arguments) throws IOException {
            var command = new ArrayList<String>();
            command.add(primary.binaries().orElseThrow().resolve(name).toString());
            command.addAll(List.of(arguments));
            var output = Files.createTempFile("pgbrisk-standby", ".log");
            var process = new ProcessBuilder(primary.asOwner(command))
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertTrue(process.onExit().orTimeout(180, TimeUnit.SECONDS).join() == process, name);
            assertEquals(0, process.exitValue(), name + ": " + Files.readString(output));
            Files.delete(output);
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() throws IOException {
            program("pg_ctl", "-D", folder.toString(), "-m", "immediate", "stop");
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
