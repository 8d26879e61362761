package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** What is suggested, asked through the plain connection; that PL/Java says the same is tested beside it. */
@PostgresTest
@Requires({"hypopg", "pg_stat_statements"})
class SuggestIndexesTest {
    private static final String[] SHOP = {
        "create table customer (id int primary key, email varchar(80), region int)",
        "create table orders (id bigint primary key, customer_id int, status text, created_at timestamptz, note text)",
        "insert into customer select g, 'e' || g || '@example.org', g % 20 from generate_series(1, 20000) g",
        "insert into orders select g, g % 20000, (array['open', 'done'])[1 + g % 2], '2026-01-01'::timestamptz + g * '1 s'::interval,"
                + " repeat('x', 50) from generate_series(1, 60000) g",
        "analyze"
    };

    private static Advice ask(TestDatabase database, String... queries) throws SQLException {
        try (var connection = database.connect()) {
            return Door.JDBC.ask(connection, queries);
        }
    }

    @Test
    void findsTheIndexThatAnEqualityNeeds(TestDatabase database) throws SQLException {
        database.run(SHOP);

        var advice = ask(database, "select * from orders where customer_id = 42");

        assertEquals(List.of("public.orders (customer_id)"), advice.targets());
        var row = advice.rows().get(0);
        assertEquals("btree", row.getString("kind"));
        assertEquals(1, row.getInt("rank"));
        assertEquals("hypopg", row.getObject("evidence").getString("method"));
        assertTrue(row.getDouble("benefit_percent") > 90, row.toString());
        assertTrue(row.getDouble("cost_after") < row.getDouble("cost_before"), row.toString());
        assertTrue(row.getString("reason").contains("public.orders by customer_id"), row.getString("reason"));
        assertEquals(
                "select * from orders where customer_id = 42",
                row.getArray("statements").getObject(0).getString("query"));
    }

    @Test
    void putsTheEqualityBeforeTheRange(TestDatabase database) throws SQLException {
        database.run(
                "create table m (id int primary key, device int, at int, v int)",
                "insert into m select g, g % 100, g, g from generate_series(1, 100000) g",
                "analyze");

        var advice = ask(database, "select * from m where device = 5 and at between 1000 and 3000");

        assertEquals(List.of("public.m (device, at)"), advice.targets());
    }

    @Test
    void servesAnOrderWithALimit(TestDatabase database) throws SQLException {
        database.run(SHOP);

        var advice = ask(database, "select * from orders where status = 'open' order by created_at desc limit 10");

        assertEquals(1, advice.targets().size(), advice.targets().toString());
        assertTrue(
                advice.targets().get(0).contains("created_at"), advice.targets().toString());
    }

    @Test
    void servesAJoin(TestDatabase database) throws SQLException {
        database.run(SHOP);

        var advice = ask(
                database,
                "select * from customer c join orders o on o.customer_id = c.id where c.email = 'e5@example.org'");

        assertEquals(
                List.of("public.customer (email)", "public.orders (customer_id)"),
                advice.targets().stream().sorted().toList());
    }

    @Test
    void takesTheWorkloadFromPgStatStatements(TestDatabase database) throws SQLException {
        database.run(SHOP);
        for (int i = 0; i < 3; i++) {
            database.rows("select count(*) from orders where customer_id = " + i);
        }

        var advice = ask(database);

        assertEquals("public.orders (customer_id)", advice.targets().get(0));
        var statement = advice.rows().get(0).getArray("statements").getObject(0);
        assertNotNull(statement.get("queryid"));
        assertEquals(3, statement.getInt("calls"));
        assertTrue(statement.getDouble("total_ms") > 0);
        assertTrue(statement.getDouble("share_percent") > 0);
        var known = database.rows("select queryid from pg_stat_statements where query like '%customer_id = $1'");
        assertTrue(known.contains(statement.get("queryid").toString()), known.toString());
    }

