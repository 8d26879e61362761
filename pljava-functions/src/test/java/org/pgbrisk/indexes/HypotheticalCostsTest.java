package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pgbrisk.database.CannedDatabase.explained;
import static org.pgbrisk.database.CannedDatabase.failure;
import static org.pgbrisk.indexes.PoolTest.index;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Outcome;

class HypotheticalCostsTest {
    private static final Candidate INDEX = index("customer_id");
    /** As Shop has the column. */
    private static final IndexSize.Estimate SIZE = new IndexSize(8192)
            .of(1_000_000, List.of(new Column(1, "c", "c", 8, 8, 0, 10_000.0, true, true, true)), List.of());

    private static final String SCAN = """
            {"Node Type": "Index Scan", "Index Name": "<77>btree_orders_customer_id", "Alias": "o", "Relation Name": "orders",
             "Startup Cost": 0, "Total Cost": 400, "Plan Rows": 100}""";

    private final CannedDatabase database = Shop.database();
    private String plan = SCAN;
    private String shown = "[[77, 100000000]]";

    /** Fifty operators at 0.0025 for each page on the way down, which hypopg leaves out. */
    @Test
    void addsTheDescent() throws SQLException {
        shown = "[[77, " + SIZE.bytes() + "]]";
        assertEquals(2, SIZE.height());
        assertEquals(400 + 3 * 50 * 0.0025, ask(1000).cost(), 1e-9);
    }

    /** A ten-thousandth of the pages that hypopg counts too many, each at random_page_cost 4. */
    @Test
    void takesOffTheShareOfPagesThatAreNone() throws SQLException {
        double pages = (100_000_000 - SIZE.bytes()) / 8192.0;
        assertEquals(400 + 0.375 - 4 * pages / 10_000, ask(1000).cost(), 1e-9);
    }

    @Test
    void addsADescentForEachRowOfANestedLoop() throws SQLException {
        plan = """
                {"Node Type": "Nested Loop", "Startup Cost": 0, "Total Cost": 900, "Plan Rows": 200, "Plans": [
                  {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Startup Cost": 0, "Total Cost": 100, "Plan Rows": 200},
                  %s]}""".formatted(SCAN.replace("{", "{\"Parent Relationship\": \"Inner\", ")
                .replace("400", "4"));
        assertEquals(900 + 200 * 0.375, ask(1000).cost(), 1e-9);
    }

    /** The first ten of 1,000,000 rows: nobody fetches the rest. */
    @Test
    void takesOffNoMoreThanALimitFetches() throws SQLException {
        plan = """
                {"Node Type": "Limit", "Startup Cost": 0, "Total Cost": 0.5, "Plan Rows": 10, "Plans": [
                  {"Node Type": "Index Scan", "Parent Relationship": "Outer", "Index Name": "<77>btree_orders_customer_id",
                   "Startup Cost": 0, "Total Cost": 50000, "Plan Rows": 1000000}]}""";
        double pages = (100_000_000 - SIZE.bytes()) / 8192.0;
        assertEquals(0.5 + 0.375 - 4 * pages / 100_000, ask(1000).cost(), 1e-9);
    }

    @Test
    void neverCostsMoreThanWithoutIndexes() throws SQLException {
        var answer = ask(300);
        assertEquals(300, answer.cost());
        assertEquals(Set.of(INDEX), answer.used(), "without it the planner may find another");
    }

    @Test
    void believesNothingWhereHypopgRefuses() throws SQLException {
        database.attempts(attempt -> isShow(attempt.statement())
                ? failure("54011", "cannot use more than 32 columns in an index")
                : explained("[{\"Plan\": " + SCAN + "}]"));
        assertEquals(
                new Costs.Costed(1000, Set.of()),
                costs().with(questions(1, 1000, INDEX)).get(0));
    }

    @Test
    void showsTheSameIndexesOnce() throws SQLException {
        database.attempts(attempt -> answer(attempt.statement()));
        var questions = new ArrayList<>(questions(3, 1000, INDEX));
        questions.addAll(questions(2, 1000, index("status")));
        assertEquals(5, costs().with(questions).size());
        assertEquals(
                2,
                database.attempted().stream()
                        .filter(attempt -> isShow(attempt.statement()))
                        .count());
    }

    /** What asks for the caller's own indexes is no batch. */
    @ParameterizedTest
    @CsvSource({"10, 1, 1", "201, 1, 2", "50, 200, 3", "3, 30000, 3"})
    void sendsPlansInBatches(int questions, int nodes, int batches) throws SQLException {
        database.attempts(attempt -> answer(attempt.statement()));
        var parts = Collections.nCopies(nodes - 1, "{\"Node Type\": \"Seq Scan\"}");
        var large = Planned.of(
                new Statement(null, "select 1", 1, 0, null, false),
                Json.object("{\"Total Cost\": 1000, \"Plans\": [" + String.join(",", parts) + "]}"));
        var costs = costs();
        assertEquals(
                questions,
                costs.with(Collections.nCopies(questions, new Costs.Question(large, List.of(INDEX))))
                        .size());
        assertEquals(batches, database.executed().size());
    }

    private Costs.Costed ask(double before) throws SQLException {
        database.attempts(attempt -> answer(attempt.statement()));
        return costs().with(questions(1, before, INDEX)).get(0);
    }

    private Outcome answer(String statement) {
        if (isShow(statement)) {
            var rows = new JsonArray();
            rows.add(Json.object("{\"jsonb_agg\": " + shown + "}"));
            return new Outcome(rows, null, null, null, null);
        }
        return explained("[{\"Plan\": " + plan + "}]");
    }

    private static boolean isShow(String statement) {
        return statement.contains("hypopg_create_index");
    }

    private HypotheticalCosts costs() throws SQLException {
        var server = Servers.withHypopg();
        var catalog = Catalog.of(database, 8192, List.of());
        return new HypotheticalCosts(
                database,
                new Planner(server, Shop.SETTINGS),
                server,
                new Blueprints(catalog, new IndexSize(server.blockSize())),
                SlowDowns.NONE);
    }

    private static List<Costs.Question> questions(int count, double cost, Candidate index) {
        var planned = Planned.of(
                new Statement(null, "select 1", 1, 0, null, false), Json.object("{\"Total Cost\": " + cost + "}"));
        return Collections.nCopies(count, new Costs.Question(planned, List.of(index)));
    }
}
