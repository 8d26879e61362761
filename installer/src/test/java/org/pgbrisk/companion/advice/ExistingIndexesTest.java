package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** What is said of indexes that exist: the rows of kind drop and replace, and that their statements do what they say. */
@PostgresTest
@Tag("sql")
class ExistingIndexesTest {
    private static final String ORDERS =
            "create table orders (id int primary key, customer_id int, at timestamp, note text)";
    private static final String ROWS = "insert into orders select g, g % 300, timestamp '2026-01-01'"
            + " + (g * 7919) % 60000 * interval '1 min', repeat('x', 80) from generate_series(1, 60000) g";
    private static final String BY_CUSTOMER = "select * from orders where customer_id = 7";
    private static final String NEWEST = "select * from orders where customer_id = 7 order by at desc limit 10";

    private static List<String> indexes(TestDatabase database) throws SQLException {
        return database.rows(
                "select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid"
                        + " join pg_namespace n on n.oid = c.relnamespace"
                        + " where n.nspname not in ('pg_catalog', 'pg_toast', 'brisk', 'sqlj') order by 1");
    }

    /** As psql would: one after the other. */
    private static void run(TestDatabase database, String statements) throws SQLException {
        for (var statement : statements.split("; (?=CREATE |DROP )")) {
            database.run(statement);
        }
    }

    private static List<String> drops(Advice advice) {
        return advice.ofKind("drop").stream().map(row -> row.getString("ddl")).toList();
    }

    private static Advice all(TestDatabase database, Connection session) throws SQLException {
        return Door.ofThisRun(database).ask(session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "Weird \"Name\"; --", "line\nbreak ON ONLY x", "a.b' WHERE (\"", "only"})
    void whatIsDroppedComesBackByItsUndo(String name, TestDatabase database) throws SQLException {
        var quoted = '"' + name.replace("\"", "\"\"") + '"';
        var index = '"' + name.replace("\"", "\"\"") + " idx";
        database.run(
                "create schema " + quoted,
                "create table " + quoted + "." + quoted + " (" + quoted + " text, other int) partition by list (other)",
                "create table " + quoted + ".part partition of " + quoted + "." + quoted + " for values in (1)",
                "create table " + quoted + ".lone (" + quoted + " text, other int)",
                "create index first on " + quoted + "." + quoted + " (" + quoted + ")",
                "create index " + index + "\" on " + quoted + "." + quoted + " (" + quoted + ")",
                "create index second on " + quoted + ".lone (lower(" + quoted + ") desc) where " + quoted
                        + " <> ' WHERE '",
                "create index " + index + "2\" on " + quoted + ".lone (lower(" + quoted + ") desc) where " + quoted
                        + " <> ' WHERE '");
        var before = indexes(database);
        for (var door : Door.all(database)) {
            try (var session = database.connect()) {
                var rows = door.ask(session).ofKind("drop");
                assertEquals(2, rows.size(), rows.toString());
                for (var row : rows) {
                    database.run(row.getString("ddl"));
                }
                assertTrue(indexes(database).size() < before.size());
                assertEquals(List.of(), drops(door.ask(session)));
                for (var row : rows) {
                    database.run(row.getString("undo"));
                }
                // PostgreSQL names the indexes of partitions.
                assertEquals(before.size(), indexes(database).size());
                var own =
                        before.stream().filter(text -> !text.contains("part_")).toList();
                assertTrue(indexes(database).containsAll(own), indexes(database).toString());
            }
        }
    }

    @Test
    @Requires("hypopg")
    void whatIsReplacedGoesAndComesBack(TestDatabase database) throws SQLException {
        database.run(ORDERS, ROWS, "create index \"Weird \"\"; --\" on orders (customer_id)", "vacuum analyze orders");
        var before = indexes(database);
        for (var door : Door.all(database)) {
            try (var session = database.connect()) {
                var advice = door.ask(session, NEWEST);
                var row = advice.ofKind("replace").get(0);
                assertEquals(List.of("public.orders (customer_id, at)"), advice.targets());
                assertEquals(
                        "[public.\"Weird \"\"; --\"]", row.getArray("replaces").toString());
                assertTrue(row.getString("reason").contains("public.\"Weird \"\"; --\""), row.getString("reason"));
                assertEquals("btree", row.getObject("evidence").getString("index_kind"));
                assertEquals(List.of(), drops(advice));

                database.run(row.getString("ddl"));
                run(database, row.getObject("evidence").getString("drop"));
                database.run("analyze orders");
                assertEquals(2, indexes(database).size());
                assertEquals(List.of(), door.ask(session, NEWEST, BY_CUSTOMER).ddl());

                run(database, row.getString("undo"));
                assertEquals(before, indexes(database));
            }
        }
    }

