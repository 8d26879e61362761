package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Calls that do not come to their end, and what is left of them: nothing. */
@PostgresTest
@Requires("dblink")
class EndOfCallsTest {
    private static final String CALL = "select count(*) from brisk.show_runtime()";
    private static final double LONG = 60;

    private static void serve(TestDatabase database, int workers) throws SQLException {
        database.install(Runtime.bridge).run("select brisk.set('bridge_workers', '" + workers + "')");
        SlowCall.prepare(database);
        database.serve();
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (var plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    private static SQLException fails(Connection connection) {
        return assertThrows(SQLException.class, () -> TestDatabase.rows(connection, CALL));
    }

    private static void assertEnded(String sqlstate, CompletableFuture<SQLException> call) throws Exception {
        var error = call.get();
        assertEquals(sqlstate, error.getSQLState(), error.toString());
    }

    private static void assertWorks(TestDatabase database) throws Exception {
        SlowCall.await(database, 0, 0);
        assertEquals(List.of("1"), database.rows(CALL));
    }

    @Test
    void aCancelEndsTheCallWhileAStatementOfItRunsAndWhileItWaitsForItsTurn(TestDatabase database) throws Exception {
        serve(database, 1);
        try (var first = database.connect();
                var second = database.connect()) {
            var running = SlowCall.begin(first, LONG);
            SlowCall.await(database, 1, 0);
            var waiting = SlowCall.begin(second, LONG);
            SlowCall.await(database, 1, 1);

            database.rows("select pg_cancel_backend(caller_pid) from brisk.wire_call where companion is null");
            assertEnded("57014", waiting);
            SlowCall.await(database, 1, 0);
            database.rows("select pg_cancel_backend(caller_pid) from brisk.wire_call");
            assertEnded("57014", running);

            assertWorks(database);
            assertEquals(List.of("1"), TestDatabase.rows(first, CALL));
        }
    }

    @Test
    void aTimeoutOfTheStatementEndsTheCallAndTheTransactionGoesOn(TestDatabase database) throws Exception {
        serve(database, 1);
        try (var caller = database.connect()) {
            caller.setAutoCommit(false);
            run(caller, "create temporary table kept as select 1 as n");
            run(caller, "set local statement_timeout = '500ms'");
            var savepoint = caller.setSavepoint();

            var cancelled = assertThrows(SQLException.class, () -> SlowCall.of(caller, LONG));

            assertEquals("57014", cancelled.getSQLState(), cancelled.toString());
            caller.rollback(savepoint);
            run(caller, "set local statement_timeout = 0");
            assertEquals(List.of("1"), TestDatabase.rows(caller, "select n from kept"));
            assertEquals(List.of("1"), TestDatabase.rows(caller, CALL));
            caller.commit();
        }
        assertWorks(database);
    }

    @Test
    void aCallerWhoIsTerminatedLeavesNothing(TestDatabase database) throws Exception {
        serve(database, 1);
        try (var caller = database.connect()) {
            var call = SlowCall.begin(caller, LONG);
            SlowCall.await(database, 1, 0);
            database.rows("select pg_terminate_backend(caller_pid) from brisk.wire_call");
            assertEnded("57P01", call);
        }
        assertWorks(database);
    }

    @Test
    void aWireThatIsTerminatedEndsTheCallAndTheTransactionGoesOn(TestDatabase database) throws Exception {
        serve(database, 1);
        try (var caller = database.connect()) {
            caller.setAutoCommit(false);
            run(caller, "create temporary table kept as select 1 as n");
            var savepoint = caller.setSavepoint();
            var call = SlowCall.begin(caller, 1);
            SlowCall.await(database, 1, 0);
            database.rows("select pg_terminate_backend(wire_pid) from brisk.wire_call");
            var error = call.get();
            assertTrue(List.of("57P01", "08006").contains(error.getSQLState()), error.toString());
            caller.rollback(savepoint);
            assertEquals(List.of("1"), TestDatabase.rows(caller, "select n from kept"));
            assertEquals(List.of("1"), TestDatabase.rows(caller, CALL));
        }
        assertWorks(database);
    }

    @Test
    void aCallThatTakesTooLongEndsOnBothSidesAndNamesTheSetting(TestDatabase database) throws Exception {
        serve(database, 1);
        try (var first = database.connect();
                var second = database.connect()) {
            run(second, "set brisk.bridge_timeout = '300ms'");
            var late = assertThrows(SQLException.class, () -> SlowCall.of(second, 3));
            assertEquals("57014", late.getSQLState());
            assertTrue(
                    late.getMessage().contains("it took longer than brisk.bridge_timeout (300ms)"), late.getMessage());

            var running = SlowCall.begin(first, 2);
            SlowCall.await(database, 1, 0);
            var waited = fails(second);
            assertEquals("57014", waited.getSQLState());
            assertTrue(waited.getMessage().contains("brisk.bridge_timeout"), waited.getMessage());
            assertNull(running.get());
        }
        assertWorks(database);
    }

    @Test
    void aServerThatDoesNotAnswerTheWireIsGivenUp(TestDatabase database) throws Exception {
        serve(database, 1);
        try (var silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                var caller = database.connect()) {
            database.run("update brisk.wire set host = '127.0.0.1', port = " + silent.getLocalPort());
            run(caller, "set statement_timeout = '300ms'");
            var error = fails(caller);
            assertTrue(List.of("08001", "57014").contains(error.getSQLState()), error.toString());
        }
        assertEquals(List.of("0"), database.rows("select count(*) from brisk.wire_call"));
    }

    @Test
    void whereNobodyServesTheCallerIsToldWhatToStart(TestDatabase database) throws Exception {
        database.install(Runtime.bridge);
        try (var caller = database.connect()) {
            var error = fails(caller);
            assertEquals("55000", error.getSQLState());
            assertTrue(error.getMessage().contains("no companion serves database"), error.getMessage());
            assertTrue(
                    error.getMessage().contains("Start it: pgbrisk serve -d " + database.name()), error.getMessage());
        }
    }

    @Test
    void aWireThatCannotLogInIsNamedAndTheCompanionLivesOn(TestDatabase database) throws Exception {
        serve(database, 1);
        var login = database.rows("select login from brisk.wire").get(0);
        try (var caller = database.connect()) {
            for (var trouble : List.of("nologin", "connection limit 0")) {
                run(caller, "alter role " + login + " " + trouble);
                var error = fails(caller);
                assertEquals("08001", error.getSQLState());
                assertTrue(
                        error.getMessage().contains("the wire cannot log in to this server as " + login),
                        error.getMessage());
                assertTrue(error.getMessage().contains("pgbrisk status"), error.getMessage());
                run(caller, "alter role " + login + " login connection limit -1");
                assertEquals(List.of("1"), TestDatabase.rows(caller, CALL));
            }
            run(caller, "alter role " + login + " rename to test_elsewhere");
            assertEquals("08001", fails(caller).getSQLState());
            run(caller, "alter role test_elsewhere rename to " + login);
        }
        assertWorks(database);
    }

    /** Everybody else's calls ended with it, for as long as it waited. */
    @Test
    void bytesThatTheCompanionCannotReadEndTheirOwnCallOnly(TestDatabase database) throws Exception {
        var ascii = database.sibling("template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'");
        serve(ascii, 1);
        var companion = ascii.rows("select companion from brisk.companions");
        try (var caller = ascii.connect()) {
            for (var call : List.of(
                    "select ddl from brisk.suggest_indexes(queries => array[E'select ''\\xff'''])",
                    "select brisk.call(E'\\xff', null)")) {
                var error = assertThrows(SQLException.class, () -> TestDatabase.rows(caller, call));
                assertEquals("22021", error.getSQLState(), error.toString());
            }
        }
        assertWorks(ascii);
        assertEquals(companion, ascii.rows("select companion from brisk.companions"));
    }

    @Test
    void twoCompanionsShareTheWork(TestDatabase database) throws Exception {
        serve(database, 1);
        database.serve();
        try (var first = database.connect();
                var second = database.connect()) {
            var calls = List.of(SlowCall.begin(first, 2), SlowCall.begin(second, 2));
            SlowCall.await(database, 2, 0);
            assertEquals(List.of("1", "1"), database.rows("select running from brisk.companions"));
            for (var call : calls) {
                assertNull(call.get());
            }
        }
        assertWorks(database);
    }
}
