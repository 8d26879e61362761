package org.pgbrisk.companion.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.PGConnection;

@PostgresTest
class WorkingSessionTest {
    private static final String HOW_FAR = "pgbrisk: suggest_indexes 20 of 60 planned";

    @Test
    void isSeenByItsOwnLoginWithinItsTransaction(TestDatabase database) throws SQLException {
        database.login("test_plain");
        try (var working = database.connect("test_plain");
                var source = WorkingSession.of(
                        database.connect("test_plain"),
                        working.unwrap(PGConnection.class).getBackendPID())) {
            working.setAutoCommit(false);
            TestDatabase.rows(working, "select set_config('application_name', '" + HOW_FAR + "', true)");
            assertEquals(HOW_FAR, source.applicationName());
            TestDatabase.rows(working, "select set_config('application_name', 'psql', true)");
            assertEquals("psql", source.applicationName(), "each look is a new one");
        }
    }

    @Test
    void thereIsNothingToSeeOfASessionThatIsNotThere(TestDatabase database) throws SQLException {
        try (var source = WorkingSession.of(database.connect(), -1)) {
            assertNull(source.applicationName());
        }
    }

    @Test
    void aCallWithoutATerminalShowsNothing(TestDatabase database) throws Exception {
        for (var more : List.of("--json", "--no-progress")) {
            var call = Pgbrisk.start("call", "suggest_indexes", "queries=select 1", more, "--url", database.url());
            var said = new String(call.getInputStream().readAllBytes());
            assertEquals(0, call.waitFor(), said);
            assertTrue(!said.contains("\r") && !said.contains("suggest_indexes"), said);
        }
    }
}