    @Test
    @Requires("hypopg")
    void whatIsReplacedIsSaidOfAPartitionedTableToo(TestDatabase database) throws SQLException {
        database.run(
                "create table orders (id int, customer_id int, at timestamp, note text) partition by range (id)",
                "create table orders_1 partition of orders for values from (0) to (30000)",
                "create table orders_2 partition of orders for values from (30000) to (90000)",
                ROWS,
                "create index narrow on orders (customer_id)",
                "vacuum analyze orders");
        try (var session = database.connect()) {
            var row = Door.ofThisRun(database)
                    .ask(session, NEWEST)
                    .ofKind("replace")
                    .get(0);
            assertEquals("[public.narrow]", row.getArray("replaces").toString());
            assertEquals("DROP INDEX public.narrow", row.getObject("evidence").getString("drop"));
            run(database, row.getString("ddl"));
            run(database, row.getObject("evidence").getString("drop"));
            run(database, row.getString("undo"));
            assertEquals(
                    List.of("orders"),
                    database.rows(
                            "select i.indrelid::regclass from pg_index i where i.indexrelid = 'narrow'::regclass"));
        }
    }

    @Test
    void whoOwnsNothingSeesTheSame(TestDatabase database) throws SQLException {
        database.run(ORDERS, ROWS, "create index orders_copy on orders (id)", "analyze orders");
        database.login("test_looker");
        try (var session = database.connect("test_looker")) {
            var rows = Door.JDBC.ask(session).ofKind("drop");
            assertEquals(1, rows.size(), rows.toString());
            assertEquals(
                    "DROP INDEX CONCURRENTLY public.orders_copy", rows.get(0).getString("ddl"));
            assertEquals("high", rows.get(0).getString("confidence"));
            assertEquals("public.orders_pkey", rows.get(0).getObject("evidence").getString("kept"));
        }
    }

    @Test
    void theBoundOnSuggestionsHoldsForDropsAndTheTableAskedFor(TestDatabase database) throws SQLException {
        database.run(
                ORDERS,
                "create index copy_1 on orders (id)",
                "create index copy_2 on orders (id)",
                "create table other (id int primary key)",
                "create index copy_3 on other (id)");
        try (var session = database.connect()) {
            assertEquals(3, drops(all(database, session)).size());
            var arguments = new JsonObject();
            arguments.put("max_suggestions", 2);
            assertEquals(
                    2, drops(Door.ofThisRun(database).ask(session, arguments)).size());
            arguments = new JsonObject();
            arguments.put(
                    "relation",
                    Long.parseLong(
                            database.rows("select 'other'::regclass::oid").get(0)));
            assertEquals(
                    List.of("DROP INDEX CONCURRENTLY public.copy_3"),
                    drops(Door.ofThisRun(database).ask(session, arguments)));
            assertEquals(
                    List.of("DROP INDEX CONCURRENTLY public.copy_3"),
                    drops(Door.ofThisRun(database).ask(session, "select * from other")));
        }
    }

    @Test
    void temporaryTablesAreLeftAlone(TestDatabase database) throws SQLException {
        try (var session = database.connect();
                var statement = session.createStatement()) {
            statement.execute("create temporary table orders (id int primary key)");
            statement.execute("create index on orders (id)");
            assertEquals(List.of(), drops(all(database, session)));
        }
    }

