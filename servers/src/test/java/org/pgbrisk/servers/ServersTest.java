package org.pgbrisk.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServersTest {

    @Test
    void theBestServerAnswers() throws SQLException {
        try (var server = Servers.best()) {
            System.out.println(server.describe() + " " + server.notes());
            assertAnswers(server);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void embeddedServersAnswerAndLeaveNothing(int major) throws SQLException {
        var server = Servers.embedded(major);
        try (server) {
            assertEquals(major, server.majorVersion());
            assertTrue(server.offers("pg_stat_statements"));
            assertFalse(server.offers("pljava"));
            assertAnswers(server);
        }
        assertFalse(Files.exists(server.dataFolder().orElseThrow()));
        assertThrows(SQLException.class, server::connect);
    }

    @Test
    void twoOfOneVersionHaveNothingInCommonButWhatTheyBeganWith() throws SQLException {
        try (var other = Servers.embedded(16)) {
            try (var one = Servers.embedded(16)) {
                try (var connection = one.connect();
                        var statement = connection.createStatement()) {
                    statement.execute("create database of_one");
                }
                assertThrows(SQLException.class, () -> other.connect("of_one"));
            }
            assertAnswers(other);
        }
    }

    @Test
    void anInstalledServerKnowsItsProgramsAndLeavesNothing() throws SQLException {
        assumeTrue(!Installation.find().isEmpty(), "no PostgreSQL is installed on this machine");
        var server = Servers.named("installed");
        try (server) {
            assertAnswers(server);
            assertTrue(Files.isExecutable(server.binaries().orElseThrow().resolve("pg_ctl")));
            assertTrue(Files.exists(server.socketFolder().orElseThrow().resolve(".s.PGSQL." + server.port())));
        }
        assertFalse(Files.exists(server.dataFolder().orElseThrow()));
        server.close();
    }

    @Test
    void aGivenServerIsLeftRunning() throws SQLException {
        try (var own = Servers.embedded(18)) {
            try (var given = Servers.named(own.postgresUrl())) {
                assertFalse(given.own());
                assertAnswers(given);
            }
            assertAnswers(own);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded:13", "embedded:x", "nonsense", "postgresql://nobody@127.0.0.1:1/x"})
    void whatIsAskedForByNameIsNeverReplaced(String asked) {
        var error = assertThrows(IllegalStateException.class, () -> Servers.named(asked));
        assertTrue(error.getMessage().startsWith("PGBRISK_TEST_URL"), error.getMessage());
    }

    private static void assertAnswers(Server server) throws SQLException {
        try (var connection = DriverManager.getConnection(server.url());
                var statement = connection.createStatement();
                var row = statement.executeQuery("select version(), current_setting('server_version')")) {
            assertTrue(row.next());
            assertTrue(row.getString(1).startsWith("PostgreSQL " + server.majorVersion()), row.getString(1));
            assertTrue(row.getString(2).startsWith(server.version()), row.getString(2));
        }
    }
}
