package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

class WeakEstimatesTest {
    private static final String TABLE = """
            {"Node Type": "Seq Scan", "Relation Name": "a", "Alias": "a", "Parent Relationship": "Outer",
             "Startup Cost": 0, "Total Cost": 100, "Plan Rows": 50, "Filter": "%s"}""";

    private static WeakEstimates of(String outer, String inner) {
        return WeakEstimates.of(Json.object("""
                {"Node Type": "Nested Loop", "Startup Cost": 0, "Total Cost": 600, "Plan Rows": 50, "Plans": [%s,
                 {"Node Type": "%s", "Relation Name": "b", "Alias": "b", "Parent Relationship": "Inner",
                  "Startup Cost": 0, "Total Cost": 10, "Plan Rows": 1}]}""".formatted(outer, inner)), WeakEstimates.Skew.NONE);
    }

    @Test
    void trustsOneCondition() {
        var weak = of(TABLE.formatted("(a.x = 1)"), "Index Scan");

        assertEquals(1, weak.factor());
        assertEquals(600, weak.costAtWorst());
    }

    @Test
    void eachFurtherConditionMayLeaveTwiceAsMany() {
        var weak = of(TABLE.formatted("((a.x = 1) AND (a.y = 2) AND (a.z = 3))"), "Index Scan");

        assertEquals(4, weak.factor());
        assertEquals(50, weak.rows());
        assertEquals(600 + 3 * 50 * 10, weak.costAtWorst());
    }

    @Test
    void soMayEachJoin() {
        var join = """
                {"Node Type": "Hash Join", "Parent Relationship": "Outer", "Startup Cost": 0, "Total Cost": 100, "Plan Rows": 50,
                 "Plans": [%s, {"Node Type": "Hash", "Parent Relationship": "Inner", "Startup Cost": 0, "Total Cost": 5, "Plan Rows": 5}]}""".formatted(TABLE.formatted("(a.x = 1)"));

        assertEquals(2, of(join, "Index Scan").factor());
    }

    @Test
    void whatIsReadOnceCostsNoMore() {
        assertEquals(
                1,
                of(TABLE.formatted("((a.x = 1) AND (a.y = 2))"), "Materialize").factor());
        assertEquals(
                1, of(TABLE.formatted("((a.x = 1) AND (a.y = 2))"), "Memoize").factor());
    }
}