    @Test
    void plansStatementsAsPgStatStatementsWritesThem(TestDatabase database) throws SQLException {
        database.run(SHOP);
        database.run(
                "select count(*) from orders where created_at >= date '2026-01-01' and customer_id = 1",
                "select count(*) from orders where created_at < timestamp with time zone '2026-01-02' + interval '1' day"
                        + " and customer_id = 2",
                "select count(*) from orders where extract(year from created_at) = 2026 and customer_id = 3",
                "select count(*) from orders where substring(note from 1 for 2) = 'xx' and customer_id = 4",
                "select sum(case when status = 'open' then 1 else 0 end) from orders where customer_id between 5 and 5 + 1",
                "select count(*) from orders where status in ('a', 'b', 'c') and customer_id = any ('{1,2}')");

        var advice = ask(database);

        var ours = advice.ofKind("skipped").stream()
                .filter(row -> row.toString().contains("orders"))
                .toList();
        assertEquals(List.of(), ours);
        assertEquals("public.orders (customer_id)", advice.targets().get(0));
        assertEquals(6, advice.rows().get(0).getArray("statements").size());
    }

    @Test
    void suggestsNothingThatExists(TestDatabase database) throws SQLException {
        database.run(SHOP);
        database.run("create index on orders (customer_id, status)", "create index on orders (created_at desc)");

        var advice = ask(
                database,
                "select * from orders where customer_id = 42",
                "select * from orders where id = 42 and status = 'open'",
                "select * from orders order by created_at limit 5");

        assertEquals(List.of(), advice.targets());
    }

    @Test
    void suggestsNothingForTinyTablesAndConditionsThatSelectNothing(TestDatabase database) throws SQLException {
        database.run(SHOP);
        database.run(
                "create table tiny (id int primary key, v int)",
                "insert into tiny select g, g from generate_series(1, 100) g",
                "analyze tiny");

        var advice = ask(
                database,
                "select * from tiny where v = 3",
                "select sum(length(note)) from orders where status = 'open'",
                "select count(*) from pg_class where relpages = 3");

        assertEquals(List.of(), advice.targets());
        assertEquals(List.of(), advice.ofKind("skipped"));
    }

    @Test
    void suggestsOneIndexForTwoStatementsThatCanShareIt(TestDatabase database) throws SQLException {
        database.run(
                "create table m (id int primary key, device int, at int, v int)",
                "insert into m select g, g % 100, g, g from generate_series(1, 100000) g",
                "analyze");

        var advice = ask(
                database,
                "select * from m where device = 5 and at = 7",
                "select sum(v) from m where device = 6 and at < 2000");

        assertEquals(1, advice.targets().size(), advice.targets().toString());
    }

    @Test
    void keepsWithinTheBudgetAndTheNumberAskedFor(TestDatabase database) throws SQLException {
        database.run(SHOP);
        String[] queries = {
            "select * from orders where customer_id = 42",
            "select * from orders where note = 'y'",
            "select * from customer where email = 'e7@example.org'"
        };
        var few = Door.queries(queries);
        few.put("max_suggestions", 1);
        var small = Door.queries(queries);
        small.put("storage_budget", 1_000_000);

        try (var connection = database.connect()) {
            assertEquals(1, Door.JDBC.ask(connection, few).targets().size());
            var advice = Door.JDBC.ask(connection, small);
            long bytes = advice.rows().stream()
                    .mapToLong(row -> row.getLong("size_bytes"))
                    .sum();
            assertTrue(bytes > 0 && bytes <= 1_000_000, advice.json().toString());
        }
    }

    @Test
    void estimatesTheSizeOfWhatIsBuilt(TestDatabase database) throws SQLException {
        database.run(SHOP);
        database.run(
                "create table wide (k char(4), t text, n numeric)",
                "insert into wide select g % 9, 'value ' || g % 1000, g from generate_series(1, 50000) g",
                "analyze wide");

        var advice = ask(
                database,
                "select * from orders where customer_id = 42",
                "select * from customer where email = 'e7@example.org'",
                "select * from wide where t = 'value 7'",
                "select * from wide where n = 7");

        assertEquals(4, advice.ddl().size());
        for (var row : advice.rows()) {
            database.run(row.getString("ddl"));
            var built = Long.parseLong(database.rows("select pg_relation_size(max(indexrelid)) from pg_index")
                    .get(0));
            assertEquals(1.0, row.getLong("size_bytes") / (double) built, 0.1, row.getString("ddl"));
        }
    }

