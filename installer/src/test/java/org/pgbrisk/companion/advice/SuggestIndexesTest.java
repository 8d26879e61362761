package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** What is suggested, asked through the plain connection; that PL/Java says the same is tested beside it. */
@PostgresTest
@Tag("sql")
@Requires({"hypopg", "pg_stat_statements"})
class SuggestIndexesTest {
    private static Advice ask(TestDatabase database, String... queries) throws SQLException {
        try (var connection = database.connect()) {
            return Door.ofThisRun(database).ask(connection, queries);
        }
    }

    @Test
    void findsTheIndexThatAnEqualityNeeds(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);

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
        database.run(Shop.TABLES);

        var advice = ask(database, "select * from orders where status = 'open' order by created_at desc limit 10");

        assertEquals(1, advice.targets().size(), advice.targets().toString());
        assertTrue(
                advice.targets().get(0).contains("created_at"), advice.targets().toString());
    }

    @Test
    void servesAJoin(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);

        var advice = ask(
                database,
                "select * from customer c join orders o on o.customer_id = c.id where c.email = 'e5@example.org'");

        assertEquals(
                List.of("public.customer (email)", "public.orders (customer_id)"),
                advice.targets().stream().sorted().toList());
    }

    @Test
    void takesTheWorkloadFromPgStatStatements(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
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
    void saysThatTheTimeSinceAResetWasTooShort(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.run("select pg_stat_statements_reset()");
        database.rows("select count(*) from orders where customer_id = 7");

        var row = ask(database).rows().get(0);

        assertEquals("public.orders (customer_id)", ask(database).targets().get(0));
        assertNull(row.get("benefit_ms_per_day"));
        assertTrue(
                row.getObject("evidence").getString("benefit_ms_per_day").contains("reset less than an hour ago"),
                row.toString());
    }

    @Test
    void plansStatementsAsPgStatStatementsWritesThem(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.run("alter database " + database.name() + " set brisk.advisor_time_percent = 100");
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
        database.run(Shop.TABLES);
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
        database.run(Shop.TABLES);
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
        database.run(Shop.TABLES);
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
            assertEquals(
                    1, Door.ofThisRun(database).ask(connection, few).targets().size());
            var advice = Door.ofThisRun(database).ask(connection, small);
            long bytes = advice.rows().stream()
                    .mapToLong(row -> row.getLong("size_bytes"))
                    .sum();
            assertTrue(bytes > 0 && bytes <= 1_000_000, advice.json().toString());
        }
    }

    @Test
    void estimatesTheSizeOfWhatIsBuilt(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
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
        database.run(Shop.TABLES);
        var arguments = Door.queries(
                "select * from customer c join orders o on o.customer_id = c.id where c.email = 'e5@example.org'");
        arguments.put(
                "relation",
                Long.parseLong(database.rows("select 'orders'::regclass::oid").get(0)));

        try (var connection = database.connect()) {
            assertEquals(
                    List.of("public.orders (customer_id)"),
                    Door.ofThisRun(database).ask(connection, arguments).targets());
        }
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
}
