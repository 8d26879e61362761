package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Statements are run with the indexes built for them: verify => 'run'. */
@PostgresTest
@Tag("sql")
@Requires("hypopg")
class TrialsTest {
    private static final String QUERY = "select * from orders where customer_id = 7";

    @BeforeEach
    void tables(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
    }

    private static Advice run(TestDatabase database, Connection connection, String... queries) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set brisk.advisor_verify_builds = on");
        }
        var arguments = Door.queries(queries);
        arguments.put("verify", "run");
        return Door.ofThisRun(database).ask(connection, arguments);
    }

    @Test
    void whatWasMeasuredIsSaidAndNothingIsLeftBehind(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            var before = database.rows("select count(*) from pg_class where relnamespace = 'public'::regnamespace");
            var rows = run(database, connection, QUERY).rows();

            assertTrue(rows.get(0).getString("ddl") != null, rows::toString);
            var measured =
                    rows.get(0).getObject("evidence").getArray("measured").getObject(0);
            assertEquals(QUERY, measured.getString("query"));
            assertTrue(measured.getDouble("before_ms") > 0, measured::toString);
            assertTrue(measured.getDouble("after_ms") > 0, measured::toString);
            assertEquals(
                    before, database.rows("select count(*) from pg_class where relnamespace = 'public'::regnamespace"));
        }
    }

    @Test
    void runsNothingThatChangesOrIsVolatileOrHasNoValues(TestDatabase database) throws SQLException {
        database.run(
                "create sequence counted",
                "create function next_one() returns bigint language sql volatile as 'select nextval(''counted'')'");
        try (var connection = database.connect()) {
            var rows = run(
                            database,
                            connection,
                            "select * from orders where customer_id = 7 for update",
                            "select *, next_one() from orders where customer_id = 8",
                            "select * from orders where customer_id = $1",
                            "delete from orders where customer_id = 9")
                    .rows();

            assertTrue(
                    rows.stream()
                            .noneMatch(row -> row.getObject("evidence") != null
                                    && row.getObject("evidence").has("measured")),
                    rows::toString);
            assertTrue(
                    rows.stream().anyMatch(row -> row.getString("reason").startsWith("no statement was run")),
                    rows::toString);
            assertEquals(List.of("f"), database.rows("select is_called from counted"));
        }
    }

    @Test
    void asksWhetherWritersMayWait(TestDatabase database) throws SQLException {
        var arguments = Door.queries(QUERY);
        arguments.put("verify", "run");
        try (var connection = database.connect()) {
            var door = Door.ofThisRun(database);
            var refused = assertThrows(SQLException.class, () -> door.ask(connection, arguments));
            assertEquals("55000", refused.getSQLState());
        }
    }

    @Test
    @Requires("runtime")
    void isForOperators(TestDatabase database) throws SQLException {
        database.install();
        database.login("brisk_test_reader");
        database.run("grant brisk_reader to brisk_test_reader");
        database.run("grant select on orders to brisk_test_reader");
        try (var connection = database.connect("brisk_test_reader");
                var statement = connection.createStatement()) {
            statement.execute("set brisk.advisor_verify_builds = on");
            var refused = assertThrows(
                    SQLException.class,
                    () -> statement.execute(
                            "select * from brisk.suggest_indexes(queries => array['" + QUERY + "'], verify => 'run')"));
            assertEquals("42501", refused.getSQLState());
        }
    }
}
