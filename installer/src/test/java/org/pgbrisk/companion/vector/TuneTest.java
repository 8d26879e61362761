package org.pgbrisk.companion.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Json;

@PostgresTest
@Requires("vector")
class TuneTest {
    private static final String RANDOM = "(select array_agg(random()) from generate_series(1, 8) where g is not null)";

    private static void items(TestDatabase database, int rows) throws SQLException {
        database.run(
                "create extension if not exists vector",
                "select setseed(0.5)",
                "create table items (id int, embedding vector(8))",
                "insert into items select g, " + RANDOM + "::vector from generate_series(1, " + rows + ") g",
                "analyze items");
    }

    private static Pgbrisk tune(String url, String... words) {
        var all = new ArrayList<>(List.of("vector", "tune"));
        all.addAll(List.of(words));
        all.addAll(List.of("--url", url, "--m", "8", "--ef-construction", "32", "--queries", "20"));
        return Pgbrisk.run(all.toArray(String[]::new));
    }

    private static List<JsonObject> rows(Pgbrisk run) {
        assertEquals(0, run.exitCode(), run.err());
        return Json.array(run.out()).stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject taken(List<JsonObject> rows) {
        var taken = rows.stream().filter(row -> row.getBoolean("take")).toList();
        assertEquals(1, taken.size(), rows.toString());
        return taken.get(0);
    }

    private static void assertNothingIsLeft(TestDatabase database) throws SQLException {
        assertEquals(
                List.of(),
                database.rows("select relname from pg_class where relname like 'pgbrisk%' or relpersistence = 't'"));
    }

    private static void assertRefused(Pgbrisk run, String state, String message) {
        assertFalse(run.exitCode() == 0, run.out());
        assertTrue(run.err().contains("SQLSTATE:  " + state), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertTrue(run.err().contains("HINT:  "), run.err());
    }

    @Test
    void saysWhichIndexToTakeWithStatementsThatRun(TestDatabase database) throws SQLException {
        items(database, 3000);

        var rows = rows(
                tune(database.url(), "items", "embedding", "--json", "--distance", "cosine", "--sample-rows", "2000"));

        assertEquals("exact", rows.get(0).getString("method"));
        assertEquals(100, rows.get(0).getDouble("recall_percent"));
        assertTrue(rows.stream().anyMatch(row -> row.getString("method").equals("hnsw")), rows.toString());
        assertTrue(rows.stream().anyMatch(row -> row.getString("method").equals("ivfflat")), rows.toString());
        assertEquals(2000, rows.get(0).getInt("sample_rows"));
        assertTrue(taken(rows).getDouble("recall_percent") >= 95, rows.toString());
        assertNothingIsLeft(database);
        assertEquals(List.of(), database.rows("select indexrelid from pg_index where indrelid = 'items'::regclass"));
        for (var row : rows.subList(1, rows.size())) {
            database.run(row.getString("ddl"), row.getString("setting"));
        }
        assertTrue(String.join(
                        "\n",
                        database.rows(
                                "explain select id from items order by embedding <=> '[1,2,3,4,5,6,7,8]' limit 9"))
                .contains("Index Scan using items_embedding_idx"));
    }

    @Test
    void printsATableAndWhatTheFiguresDoNotSay(TestDatabase database) throws SQLException {
        items(database, 3000);

        var run = tune(database.url(), "items", "embedding", "--sample-rows", "1000", "--methods", "ivfflat");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("recall_percent"), run.out());
        assertTrue(run.out()
                .contains("  CREATE INDEX CONCURRENTLY ON public.items USING ivfflat (embedding vector_l2_ops)"));
        assertTrue(run.out().contains("1,000 of about 3,000 rows"), run.out());
        assertTrue(run.out().contains("HNSW finds less with the same hnsw.ef_search"), run.out());
        assertTrue(run.out().contains("--distance does"), run.out());
    }

    @Test
    @Requires("pg_stat_statements")
    void asksByTheDistanceOfTheWorkload(TestDatabase database) throws SQLException {
        items(database, 500);
        database.run("select id from items order by embedding <#> '[1,2,3,4,5,6,7,8]' limit 3");

        var rows = rows(tune(database.url(), "items", "embedding", "--json"));

        assertEquals("inner_product", rows.get(0).getString("distance"));
        assertTrue(rows.get(1).getString("ddl").contains("vector_ip_ops"), rows.toString());
    }

    @Test
    void copesWithAnyNameAndWithPgvectorInAnySchema(TestDatabase database) throws SQLException {
        database.run(
                "create schema \"Ex\"\"t; --\"",
                "create extension vector schema \"Ex\"\"t; --\"",
                "create schema \"S?$1\"",
                "create table \"S?$1\".\"Weird \"\"Name\"\"; --\" (\"Em'bed?\" \"Ex\"\"t; --\".vector(8))",
                "insert into \"S?$1\".\"Weird \"\"Name\"\"; --\" select " + RANDOM
                        + "::\"Ex\"\"t; --\".vector from generate_series(1, 500) g");

        for (var half : List.of("--k=10", "--halfvec")) {
            var rows = rows(tune(database.url(), "\"S?$1\".\"Weird \"\"Name\"\"; --\"", "\"Em'bed?\"", "--json", half));
            database.run(rows.get(1).getString("ddl"));
        }
        assertNothingIsLeft(database);
    }

    @Test
    void leavesOutRowsWithoutAVector(TestDatabase database) throws SQLException {
        items(database, 400);
        database.run("insert into items select g, null from generate_series(1, 5000) g", "analyze items");

        var rows = rows(tune(database.url(), "items", "embedding", "--json"));

        assertEquals(380, rows.get(0).getInt("sample_rows"));
        assertEquals(400, rows.get(0).getInt("table_rows"));
    }

    @Test
    void notesVectorsOfZerosWhereTheyHaveNoDistance(TestDatabase database) throws SQLException {
        items(database, 400);
        database.run("insert into items select g, '[0,0,0,0,0,0,0,0]' from generate_series(1, 7) g");

        var cosine = tune(database.url(), "items", "embedding", "--distance", "cosine");
        var l2 = tune(database.url(), "items", "embedding", "--distance", "l2");

        assertTrue(cosine.out().contains("7 of the rows are vectors of zeros"), cosine.out());
        assertFalse(l2.out().contains("zeros"), l2.out());
    }

    @Test
    void refusesATableThatIsEmptyOrSmallerThanK(TestDatabase database) throws SQLException {
        items(database, 0);
        assertRefused(tune(database.url(), "items", "embedding"), "55000", "has no vectors to measure with");

        database.run("insert into items select g, " + RANDOM + "::vector from generate_series(1, 9) g");
        assertRefused(tune(database.url(), "items", "embedding"), "55000", "8 beside those to look for");

        var rows = rows(tune(database.url(), "items", "embedding", "--k", "8", "--json"));
        assertEquals(8, rows.get(0).getInt("sample_rows"));
        assertEquals(1, rows.get(0).getInt("queries"));
    }

    @Test
    void looksForVectorsOfTheUsersOwn(TestDatabase database) throws SQLException {
        items(database, 400);
        database.run("create table searches as select embedding as e, id from items where id <= 5");

        var rows =
                rows(tune(database.url(), "items", "embedding", "--json", "--queries-from", "select * from searches"));

        assertEquals(5, rows.get(0).getInt("queries"));
        assertEquals(400, rows.get(0).getInt("sample_rows"));
        var words = new String[] {"items", "embedding", "--queries-from", "select '[1,2]'::vector"};
        assertRefused(tune(database.url(), words), "22023", "2 dimensions, the column 8");
        words[3] = "select 'nonsense'";
        assertRefused(tune(database.url(), words), "22023", "a query vector cannot be \"nonsense\"");
        words[3] = "select null";
        assertRefused(tune(database.url(), words), "22023", "there is no query vector");
        words[3] = "delete from searches returning e";
        var write = tune(database.url(), words);
        assertTrue(write.err().contains("SQLSTATE:  25006"), write.err());
        assertEquals(List.of("5"), database.rows("select count(*) from searches"));
    }

    @Test
    void knowsHowManyDimensionsAnIndexCanHave(TestDatabase database) throws SQLException {
        database.run(
                "create extension vector",
                "create domain meaning as vector(8)",
                "create table wide (v vector(2001), h halfvec(4001), free vector, behind_a_domain meaning)",
                "insert into wide (v) select array_fill(g::real, array[2001])::vector from generate_series(1, 60) g");

        assertRefused(
                tune(database.url(), "wide", "v"), "54000", "2001 dimensions are more than an index on type vector");
        assertTrue(tune(database.url(), "wide", "v").err().contains("--halfvec"));
        assertRefused(tune(database.url(), "wide", "h"), "54000", "4001 dimensions");
        assertRefused(tune(database.url(), "wide", "free"), "55000", "no number of dimensions");
        assertRefused(tune(database.url(), "wide", "behind_a_domain"), "55000", "no number of dimensions");
        var rows = rows(tune(database.url(), "wide", "v", "--halfvec", "--json", "--methods", "hnsw"));
        assertTrue(rows.get(1).getString("ddl").contains("((v::halfvec(2001)) halfvec_l2_ops)"), rows.toString());
    }

    @Test
    void measuresHalfvecInPartitions(TestDatabase database) throws SQLException {
        database.run(
                "create extension vector",
                "create table parts (id int, v halfvec(8)) partition by range (id)",
                "create table part1 partition of parts for values from (0) to (200)",
                "create table part2 partition of parts for values from (200) to (9999)",
                "insert into parts select g, " + RANDOM + "::vector::halfvec from generate_series(1, 500) g");

        var run = tune(database.url(), "parts", "v", "--json", "--distance", "l1", "--sample-rows", "200");

        var rows = rows(run);
        assertTrue(run.err().contains("No ivfflat"), run.err());
        assertTrue(run.err().contains("The table is partitioned"), run.err());
        assertTrue(
                rows.get(1).getString("ddl").startsWith("CREATE INDEX ON public.parts USING hnsw (v halfvec_l1_ops)"));
        database.run(rows.get(1).getString("ddl"));
    }

    @Test
    void saysThatNoSettingReachesTheTarget(TestDatabase database) throws SQLException {
        database.run(
                "create extension vector",
                "select setseed(0.5)",
                "create table items (embedding vector(64))",
                "insert into items select (select array_agg(random()) from generate_series(1, 64) where g is not null)::vector"
                        + " from generate_series(1, 4000) g");

        var run = Pgbrisk.run(
                "vector",
                "tune",
                "items",
                "embedding",
                "--url",
                database.url(),
                "--m",
                "2",
                "--ef-construction",
                "4",
                "--methods",
                "hnsw",
                "--target-recall",
                "1",
                "--k",
                "100");

        assertEquals(1, run.exitCode(), run.out());
        assertTrue(run.out().contains("No setting reaches a recall of 100.0 %"), run.out());
        assertTrue(run.out().contains("The nearest to it found"), run.out());
    }

    @Test
    void refusesWhatIsNoVectorAndWhereRightsAreMissing(TestDatabase database) throws SQLException {
        items(database, 50);
        database.run(
                "create view seen as select * from items",
                "revoke temporary on database " + database.name() + " from public");
        var alice = database.login("alice");

        assertRefused(tune(database.url(), "items", "id"), "42809", "is of type integer");
        assertRefused(tune(database.url(), "items", "nonsense"), "42703", "has no column nonsense");
        assertRefused(tune(database.url(), "nonsense", "embedding"), "42P01", "does not exist");
        assertRefused(tune(database.url(), "seen", "embedding"), "42809", "is not a table");
        assertRefused(
                tune(database.url(alice), "items", "embedding"), "42501", "permission denied for column embedding");
        database.run("grant select (embedding) on items to alice");
        assertRefused(tune(database.url(alice), "items", "embedding"), "42501", "create temporary tables");
        database.run("grant temporary on database " + database.name() + " to alice");
        assertEquals(0, tune(database.url(alice), "items", "embedding").exitCode());
        database.run("alter role alice set default_transaction_read_only = on");
        assertRefused(tune(database.url(alice), "items", "embedding"), "25006", "may only read");
    }

    @Test
    void endsInTheServerTooWhenItIsInterrupted(TestDatabase database)
            throws SQLException, IOException, InterruptedException {
        items(database, 20_000);
        var sessions =
                "select state from pg_stat_activity where application_name = 'pgbrisk vector tune' and datname = '"
                        + database.name() + "'";
        var process = Pgbrisk.start(
                "vector",
                "tune",
                "items",
                "embedding",
                "--url",
                database.url(),
                "--m",
                "100",
                "--ef-construction",
                "1000");
        var building = sessions + " and query like 'create index%'";
        for (int i = 0; i < 600 && database.rows(building).isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertEquals(1, database.rows(building).size());

        process.destroy();

        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        for (int i = 0; i < 600 && !database.rows(sessions).isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertEquals(List.of(), database.rows(sessions));
        assertNothingIsLeft(database);
    }
}
