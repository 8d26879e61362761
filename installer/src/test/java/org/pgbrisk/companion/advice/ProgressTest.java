package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLException;

/** What application_name says while the advisor works, and that it is the caller's again afterwards. */
@PostgresTest
@Tag("sql")
@Requires("runtime")
class ProgressTest {
    /** Planned for 50 ms each: the planner computes the function's value. */
    private static final String SLOW = "select count(*) from brisk.suggest_indexes(queries => array("
            + "select 'select slow() + ' || g from generate_series(1, 60) g))";

    private Connection connection;

    @BeforeEach
    void connect(TestDatabase database) throws SQLException {
        database.install();
        database.run("create function slow() returns int language plpgsql immutable as"
                + " $$ begin perform pg_sleep(0.05); return 1; end $$");
        connection = database.connect();
        connection.createStatement().execute("set application_name = 'mine'");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** Waits, while the call runs in a thread of its own, until another session sees it at work. */
    private void watch(TestDatabase database, Callable<Void> call) throws Exception {
        var pid = TestDatabase.rows(connection, "select pg_backend_pid()").get(0);
        var thread = Executors.newSingleThreadExecutor();
        try (var other = database.connect()) {
            var running = thread.submit(call);
            while (TestDatabase.rows(
                            other,
                            "select from pg_stat_activity where pid = " + pid
                                    + " and application_name ~ '^pgbrisk: suggest_indexes [0-9]+ of 60 planned$'")
                    .isEmpty()) {
                assertFalse(running.isDone(), "nobody has seen it at work");
                Thread.sleep(20);
            }
            running.get();
        } finally {
            thread.shutdown();
        }
    }

    private void assertMine() throws SQLException {
        assertEquals(List.of("mine"), TestDatabase.rows(connection, "show application_name"));
    }

    @Test
    void othersSeeHowFarACallIs(TestDatabase database) throws Exception {
        watch(database, () -> {
            TestDatabase.rows(connection, SLOW);
            return null;
        });
        assertMine();
    }

    @Test
    void theNameIsTheCallersAgainWithinItsTransactionToo(TestDatabase database) throws Exception {
        var statement = connection.createStatement();
        statement.execute("begin");
        statement.execute("set local application_name = 'this transaction'");
        watch(database, () -> {
            TestDatabase.rows(connection, SLOW);
            return null;
        });
        assertEquals(List.of("this transaction"), TestDatabase.rows(connection, "show application_name"));
        statement.execute("commit");
        assertMine();
    }

    @Test
    void aCallThatFailsLeavesTheNameAlone(TestDatabase database) throws Exception {
        var statement = connection.createStatement();
        statement.execute("set statement_timeout = '2500ms'");
        watch(database, () -> {
            var error = assertThrows(PSQLException.class, () -> TestDatabase.rows(connection, SLOW));
            assertEquals("57014", error.getSQLState(), error.getMessage());
            return null;
        });
        statement.execute("set statement_timeout = 0");
        assertMine();

        statement.execute("begin");
        watch(database, () -> {
            statement.execute("do $do$ begin perform set_config('statement_timeout', '2500ms', true); end $do$");
            statement.execute("do $do$ begin " + SLOW.replace("select count(*)", "perform")
                    + "; raise 'not cancelled'; exception when query_canceled then null; end $do$");
            return null;
        });
        assertMine();
        statement.execute("commit");
        assertMine();
    }
}
