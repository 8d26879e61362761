package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

class ModelledCostsTest {
    private static final Candidate BTREE = Candidate.on(1, "a");
    private static final Candidate GIN = modelled("tags");
    private static final Candidate SMALLER = modelled("words");

    private static final String SCAN = """
            {"Node Type": "Seq Scan", "Alias": "%s", "Relation Name": "%s", "Startup Cost": 0, "Total Cost": %s, "Plan Rows": 50}""";

    private final List<Costs.Question> asked = new ArrayList<>();
    private String plan = scan("t", 1000);
    private String planWithBtree = plan;

    /** A GIN index makes each scan of t cost 30 to 100, one on words 40 to 60. */
    private static NodeModel.Cost model(JsonObject node, double workers, Candidate index) {
        if (!node.getString("Relation Name", "").equals("t")) {
            return null;
        }
        return index.equals(GIN) ? new NodeModel.Cost(30, 100) : new NodeModel.Cost(40, 60 * workers);
    }

    @Test
    void takesOffWhatAModelledIndexSaves() throws SQLException {
        assertEquals(new Costs.Costed(100, Set.of(GIN)), ask(GIN));
        assertEquals(List.of(), asked, "there is nothing to ask the planner");
    }

    @Test
    void asksTheOtherOneAboutTheRestAlone() throws SQLException {
        assertEquals(new Costs.Costed(700, Set.of(BTREE)), ask(BTREE));
        assertEquals(false, asked.get(0).withPlan());
        planWithBtree = scan("u", 700);
        assertEquals(new Costs.Costed(700, Set.of(BTREE)), askOf(planWithBtree, BTREE, GIN));
        assertEquals(List.of(BTREE), asked.get(1).indexes());
        assertEquals(true, asked.get(1).withPlan());
    }

    @Test
    void takesTheCheapestModelledIndexForANode() throws SQLException {
        assertEquals(new Costs.Costed(60, Set.of(SMALLER)), ask(GIN, SMALLER));
    }

    /** The planner's choice of a B-tree may hide the scan that a modelled index would serve far better. */
    @Test
    void isNotMisledByAPlanWithoutTheNode() throws SQLException {
        planWithBtree = scan("u", 700);
        assertEquals(new Costs.Costed(100, Set.of(GIN)), ask(BTREE, GIN));
    }

    @Test
    void addsUpOverTheLoopsOfANestedLoop() throws SQLException {
        plan = """
                {"Node Type": "Nested Loop", "Startup Cost": 0, "Total Cost": 50000, "Plan Rows": 50, "Plans": [%s, %s]}""".formatted(
                        outer(scan("u", 500)), scan("t", 900).replace("{", "{\"Parent Relationship\": \"Inner\", "));
        assertEquals(50_000 - 50 * 800, ask(GIN).cost(), 1e-6);
    }

    /** A bitmap is made whole before the first row; a limit that is met after a fiftieth of a scan is better off without. */
    @Test
    void knowsThatALimitNeedsNotAllOfIt() throws SQLException {
        plan = limit(20);
        assertEquals(new Costs.Costed(20, Set.of()), ask(GIN));
        plan = limit(500);
        assertEquals(500 - (500 - (30 + 0.5 * 70)), ask(GIN).cost(), 1e-6);
    }

    @Test
    void sharesTheWorkOfParallelScansAmongTheProcesses() throws SQLException {
        plan = """
                {"Node Type": "Gather", "Workers Planned": 2, "Startup Cost": 0, "Total Cost": 1500, "Plan Rows": 50, "Plans": [%s]}""".formatted(outer(scan("t", 1000)).replace("{", "{\"Parallel Aware\": true, "));
        assertEquals(1500 - (1000 - 60 * 2.4), ask(SMALLER).cost(), 1e-6);
    }

    private static Candidate modelled(String column) {
        return new Candidate(1, AccessMethod.GIN, List.of(KeyColumn.ascending(column)), List.of(), null);
    }

    private static String scan(String table, double cost) {
        return SCAN.formatted(table, table, cost);
    }

    private static String outer(String node) {
        return node.replace("{", "{\"Parent Relationship\": \"Outer\", ");
    }

    private static String limit(double cost) {
        return """
                {"Node Type": "Limit", "Startup Cost": 0, "Total Cost": %s, "Plan Rows": 1, "Plans": [%s]}""".formatted(cost, outer(scan("t", 1000)));
    }

    private Costs.Costed ask(Candidate... indexes) throws SQLException {
        return askOf(plan, indexes);
    }

    private Costs.Costed askOf(String asIs, Candidate... indexes) throws SQLException {
        var statement = new Statement(null, "select 1", 1, 0, null, false);
        var node = Json.object(asIs);
        var planned = Planned.of(statement, node);
        var planner = new Costs() {
            @Override
            public List<Costed> with(List<Question> questions) {
                asked.addAll(questions);
                return Collections.nCopies(
                        questions.size(), new Costed(700, Set.of(BTREE), Json.object(planWithBtree)));
            }

            @Override
            public String method() {
                return "planner";
            }
        };
        var answer = new ModelledCosts(planner, ModelledCostsTest::model)
                .with(List.of(new Costs.Question(planned, List.of(indexes))))
                .get(0);
        return new Costs.Costed(answer.cost(), answer.used());
    }
}
