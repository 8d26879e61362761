package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLException;

/** What a caller in SQL gets told: SQLSTATE, message and hint, whole. */
@PostgresTest
@Tag("sql")
@Requires("runtime")
class ErrorsTest {
    private static final String ARGUMENTS =
            "Its arguments are: relation, storage_budget, max_suggestions, queries, time_limit, verify, keep.";

    private static void assertError(TestDatabase database, String call, String state, String message, String hint)
            throws SQLException {
        try (var connection = database.connect()) {
            var error = assertThrows(PSQLException.class, () -> TestDatabase.rows(connection, call), call);
            var server = error.getServerErrorMessage();
            assertEquals(state, error.getSQLState(), call);
            assertEquals(message, server.getMessage(), call);
            assertEquals(hint, server.getHint(), call);
        }
    }

    @Test
    void refusedArgumentsSayWhatWasExpected(TestDatabase database) throws SQLException {
        database.install();
        assertError(
                database,
                "select * from brisk.suggest_indexes(storage_budget => 0)",
                "22023",
                "function suggest_indexes: storage_budget is 0: expected a number of bytes above 0, or NULL for what brisk.advisor_storage_budget says",
                ARGUMENTS);
        assertError(
                database,
                "select * from brisk.suggest_indexes(max_suggestions => 1001)",
                "22023",
                "function suggest_indexes: max_suggestions is 1001: expected 1 to 1000",
                ARGUMENTS);
        assertError(
                database,
                "select * from brisk.suggest_indexes(queries => array['select 1', null])",
                "22023",
                "function suggest_indexes: queries holds a NULL: expected the text of a statement in each element",
                ARGUMENTS);
        for (var limit : List.of("0", "-1.5", "86400.001")) {
            assertError(
                    database,
                    "select * from brisk.suggest_indexes(time_limit => '" + limit + " s')",
                    "22023",
                    "function suggest_indexes: time_limit is " + limit
                            + " s: expected an interval above 0 and up to 24 hours, or NULL for what brisk.advisor_time_limit says",
                    ARGUMENTS);
        }
        assertError(
                database,
                "select * from brisk.suggest_indexes(verify => 'Explain')",
                "22023",
                "function suggest_indexes: verify is \"Explain\": expected none, explain, run",
                ARGUMENTS);
        assertError(
                database,
                "select * from brisk.suggest_indexes(verify => 'run')",
                "55000",
                "verify => 'run' builds indexes on the tables themselves, and brisk.advisor_verify_builds is off",
                "set brisk.advisor_verify_builds = on; or ask a copy of the database.");
    }

    @Test
    void relationsThatCannotHaveIndexesAreRefused(TestDatabase database) throws SQLException {
        database.install();
        database.run("create view v as select 1 as x");
        assertError(
                database,
                "select * from brisk.suggest_indexes('v')",
                "42809",
                "public.v cannot have indexes",
                "Pass a table, a partitioned table or a materialized view.");
        assertError(
                database,
                "select * from brisk.suggest_indexes(4294967295::oid::regclass)",
                "42P01",
                "there is no relation with oid 4294967295",
                "Pass a table of this database, for example 'public.orders'::regclass.");
    }

    @Test
    void theDoorRefusesWhatItDoesNotKnow(TestDatabase database) throws SQLException {
        database.install();
        assertError(
                database,
                "select brisk.call('suggest_index', '{}')",
                "42883",
                "pgbrisk has no function \"suggest_index\"",
                "The functions are: " + String.join(", ", Functions.NAMES) + ".");
        assertError(
                database,
                "select brisk.call(null, '{}')",
                "42883",
                "pgbrisk has no function \"null\"",
                "The functions are: " + String.join(", ", Functions.NAMES) + ".");
        assertError(
                database,
                "select brisk.call('suggest_indexes', '{\"table\": 1}')",
                "22023",
                "function suggest_indexes has no argument \"table\"",
                ARGUMENTS);
        assertError(
                database,
                "select brisk.call('suggest_indexes', '{\"relation\": \"orders\"}')",
                "22023",
                "function suggest_indexes: relation cannot be \"orders\": expected regclass",
                ARGUMENTS);
        assertError(
                database,
                "select brisk.call('suggest_indexes', '{\"time_limit\": \"a while\"}')",
                "22023",
                "function suggest_indexes: time_limit cannot be \"a while\": expected interval",
                ARGUMENTS);
        assertError(
                database,
                "select brisk.call('suggest_indexes', '[1]')",
                "22023",
                "the arguments are not a JSON object",
                "Pass a JSON object, for example {\"max_suggestions\": 5}.");
    }

    @Test
    void anErrorCanBeCaughtAndTheTransactionGoesOn(TestDatabase database) throws SQLException {
        database.install();
        database.run("""
                do $$
                begin
                    begin
                        perform * from brisk.suggest_indexes(storage_budget => -1);
                        raise exception 'not refused';
                    exception when invalid_parameter_value then
                        null;
                    end;
                    perform * from brisk.suggest_indexes(queries => '{}');
                end $$""");
    }

    @Test
    void theDoorAsksForTheRightToTheTypedFunction(TestDatabase database) throws SQLException {
        database.install();
        database.run("revoke execute on function brisk.suggest_indexes from brisk_reader");
        database.login("test_reader", "brisk_reader");
        try (var connection = database.connect("test_reader")) {
            var error = assertThrows(
                    PSQLException.class,
                    () -> TestDatabase.rows(connection, "select brisk.call('suggest_indexes', '{}')"));
            assertEquals("42501", error.getSQLState());
            assertEquals(
                    "permission denied for function brisk.suggest_indexes",
                    error.getServerErrorMessage().getMessage());
            assertEquals(
                    "Ask for membership in brisk_reader (all that looks) or brisk_operator (all that changes).",
                    error.getServerErrorMessage().getHint());
        }
    }
}
