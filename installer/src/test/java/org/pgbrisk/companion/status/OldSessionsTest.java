package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.Version;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLException;

/** replace_jar reaches only the session that ran it. */
@PostgresTest
@Requires("pljava")
class OldSessionsTest {
    private static final String CALL = "select count(*) from brisk.suggest_indexes(queries => '{}')";

    /** A session that has called while another jar was installed, and sees the upgrade happen. */
    private static Connection before(TestDatabase database, String login) throws SQLException {
        var session = login == null ? database.connect() : database.connect(login);
        database.run("comment on schema brisk is 'pgbrisk 0.1.9, functions jar 0123456789ab: before'");
        TestDatabase.rows(session, CALL);
        Status.carryOut(Status.of(database.url()).step("pgbrisk"), database.server(), database.name());
        return session;
    }

    private static String pid(Connection session) throws SQLException {
        return TestDatabase.rows(session, "select pg_backend_pid()").get(0);
    }

    private static void assertRefuses(Connection session) {
        var refused = assertThrows(PSQLException.class, () -> TestDatabase.rows(session, CALL));
        assertEquals("55000", refused.getSQLState(), refused.getMessage());
        var said = refused.getServerErrorMessage();
        assertTrue(
                said.getMessage()
                        .startsWith(
                                "this session still runs the functions of pgbrisk 0.1.9 (functions jar 0123456789ab);"
                                        + " pgbrisk " + Version.number() + " (functions jar "),
                said.getMessage());
        assertEquals("Reconnect.", said.getHint());
    }

    /** The server notices a moment after the client. */
    private static Status onceEnded(TestDatabase database, String pid) throws SQLException {
        var there = "select pid from pg_stat_activity where pid = " + pid;
        for (int i = 0; i < 500 && !database.rows(there).isEmpty(); i++) {
            database.rows("select pg_sleep(0.02)");
        }
        return Status.of(database.url());
    }

    @Test
    void statusNamesTheSessionAndReconnectingMakesTheLineGood(TestDatabase database) throws SQLException {
        database.install();
        String pid;
        try (var session = before(database, null)) {
            pid = pid(session);
            var status = Status.of(database.url())
                    .assertLine("sessions", "wrong", "1 has an older jar: " + pid + " (postgres, idle)");
            assertEquals(
                    "reconnect them: restart the clients, or let their pool recycle: " + pid, status.step("sessions"));
        }

        var after = onceEnded(database, pid);

        assertEquals("ok", after.verdict("sessions"), after.printed());
        assertEquals(0, after.exitCode(), after.printed());
        try (var reconnected = database.connect()) {
            assertEquals(1, TestDatabase.rows(reconnected, CALL).size());
            assertEquals("ok", Status.of(database.url()).verdict("sessions"));
        }
    }

    @Test
    void terminatingDoesNoMoreThanReconnecting(TestDatabase database) throws SQLException {
        database.install();
        try (var session = before(database, null)) {
            var pid = pid(session);
            database.run("select pg_terminate_backend(" + pid + ")");

            // Whether it wakes to that or not: it ends without harm, at the latest when it is spoken to.
            assertThrows(SQLException.class, () -> TestDatabase.rows(session, "select 1"));

            assertEquals("ok", onceEnded(database, pid).verdict("sessions"));
        }
    }

    @Test
    void aSessionThatIsBusyIsNamedWithItsState(TestDatabase database) throws SQLException {
        database.install();
        String pid;
        try (var session = before(database, null)) {
            session.setAutoCommit(false);
            pid = pid(session);

            var status =
                    Status.of(database.url()).assertLine("sessions", "wrong", pid + " (postgres, idle in transaction)");

            assertTrue(status.step("sessions").endsWith(": " + pid), status.step("sessions"));
        }
        assertEquals("ok", onceEnded(database, pid).verdict("sessions"));
    }

    @Test
    void itRefusesToAnswerUntilItReconnectsAlsoWhereAPoolerDroppedItsLock(TestDatabase database) throws SQLException {
        database.install().login("test_reader", "brisk_reader");
        try (var session = before(database, "test_reader")) {
            assertRefuses(session);
            session.createStatement().execute("discard all");
            assertEquals("ok", Status.of(database.url()).verdict("sessions"));
            assertRefuses(session);
        }
        try (var reconnected = database.connect("test_reader")) {
            assertEquals(1, TestDatabase.rows(reconnected, CALL).size());
        }
    }

    @Test
    void theFirstCallTakesOneLockInAnyTransactionAndKeepsItThroughRollback(TestDatabase database) throws SQLException {
        database.install();
        var locks =
                "select mode from pg_locks where locktype = 'advisory' and classid = 1651667818 and pid = pg_backend_pid()";
        try (var session = database.connect()) {
            session.setAutoCommit(false);
            session.setReadOnly(true);
            TestDatabase.rows(session, CALL);
            session.rollback();
            TestDatabase.rows(session, CALL);
            session.rollback();
            assertEquals(List.of("ShareLock"), TestDatabase.rows(session, locks));
        }
    }

    @Test
    void aLockOfSomebodyWhoMayNotCallCountsForNothing(TestDatabase database) throws SQLException {
        database.install().login("test_nobody");
        try (var session = database.connect("test_nobody")) {
            TestDatabase.rows(session, "select pg_try_advisory_lock_shared(1651667818, 42)");

            assertEquals("ok", Status.of(database.url()).verdict("sessions"));
        }
    }
}
