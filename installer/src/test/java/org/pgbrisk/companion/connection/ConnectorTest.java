package org.pgbrisk.companion.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
class ConnectorTest {
    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, Path.of("/nowhere"), "postgres", path -> false);
    }

    @Test
    void connectsThroughTheSocketOfAFolderInPghost(TestDatabase database) throws SQLException {
        var folder = database.server().socketFolder();
        assumeTrue(folder.isPresent(), "needs a server whose socket this machine reaches");
        var variables = Map.of(
                "PGHOST",
                folder.orElseThrow().toString(),
                "PGPORT",
                Integer.toString(database.server().port()),
                "PGDATABASE",
                database.name());

        try (var connection = Connector.open(new ConnectionOptions(), environment(variables))) {
            assertEquals(
                    List.of("null|" + database.name()),
                    TestDatabase.rows(connection, "select inet_client_addr(), current_database()"));
        }
    }

    @Test
    void saysItsNameToTheServer(TestDatabase database) throws SQLException {
        var options = new ConnectionOptions(database.url(), null, null, null, null);

        try (var connection = Connector.open(options, environment(Map.of()))) {
            assertEquals(
                    List.of("pgbrisk"), TestDatabase.rows(connection, "select current_setting('application_name')"));
        }
    }

    @Test
    void passesOptionsOn(TestDatabase database) throws SQLException {
        var options = new ConnectionOptions(database.url(), null, null, null, null);

        try (var connection = Connector.open(options, environment(Map.of("PGOPTIONS", "-c work_mem=7MB")))) {
            assertEquals(List.of("7MB"), TestDatabase.rows(connection, "show work_mem"));
        }
    }

    @Test
    void saysThatADatabaseDoesNotExist(TestDatabase database) {
        var options = new ConnectionOptions(database.url(), null, null, null, "no such \"database\"");

        var refusal = assertThrows(Refusal.class, () -> Connector.open(options, environment(Map.of())));

        assertEquals("3D000", refusal.getSQLState());
        assertEquals(3, refusal.exitCode());
        assertTrue(
                refusal.getMessage().endsWith("failed: database \"no such \"database\"\" does not exist"),
                refusal.getMessage());
        assertEquals("Name the database with -d, PGDATABASE or in the URL.", refusal.hint());
    }

    @Test
    void saysThatASocketIsNotThere() {
        var options = new ConnectionOptions(null, "/nowhere", null, null, null);

        var refusal = assertThrows(Refusal.class, () -> Connector.open(options, environment(Map.of())));

        assertEquals(3, refusal.exitCode());
        assertEquals("08001", refusal.getSQLState());
        assertTrue(
                refusal.getMessage().startsWith("connection to server on socket \"/nowhere/.s.PGSQL.5432\" failed: "),
                refusal.getMessage());
    }
}
