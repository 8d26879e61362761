package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Json;
import org.postgresql.util.PSQLException;

/** brisk.suggest_indexes as SQL, from every place SQL can stand, and that the plain connection gets the same. */
@PostgresTest
@Tag("sql")
@Requires({"runtime", "hypopg", "pg_stat_statements"})
class WaysInTest {
    private static final String DDL = "select ddl from brisk.suggest_indexes() where ddl is not null order by rank";

    private static void workload(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "create table orders (id bigint primary key, customer_id int, status text)",
                "insert into orders select g, g % 20000, 'open' from generate_series(1, 60000) g",
                "create table line (id int primary key, order_id bigint references orders)",
                "insert into line select g, g from generate_series(1, 20000) g",
                "create table \"Ω $1 '\\ \"\"%I\"\" ?\" (\"ключ\" text, id int)",
                "insert into \"Ω $1 '\\ \"\"%I\"\" ?\" select 'x' || g, g from generate_series(1, 20000) g",
                "analyze",
                Shop.FORGET,
                "select count(*) from orders where customer_id = 1");
    }

    private static List<String> expected(TestDatabase database) throws SQLException {
        var ddl = database.rows(DDL);
        assertEquals(
                List.of(
                        "CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id)",
                        "CREATE INDEX CONCURRENTLY line_order_id_idx ON public.line (order_id)"),
                ddl);
        return ddl;
    }

    @Test
    void everyDoorGivesTheSameRows(TestDatabase database) throws SQLException {
        workload(database);
        var inForce = answers(database, Door.SQL);
        assertEquals(answers(database, Door.JDBC), inForce);

        if (database.runtime() == Runtime.pljava && database.server().offers("dblink")) {
            database.install(Runtime.bridge).serve();
            assertEquals(inForce, answers(database, Door.SQL));
        }
    }

    /** To questions of several kinds. */
    private static List<String> answers(TestDatabase database, Door door) throws SQLException {
        String[] queries = {
            "select * from orders where customer_id = 7 and status = 'open'",
            "select * from nowhere",
            "select * from orders o join line l on l.order_id = o.id where o.customer_id = 3"
        };
        var small = Door.queries(queries);
        small.put("storage_budget", 1_000_000);
        var one = Door.queries(queries);
        one.put(
                "relation",
                Long.parseLong(database.rows("select 'line'::regclass::oid").get(0)));
        one.put("max_suggestions", 1);

        var answers = new ArrayList<String>();
        try (var connection = database.connect()) {
            for (var arguments : List.of(Door.queries(), Door.queries(queries), odd(), small, one)) {
                var advice = door.ask(connection, arguments);
                assertFalse(advice.ddl().isEmpty(), arguments.toString());
                // The statements of this very test and of the installer run in between.
                answers.add(arguments + ": " + withoutOurOwn(advice));
            }
        }
        return answers;
    }

    /** Names, values and errors that have to get through whole. */
    private static JsonObject odd() {
        return Door.queries(
                "select * from \"Ω $1 '\\ \"\"%I\"\" ?\" where \"ключ\" = 'it''s \\ 🐘'",
                "select * from orders where status = E'\\n\\t\\u001f' and customer_id = $1",
                "select 'a ? b', $$ ? $$, jsonb '{}' ? 'x' from orders where customer_id = any ('{1,2}')",
                "select 1; select 2",
                "select * from orders where status = 'no end");
    }

    private static String withoutOurOwn(Advice advice) {
        var rows = new com.grack.nanojson.JsonArray();
        advice.rows().stream()
                .filter(row -> !"skipped".equals(row.getString("kind"))
                        || !row.toString().matches("(?s).*(brisk|sqlj).*"))
                .forEach(rows::add);
        return new Advice(rows).canonical();
    }

    @Test
    void pgbriskCallGivesTheSameRows(TestDatabase database) throws SQLException {
        workload(database);
        var expected = expected(database);

        var call = Pgbrisk.run("call", "suggest_indexes", "--json", "--url", database.url());

        assertEquals(0, call.exitCode(), call.err());
        var ddl = Json.array(call.out()).stream()
                .map(row -> ((JsonObject) row).getString("ddl"))
                .filter(text -> text != null)
                .toList();
        assertEquals(expected, ddl);
    }

    @Test
    void worksFromAViewAFunctionADoBlockAndAsAPlainReader(TestDatabase database) throws SQLException {
        workload(database);
        // Calls of a function of one's own are a workload like any other, and take more time than the one statement.
        database.run("alter database " + database.name() + " set brisk.advisor_time_percent = 100");
        var expected = expected(database);
        database.run(
                "create view advice as " + DDL,
                """
                create function advice() returns setof text language plpgsql as $$
                begin
                    return query select ddl from brisk.suggest_indexes() where ddl is not null order by rank;
                end $$""",
                "create table seen (ddl text)",
                "do $$ declare r record; begin for r in " + DDL
                        + " loop insert into seen values (r.ddl); end loop; end $$");
        database.login("test_reader", "brisk_reader", "pg_read_all_stats", "pg_read_all_data");

        assertEquals(expected, database.rows("select * from advice"));
        assertEquals(expected, database.rows("select * from advice()"));
        assertEquals(expected, database.rows("select * from seen"));
        try (var reader = database.connect("test_reader")) {
            assertEquals(expected, TestDatabase.rows(reader, DDL));
        }
    }

    @Test
    void worksWithinTransactionsOfEveryKind(TestDatabase database) throws SQLException {
        workload(database);
        var expected = expected(database);
        for (var kind : List.of(
                "read only", "isolation level repeatable read", "isolation level serializable read only deferrable")) {
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("begin " + kind);
                assertEquals(expected, TestDatabase.rows(connection, DDL), kind);
                statement.execute("savepoint s");
                assertEquals(expected, TestDatabase.rows(connection, DDL), kind);
                statement.execute("rollback to s");
                assertEquals(expected, TestDatabase.rows(connection, DDL), kind);
                statement.execute("commit");
            }
        }
    }

    @Test
    void leavesTheSessionAsItWas(TestDatabase database) throws SQLException {
        workload(database);
        var state = """
                select 'hypothetical', indexrelid::text from hypopg()
                union all
                select 'prepared', name from pg_prepared_statements where from_sql
                union all
                select name, setting from pg_settings
                where name in ('search_path', 'transaction_read_only', 'plan_cache_mode', 'lock_timeout',
                    'standard_conforming_strings')
                order by 1, 2""";
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("select hypopg_create_index('create index on orders (status)')");
            statement.execute("prepare mine as select 1");
            statement.execute("set search_path = public, pg_temp");
            statement.execute("set lock_timeout = '7s'");
            var before = TestDatabase.rows(connection, state);
            assertEquals(7, before.size(), before.toString());

            TestDatabase.rows(connection, "select ddl from brisk.suggest_indexes()");
            TestDatabase.rows(
                    connection,
                    "select ddl from brisk.suggest_indexes(queries => array['select * from orders where customer_id = $1'])");

            assertEquals(before, TestDatabase.rows(connection, state));
        }
    }

    @Test
    void aCancelledCallLeavesNoHypotheticalIndex(TestDatabase database) throws SQLException {
        workload(database);
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            TestDatabase.rows(connection, DDL);
            // Planned for ever: the planner computes the function's value.
            statement.execute(
                    "create function slow() returns int language plpgsql immutable as $$ begin perform pg_sleep(5); return 1; end $$");
            statement.execute("set statement_timeout = '1s'");

            var cancelled = assertThrows(
                    PSQLException.class,
                    () -> TestDatabase.rows(
                            connection,
                            "select ddl from brisk.suggest_indexes(queries => array['select * from orders where customer_id = slow()'])"));

            assertEquals("57014", cancelled.getSQLState());
            statement.execute("set statement_timeout = 0");
            assertEquals(List.of(), TestDatabase.rows(connection, "select * from hypopg()"));
            assertEquals(2, TestDatabase.rows(connection, DDL).size());
        }
    }

    @Test
    void plansGivenStatementsWithTheSearchPathOfTheCaller(TestDatabase database) throws SQLException {
        workload(database);
        database.run(
                "create schema \"north.south\"",
                "create table \"north.south\".parcel (id int primary key, town int)",
                "insert into \"north.south\".parcel select g, g from generate_series(1, 20000) g",
                "analyze");
        for (var door : Door.values()) {
            try (var connection = database.connect();
                    var statement = connection.createStatement()) {
                statement.execute("set search_path = \"north.south\"");
                var advice = door.ask(connection, "select * from parcel where town = 3");
                assertEquals(List.of("\"north.south\".parcel (town)"), advice.targets(), door.toString());
                advice.ddl()
                        .forEach(ddl ->
                                assertTrue(ddl.startsWith("CREATE INDEX CONCURRENTLY parcel_town_idx ON "), ddl));
            }
        }
    }
}
