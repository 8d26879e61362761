package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLException;

/** {@code brisk.explain_suggestion}. */
@PostgresTest
@Tag("sql")
@Requires({"runtime", "hypopg"})
class ExplainSuggestionTest {
    private static final String QUERY = "select * from orders where customer_id = 42";

    private static void orders(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "create schema shop",
                "create table shop.orders (id bigint primary key, customer_id int, tags text[], filler text)",
                "insert into shop.orders select g, g % 20000, '{}', repeat('x', 50) from generate_series(1, 60000) g",
                "analyze shop.orders",
                "alter database " + database.name() + " set search_path = shop, public");
    }

    private static String plan(Connection connection, String column, String arguments) throws SQLException {
        return String.join(
                "\n",
                TestDatabase.rows(
                        connection,
                        "select " + column + " from brisk.explain_suggestion(" + arguments + ") where " + column
                                + " is not null order by line"));
    }

    @Test
    void showsBothPlansToAPlainReaderAndKeepsTheCallersOwnIndexes(TestDatabase database) throws SQLException {
        orders(database);
        database.login("test_reader", "brisk_reader", "pg_read_all_data");
        try (var connection = database.connect("test_reader")) {
            connection
                    .createStatement()
                    .execute("select public.hypopg_create_index('create index on shop.orders (filler)')");
            var session = "select indexrelid from public.hypopg() union all"
                    + " select count(*)::oid from pg_prepared_statements where from_sql";
            var before = TestDatabase.rows(connection, session);
            for (var ddl : List.of(
                    "null",
                    "array['CREATE INDEX CONCURRENTLY \"my Index\" ON orders (customer_id);']",
                    "array['create index on shop.orders using hash (customer_id)', 'create unique index if not exists u on orders (id)']")) {
                var plan = plan(connection, "plan_after", "'" + QUERY + "', " + ddl);
                assertTrue(plan.matches("(?s).*cost=.*Index.*customer_id = 42.*"), plan);
                assertEquals(ddl.contains("my Index"), plan.contains(" \"my Index\""), plan);
                assertTrue(plan(connection, "plan_before", "'" + QUERY + "', " + ddl)
                        .startsWith("Seq Scan on orders  (cost="));
            }
            var generic = plan(
                    connection,
                    "plan_after",
                    "'select * from orders where customer_id = $1', array['create index c on orders (customer_id)']");
            assertTrue(generic.matches("(?s).* c .*customer_id = \\$1.*"), generic);
            assertEquals(before, TestDatabase.rows(connection, session));
            assertEquals(List.of("shop, public"), TestDatabase.rows(connection, "show search_path"));
        }
    }

    @Test
    void theShorterPlanEndsWithNulls(TestDatabase database) throws SQLException {
        orders(database);
        var rows = database.rows(
                "select line, plan_before is null, plan_after is null from brisk.explain_suggestion("
                        + "'select * from orders order by customer_id limit 5', array['create index on orders (customer_id)'])");
        assertEquals("1|f|f", rows.get(0));
        assertTrue(rows.get(rows.size() - 1).endsWith("|f|t"), rows.toString());
        try (var connection = database.connect()) {
            assertEquals(
                    plan(connection, "plan_before", "'" + QUERY + "', '{}'"),
                    plan(connection, "plan_after", "'" + QUERY + "', '{}'"));
        }
    }

    private static void assertRefused(TestDatabase database, String state, String message, String arguments)
            throws SQLException {
        try (var connection = database.connect()) {
            var error = assertThrows(
                    PSQLException.class,
                    () -> TestDatabase.rows(connection, "select * from brisk.explain_suggestion(" + arguments + ")"),
                    arguments);
            assertEquals(state, error.getSQLState(), error.getMessage());
            var said = error.getServerErrorMessage();
            assertTrue(said.getMessage().contains(message), said.getMessage());
            assertFalse(said.getHint().isEmpty());
            assertEquals(List.of(), TestDatabase.rows(connection, "select * from hypopg()"), arguments);
        }
    }

    @Test
    void refusesWhatIsNotOneCreateIndex(TestDatabase database) throws SQLException {
        orders(database);
        var query = "'" + QUERY + "', ";
        assertRefused(database, "22023", "query is NULL", "null");
        assertRefused(database, "22023", "ddl holds a NULL", query + "array['create index on orders (id)', null]");
        assertRefused(database, "22023", "expected CREATE INDEX", query + "array['drop table orders']");
        assertRefused(database, "22023", "expected CREATE INDEX", query + "array['create table x (id int)']");
        assertRefused(database, "22023", "has 0 statements", query + "array['']");
        assertRefused(
                database,
                "22023",
                "has 2 statements",
                query + "array['create index on orders (customer_id); drop table orders']");
        assertRefused(
                database,
                "22023",
                "has 2 statements",
                query + "array['create index on orders (customer_id); create index on orders (filler)']");
        assertRefused(database, "22023", "cannot be tried", query + "array['create index on nowhere (customer_id)']");
        assertRefused(database, "22023", "cannot be tried", query + "array['create index on orders (customer_id']");
        assertRefused(
                database,
                "0A000",
                "\"create index on orders using gin (tags)\"",
                query + "array['create index on orders (customer_id)', 'create index on orders using gin (tags)']");
        assertRefused(database, "22023", "query", "'select 1; drop table orders'");
        assertRefused(database, "22023", "query", "'vacuum'");
        assertRefused(database, "22023", "query cannot be planned", "'select * from nowhere'");
        assertRefused(database, "22023", "query cannot be planned", "'select * from nowhere where id = $1', '{}'");
        assertEquals(List.of("60000"), database.rows("select count(*) from orders"));
    }

    @Test
    void saysThatItNeedsHypopg(TestDatabase database) throws SQLException {
        orders(database);
        database.run("drop extension hypopg");
        try (var connection = database.connect()) {
            var error = assertThrows(
                    PSQLException.class,
                    () -> TestDatabase.rows(connection, "select * from brisk.explain_suggestion('" + QUERY + "')"));
            assertEquals("55000", error.getSQLState());
            assertTrue(error.getServerErrorMessage().getHint().startsWith("create extension hypopg"));
        }
    }

    @Test
    void pgbriskCallShowsItToo(TestDatabase database) throws SQLException {
        orders(database);
        var call = Pgbrisk.run("call", "explain_suggestion", "query=" + QUERY, "--url", database.url());
        assertEquals(0, call.exitCode(), call.err());
        assertTrue(call.out().contains("orders_customer_id_idx"), call.out());
        assertTrue(call.out().contains("Seq Scan"), call.out());
    }
}
