package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLException;

/** {@code brisk.suggest_indexes_for}. */
@PostgresTest
@Tag("sql")
@Requires("runtime")
class OneStatementTest {
    private static void orders(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "create schema shop",
                "create table shop.orders (id bigint primary key, customer_id int, filler text)",
                "insert into shop.orders select g, g % 20000, repeat('x', 50) from generate_series(1, 60000) g",
                "analyze shop.orders");
    }

    @Test
    void suggestsAsForAListOfOneWithTheSearchPathOfTheCaller(TestDatabase database) throws SQLException {
        orders(database);
        database.login("test_reader", "brisk_reader", "pg_read_all_data");
        try (var connection = database.connect("test_reader")) {
            connection.createStatement().execute("set search_path = shop");
            var columns = "select rank, ddl, kind, size_bytes, cost_before, cost_after from ";
            var one = TestDatabase.rows(
                    connection,
                    columns
                            + "brisk.suggest_indexes_for('select * from orders where customer_id = $1', verify => 'none')");

            assertEquals(
                    TestDatabase.rows(
                            connection,
                            columns + "brisk.suggest_indexes(verify => 'none', "
                                    + "queries => array['select * from orders where customer_id = $1'])"),
                    one);
            assertTrue(one.get(0).contains(" ON shop.orders (customer_id)"), one.toString());
            assertEquals(
                    List.of("0"),
                    TestDatabase.rows(
                            connection,
                            "select count(*) from brisk.suggest_indexes_for("
                                    + "'select * from orders where customer_id = 1', storage_budget => 8192)"
                                    + " where ddl is not null"));
        }
    }

    @Test
    void refusesNull(TestDatabase database) throws SQLException {
        database.install();
        var error =
                assertThrows(PSQLException.class, () -> database.rows("select * from brisk.suggest_indexes_for(null)"));
        assertEquals("22023", error.getSQLState());
        assertEquals(
                "function suggest_indexes_for: query is NULL: expected the text of a statement",
                error.getServerErrorMessage().getMessage());
    }
}
