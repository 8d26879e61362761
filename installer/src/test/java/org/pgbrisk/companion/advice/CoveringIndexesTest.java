package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Indexes that hold all that a query reads, so that it need not visit the table. */
@PostgresTest
@Tag("sql")
@Requires({"hypopg", "pg_stat_statements"})
class CoveringIndexesTest {
    /** 200 rows of each device, on 200 different pages. */
    private static final String[] READINGS = {
        "create table reading (id int primary key, device int, at timestamp, value int, note text)",
        "insert into reading select g, g % 500, '2026-01-01'::timestamp + g * '1 s'::interval, g % 1000, repeat('x', 500) from generate_series(1, 100000) g",
        "vacuum analyze reading"
    };

    private static final String OF_A_DEVICE = "select at, value from reading where device = 42";

    /** The keys of each index, by their numbers. */
    private static final String INDEXES = """
            select array_to_string((i.indkey::int2[])[0:i.indnkeyatts - 1], ',')
            from pg_index i where i.indrelid = 'reading'::regclass order by 1""";

    private static Advice ask(TestDatabase database, String... queries) throws SQLException {
        try (var connection = database.connect()) {
            return Door.ofThisRun(database).ask(connection, queries);
        }
    }

    @Test
    void suggestsAnIndexThatSparesTheTable(TestDatabase database) throws SQLException {
        database.run(READINGS);

        var advice = ask(database, OF_A_DEVICE);

        assertEquals(List.of("public.reading (device) INCLUDE (at, value)"), advice.targets());
        assertEquals("covering", advice.rows().get(0).getString("kind"));
        database.run(advice.ddl().get(0), "vacuum reading");
        var plan = String.join("\n", database.rows("explain " + OF_A_DEVICE));
        assertTrue(plan.contains("Index Only Scan using reading_device_idx on reading"), plan);
        assertEquals(List.of(), ask(database, OF_A_DEVICE).targets());
    }

    @Test
    void sparesTheTableToAJoin(TestDatabase database) throws SQLException {
        database.run(READINGS);
        database.run(
                "create table device (id int primary key, town int)",
                "insert into device select g, g % 10 from generate_series(1, 500) g",
                "analyze device");
        var join = "select d.id, sum(r.value) from device d join reading r on r.device = d.id group by d.id";

        var advice = ask(database, join);

        assertEquals(List.of("covering"), kinds(advice));
        database.run(advice.ddl().get(0), "vacuum reading");
        var plan = String.join("\n", database.rows("explain " + join));
        assertTrue(plan.contains("Index Only Scan"), plan);
    }

    @Test
    void includesNoWideValues(TestDatabase database) throws SQLException {
        database.run(
                "create table document (id int primary key, owner int, title text, body text, kind text)",
                "alter table document alter body set storage external",
                "insert into document select g, g % 300, repeat('t', 150), repeat('b', 3000), 'k' || g % 5 from generate_series(1, 15000) g",
                "vacuum analyze document");

        for (var column : List.of("title", "body")) {
            var advice = ask(database, "select " + column + " from document where owner = 7");
            assertEquals(List.of("public.document (owner)"), advice.targets(), column);
        }
        // Out of the row, each has 18 bytes to ANALYZE.
        assertEquals(
                List.of(),
                ask(database, "select id from document where body = 'x'").targets());
        var advice = ask(database, "select kind from document where owner = 7");
        assertFalse(advice.targets().isEmpty());
        database.run(advice.ddl().get(0));
    }

    @Test
    void isNoSecondTable(TestDatabase database) throws SQLException {
        database.run(
                "create table wide (id int primary key, k int, "
                        + "a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, l int, m int)",
                "insert into wide select n, n % 500, n, n, n, n, n, n, n, n, n, n, n, n from generate_series(1, 60000) n",
                "vacuum analyze wide");
        assertEquals(
                List.of("public.wide (k)"),
                ask(database, "select * from wide where k = 7").targets());
    }

    @Test
    void holdsNoMoreColumnsThanPostgreSqlAllows(TestDatabase database) throws SQLException {
        var columns = new ArrayList<String>();
        var flags = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            columns.add("f" + i + " bool default false");
            flags.add("f" + i);
        }
        database.run(
                "create table flags (id int, note text default repeat('x', 300), " + String.join(", ", columns) + ")",
                "insert into flags (id) select g % 500 from generate_series(1, 20000) g",
                "vacuum analyze flags");

        var advice = ask(
                database,
                "select " + String.join(", ", flags) + " from flags where id = 7",
                "select f1 from flags where id = 8");

        assertEquals(1, advice.ddl().size());
        database.run(advice.ddl().toArray(String[]::new));
    }

    @Test
    void beginsLikeNoOtherIndexAndNoKey(TestDatabase database) throws SQLException {
        database.run(READINGS);
        String[] queries = {
            "select value from reading where id between 1000 and 40000",
            "select at, value from reading where device = 42",
            "select id, device from reading where device = 42 and at > '2026-01-02'",
            "select device, count(*) from reading group by device",
            "select max(at) from reading where device = 3 and value = 7"
        };

        var advice = ask(database, queries);

        assertFalse(advice.ddl().isEmpty());
        database.run(advice.ddl().toArray(String[]::new));
        var keys = database.rows(INDEXES);
        for (var one : keys) {
            for (var other : keys) {
                assertTrue(one == other || !(other + ",").startsWith(one + ",") || one.equals("1"), keys.toString());
            }
        }
        assertEquals(1, keys.stream().filter("1"::equals).count(), keys.toString());
    }

    @Test
    void respectsACoveringIndexThatIsThere(TestDatabase database) throws SQLException {
        database.run(READINGS);
        database.run("create index on reading (device) include (value, at)", "vacuum analyze reading");
        assertEquals(
                List.of(),
                ask(database, OF_A_DEVICE, "select count(*) from reading where device = 7")
                        .targets());

        database.run("drop index reading_device_value_at_idx", "create index on reading (device, at)");
        assertEquals(
                List.of("public.reading (device, at, value)"),
                ask(database, OF_A_DEVICE).targets(),
                "no copy of its key");
    }

    @Test
    @Requires("runtime")
    void isSuggestedThroughDoAViewAndToAPlainRole(TestDatabase database) throws SQLException {
        database.install();
        database.run(READINGS);
        var select =
                "select ddl from brisk.suggest_indexes(queries => array['" + OF_A_DEVICE + "']) where ddl is not null";
        var expected =
                List.of("CREATE INDEX CONCURRENTLY reading_device_idx ON public.reading (device) INCLUDE (at, value)");
        database.run(
                "create view advice as " + select,
                "create table seen (ddl text)",
                "do $$ declare r record; begin for r in " + select
                        + " loop insert into seen values (r.ddl); end loop; end $$");
        database.login("test_covering", "brisk_reader", "pg_read_all_data");

        assertEquals(expected, database.rows("select * from advice"));
        assertEquals(expected, database.rows("select * from seen"));
        try (var reader = database.connect("test_covering")) {
            assertEquals(expected, TestDatabase.rows(reader, select));
        }
    }

    private static List<String> kinds(Advice advice) {
        return advice.rows().stream().map(row -> row.getString("kind")).toList();
    }
}