    @Test
    void looksOnlyAtTheTableAskedAbout(TestDatabase database) throws SQLException {
        database.run(SHOP);
        var arguments = Door.queries(
                "select * from customer c join orders o on o.customer_id = c.id where c.email = 'e5@example.org'");
        arguments.put(
                "relation",
                Long.parseLong(database.rows("select 'orders'::regclass::oid").get(0)));

        try (var connection = database.connect()) {
            assertEquals(
                    List.of("public.orders (customer_id)"),
                    Door.JDBC.ask(connection, arguments).targets());
        }
    }

    @Test
    void listsWhatItCannotPlanWithTheReason(TestDatabase database) throws SQLException {
        database.run(SHOP);

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
    void suggestsForPartitionedTablesAtTheirRoot(TestDatabase database) throws SQLException {
        database.run(
                "create table e (id bigint, at date, device int) partition by range (at)",
                "create table e1 partition of e for values from ('2026-01-01') to ('2026-02-01')",
                "create table e2 partition of e for values from ('2026-02-01') to ('2026-03-01')",
                "insert into e select g, date '2026-01-01' + g % 59, g % 5000 from generate_series(1, 60000) g",
                "analyze e");

        var advice = ask(database, "select * from e where device = 17");

        assertEquals(List.of("public.e (device)"), advice.targets());
        assertFalse(advice.ddl().get(0).contains("CONCURRENTLY"), advice.ddl().get(0));
        assertNotNull(advice.rows().get(0).getObject("evidence").getString("warning"));
        database.run(advice.ddl().get(0));
        assertEquals(
                List.of(), ask(database, "select * from e where device = 17").targets());
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

            var advice =
                    Door.JDBC.ask(connection, "select * from mine where v = 1", "select * from passing where v = 1");

            assertEquals(List.of("public.mine (v)"), advice.targets());
        }
    }

    @Test
    void doesNotWaitBehindAnExclusiveLock(TestDatabase database) throws SQLException {
        database.run(SHOP);
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
        database.run(SHOP);
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
        database.run(SHOP);
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
        database.run(SHOP);
        database.run("create rule nothing as on insert to customer do instead nothing");

        var advice =
                ask(database, "insert into customer values (0, 'x', 1)", "select * from orders where customer_id = 42");

        assertEquals(List.of("public.orders (customer_id)"), advice.targets());
        assertEquals(List.of("has no plan: a rule replaces it by something else"), advice.reasons("skipped"));
    }

    @Test
    void anAssertionThatFailsWhilePlanningIsListedAndLeavesNothing(TestDatabase database) throws SQLException {
        database.run(SHOP);
        database.run("create function picky() returns int language plpgsql immutable as"
                + " $$ begin assert false, 'never'; return 1; end $$");
        try (var connection = database.connect()) {
            var advice = Door.JDBC.ask(
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
            var advice = Door.JDBC.ask(connection, arguments);
            assertEquals(List.of(), advice.targets());
            assertTrue(advice.reasons("notice").get(0).startsWith("public.fresh has never been analyzed"));
            var unlimited = Door.JDBC.ask(connection, "select * from fresh where v = 3");
            assertEquals(List.of("public.fresh (v)"), unlimited.targets());
            assertNull(unlimited.rows().get(0).get("size_bytes"));
        }
    }

    @Test
    void readsDomainsEnumsArraysAndRangesAndPassesOverWhatABtreeCannotHold(TestDatabase database) throws SQLException {
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
                List.of("public.odd (a)", "public.odd (c)", "public.odd (r)"),
                advice.targets().stream().sorted().toList());
        for (var ddl : advice.ddl()) {
            database.run(ddl);
        }
    }

    @Test
    void listsAStatementWhosePlanIsTooLarge(TestDatabase database) throws SQLException {
        database.run(SHOP);
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
        database.run(SHOP);
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
