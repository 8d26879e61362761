package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** What cannot be planned, seen or asked: it is listed or passed over, and the rest is still answered. */
@PostgresTest
@Tag("sql")
@Requires({"hypopg", "pg_stat_statements"})
class SuggestIndexesLimitsTest {
    private static Advice ask(TestDatabase database, String... queries) throws SQLException {
        try (var connection = database.connect()) {
            return Door.ofThisRun(database).ask(connection, queries);
        }
    }

    @Test
    void listsWhatItCannotPlanWithTheReason(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);

        var advice = ask(
                database,
                "select * from nowhere",
                "selec 1",
                "drop table orders",
                "select 1; drop table orders",
                "",
                "select * from orders where customer_id = 1");

        assertEquals(1, advice.targets().size());
        assertEquals(
                List.of(
                        "has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have one",
                        "has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have one",
                        "is not exactly one statement",
                        "is not exactly one statement",
                        "relation \"nowhere\" does not exist (SQLSTATE 42P01)"),
                advice.reasons("skipped").stream().sorted().toList());
        for (var row : advice.ofKind("skipped")) {
            assertNull(row.get("rank"));
            assertNull(row.get("ddl"));
            assertNotNull(row.getArray("statements").getObject(0).getString("query"));
        }
        assertEquals(List.of("60000"), database.rows("select count(*) from orders"));
    }

    @Test
    void seesUncommittedRowsAndLeavesTemporaryTablesAlone(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table mine as select g id, g v from generate_series(1, 20000) g");
            statement.execute("create temporary table passing as select g id, g v from generate_series(1, 20000) g");
            statement.execute("analyze mine");
            statement.execute("analyze passing");

            var advice = Door.ofThisRun(database)
                    .ask(connection, "select * from mine where v = 1", "select * from passing where v = 1");

            assertEquals(List.of("public.mine (v)"), advice.targets());
        }
    }

    @Test
    void doesNotWaitBehindAnExclusiveLock(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        try (var locker = database.connect();
                var statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("lock table orders in access exclusive mode");

            var advice = ask(
                    database,
                    "select * from orders where customer_id = 1",
                    "select * from customer where email = 'e5@example.org'");

            assertEquals(List.of("public.customer (email)"), advice.targets());
            assertEquals(
                    List.of("canceling statement due to lock timeout (SQLSTATE 55P03)"), advice.reasons("skipped"));
        }
    }

    @Test
    void saysWhatTheServerLacks(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.run("drop extension hypopg", "drop extension pg_stat_statements");
        database.run(
                "alter table orders add constraint to_customer foreign key (customer_id) references customer not valid");

        var advice = ask(database);

        assertEquals(List.of("public.orders (customer_id)"), advice.targets());
        assertEquals("foreign_key", advice.rows().get(0).getString("kind"));
        var notices = advice.reasons("notice");
        assertTrue(notices.get(0).startsWith("no workload: pg_stat_statements is not created"), notices.toString());
        assertTrue(notices.get(1).startsWith("hypopg is not created"), notices.toString());
        for (JsonObject notice : advice.ofKind("notice")) {
            assertTrue(notice.getObject("evidence").getString("next_step").contains("create extension"));
        }
    }

    @Test
    void answersFromStatisticsWithoutHypopg(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        String[] queries = {
            "select * from orders where customer_id = 42",
            "select * from customer c join orders o on o.customer_id = c.id where c.email = 'e5@example.org'",
            "select sum(length(note)) from orders where status = 'open'"
        };
        var asked = ask(database, queries).targets();
        database.run("drop extension hypopg");

        var advice = ask(database, queries);

        assertEquals(
                asked.stream().sorted().toList(),
                advice.targets().stream().sorted().toList());
        assertEquals("statistics", advice.rows().get(0).getObject("evidence").getString("method"));
        assertTrue(advice.rows().get(0).getDouble("benefit_percent") > 50);
    }

    @Test
    void goesOnWhereARuleLeavesNothingToPlan(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.run("create rule nothing as on insert to customer do instead nothing");

        var advice =
                ask(database, "insert into customer values (0, 'x', 1)", "select * from orders where customer_id = 42");

        assertEquals(List.of("public.orders (customer_id)"), advice.targets());
        assertEquals(List.of("has no plan: a rule replaces it by something else"), advice.reasons("skipped"));
    }

    @Test
    void anAssertionThatFailsWhilePlanningIsListedAndLeavesNothing(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.run("create function picky() returns int language plpgsql immutable as"
                + " $$ begin assert false, 'never'; return 1; end $$");
        try (var connection = database.connect()) {
            var advice = Door.ofThisRun(database)
                    .ask(
                            connection,
                            "select * from orders where customer_id = picky()",
                            "select * from orders where customer_id = 42");

            assertEquals(List.of("public.orders (customer_id)"), advice.targets());
            assertEquals(List.of("never (SQLSTATE P0004)"), advice.reasons("skipped"));
            assertEquals(List.of(), TestDatabase.rows(connection, "select * from hypopg()"));
        }
    }

    @Test
    void withABudgetItLeavesOutTablesWhoseSizeNobodyKnows(TestDatabase database) throws SQLException {
        database.run(
                "create table fresh with (autovacuum_enabled = off) as select g id, g v from generate_series(1, 20000) g");
        var arguments = Door.queries("select * from fresh where v = 3");
        arguments.put("storage_budget", 100_000_000);

        try (var connection = database.connect()) {
            var advice = Door.ofThisRun(database).ask(connection, arguments);
            assertEquals(List.of(), advice.targets());
            assertTrue(advice.reasons("notice").get(0).startsWith("public.fresh has never been analyzed"));
            var unlimited = Door.ofThisRun(database).ask(connection, "select * from fresh where v = 3");
            assertEquals(List.of("public.fresh (v)"), unlimited.targets());
            assertNull(unlimited.rows().get(0).get("size_bytes"));
        }
    }

    @Test
    void readsDomainsEnumsArraysAndRangesAndTakesGistForWhatABtreeCannotHold(TestDatabase database)
            throws SQLException {
        database.run(
                "create domain code as text",
                "create domain short_code as code check (length(value) < 20)",
                "create type mood as enum ('sad', 'ok')",
                "create table odd (id int primary key, c short_code, p point, j json, a int[], r int4range)",
                "insert into odd select g, 'c' || g, point(g, g), '{}', array[g], int4range(g, g + 1)"
                        + " from generate_series(1, 20000) g",
                "analyze");

        var advice = ask(
                database,
                "select * from odd where c = 'c7'",
                "select * from odd where p ~= point(1, 1)",
                "select * from odd where a = '{5}'",
                "select * from odd where r = '[3,4)'");

        assertEquals(List.of(), advice.ofKind("skipped"));
        assertEquals(
                List.of("public.odd (a)", "public.odd (c)", "public.odd (r)", "public.odd USING gist (p)"),
                advice.targets().stream().sorted().toList());
        for (var ddl : advice.ddl()) {
            database.run(ddl);
        }
    }

    @Test
    void listsAStatementWhosePlanIsTooLarge(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        var columns = "a_column_with_a_long_name_so_that_the_plan_is_large_";
        var wide = new StringBuilder("create table wide (id int");
        for (int i = 0; i < 1000; i++) {
            wide.append(", ").append(columns).append(i).append(" int");
        }
        database.run(wide.append(')').toString());
        var union = "select * from wide" + " union all select * from wide".repeat(120);

        var advice = ask(database, union, "select * from orders where customer_id = 42");

        assertEquals(List.of("public.orders (customer_id)"), advice.targets());
        assertEquals(List.of("the answer has more than 4 MB (SQLSTATE 54000)"), advice.reasons("skipped"));
    }

    @Test
    void findsItsExtensionsInWhateverSchemaTheyLive(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.run(
                "drop extension hypopg",
                "drop extension pg_stat_statements",
                "create schema \"Odd \"\"Name\"\"; --\"",
                "create extension hypopg schema \"Odd \"\"Name\"\"; --\"",
                "create extension pg_stat_statements schema \"Odd \"\"Name\"\"; --\"",
                "select count(*) from orders where customer_id = 3");

        var advice = ask(database);

        assertEquals("public.orders (customer_id)", advice.targets().get(0));
        assertEquals("hypopg", advice.rows().get(0).getObject("evidence").getString("method"));
        assertNotNull(advice.rows().get(0).getArray("statements").getObject(0).get("queryid"));
    }
}