    private static void unused(Connection session, String days) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute("set brisk.advisor_unused_days = " + days);
        }
    }

    @Test
    void whatNobodyReadIsNamedOnceTheCountersAreOldEnough(TestDatabase database) throws SQLException {
        database.run(
                "create table customer (id int primary key)",
                "insert into customer select g from generate_series(0, 299) g",
                ORDERS,
                ROWS,
                "create index at_idx on orders (at)",
                "create index note_idx on orders (note, id)",
                "create index expression_idx on orders ((id % 7), id)",
                "create unique index unique_idx on orders (id, at)",
                "create index tiny_idx on customer (id, (id + 1))",
                "create index foreign_idx on orders (customer_id, id)",
                "alter table orders add foreign key (customer_id) references customer",
                "analyze");
        try (var session = database.connect()) {
            assertEquals(List.of(), drops(all(database, session)), "the counters are young");
            unused(session, "-1");
            assertEquals(List.of(), drops(all(database, session)), "none is wanted");
            unused(session, "0");
            var rows = all(database, session).ofKind("drop");
            assertEquals(
                    List.of("DROP INDEX CONCURRENTLY public.note_idx", "DROP INDEX CONCURRENTLY public.at_idx"),
                    rows.stream().map(row -> row.getString("ddl")).toList());
            var evidence = rows.get(0).getObject("evidence");
            assertEquals("unused", evidence.getString("ground"));
            assertEquals("low", rows.get(0).getString("confidence"));
            var next = evidence.getString("next_step");
            assertTrue(next.contains("on each standby"), next);
            var query = next.substring(next.indexOf("select "), next.indexOf("; and"));
            assertEquals(List.of("0"), database.rows(query));
            assertEquals(
                    List.of(),
                    drops(Door.ofThisRun(database).ask(session, "select * from orders")),
                    "statements that are passed say nothing of all the others");
        }
    }

    @Test
    void whatIsReadIsNotUnused(TestDatabase database) throws SQLException {
        database.run(ORDERS, ROWS, "create index at_idx on orders (at)", "analyze");
        try (var session = database.connect();
                var statement = session.createStatement()) {
            unused(session, "0");
            assertEquals(1, drops(all(database, session)).size());
            statement.execute("select * from orders where at = '2026-01-02'");
        }
        awaitScans(database, "at_idx");
        try (var session = database.connect()) {
            unused(session, "0");
            assertEquals(List.of(), drops(all(database, session)));
        }
    }

    private static void awaitScans(TestDatabase database, String index) throws SQLException {
        for (int i = 0; i < 100; i++) {
            if (!database.rows("select idx_scan from pg_stat_all_indexes where indexrelid = '" + index + "'::regclass")
                    .equals(List.of("0"))) {
                return;
            }
            database.run("select pg_sleep(0.1)");
        }
        throw new AssertionError(index + " was not scanned");
    }

    @Test
    @Requires("hypopg")
    void whatAFailedBuildLeftIsNamedAndDoesNotCount(TestDatabase database) throws SQLException {
        database.run(ORDERS, ROWS, "vacuum analyze orders");
        var failed = assertThrows(
                SQLException.class,
                () -> database.run("create unique index concurrently left_idx on orders (customer_id)"));
        assertEquals("23505", failed.getSQLState());
        try (var session = database.connect()) {
            var advice = Door.ofThisRun(database).ask(session, BY_CUSTOMER);
            assertEquals(List.of("public.orders (customer_id)"), advice.targets());
            var created = advice.rows().get(0).getObject("evidence");
            assertEquals("DROP INDEX CONCURRENTLY public.left_idx", created.getString("drop_first"));
            var row = advice.ofKind("drop").get(0);
            assertEquals("DROP INDEX CONCURRENTLY public.left_idx", row.getString("ddl"));
            assertEquals("invalid", row.getObject("evidence").getString("ground"));
            assertTrue(row.getString("reason").contains("not valid"), row.getString("reason"));
        }
    }

    @Test
    @Requires("hypopg")
    void whatSomebodyBuildsAtThisMomentCounts(TestDatabase database) throws Exception {
        database.run(ORDERS, ROWS, "vacuum analyze orders");
        try (var writer = database.connect();
                var builder = database.connect();
                var session = database.connect()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("update orders set note = 'y' where id = 1");
            var building = CompletableFuture.runAsync(() -> {
                try (var statement = builder.createStatement()) {
                    statement.execute("create index concurrently building_idx on orders (customer_id)");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (database.rows("select to_regclass('building_idx')")
                    .equals(Stream.of((String) null).toList())) {
                database.run("select pg_sleep(0.05)");
            }
            var advice = Door.ofThisRun(database).ask(session, BY_CUSTOMER);
            assertEquals(List.of(), advice.ddl());
            writer.rollback();
            building.get();
            assertEquals(
                    List.of(),
                    Door.ofThisRun(database).ask(session, BY_CUSTOMER).ddl());
        }
    }

    @Test
    void nobodyWaitsBehindALockedTable(TestDatabase database) throws SQLException {
        database.run(
                ORDERS,
                "create index copy_1 on orders (id)",
                "create table other (id int primary key)",
                "create index copy_2 on other (id)");
        try (var locker = database.connect();
                var session = database.connect()) {
            locker.setAutoCommit(false);
            locker.createStatement().execute("lock table orders in access exclusive mode");
            session.createStatement().execute("set statement_timeout = '10s'");
            session.createStatement().execute("set brisk.advisor_lock_timeout = '1min'");
            assertEquals(List.of("DROP INDEX CONCURRENTLY public.copy_2"), drops(all(database, session)));
            locker.rollback();
            assertEquals(2, drops(all(database, session)).size());
        }
    }
}
