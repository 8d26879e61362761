package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;

/** The plans in plan-loops.json are PostgreSQL 15's, as EXPLAIN (FORMAT JSON) gave them. */
class PlanLoopsTest {
    private static final JsonObject PLANS = Json.object(Resource.text(PlanLoopsTest.class, "plan-loops.json"));

    /** What one scan of an alias is told. */
    private record Told(double loops, double share) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nested loop | o | 1",
                "nested loop | c | 49",
                "materialize | c | 1",
                "sub-plan | c | 1",
                "init plan before the outer side | c | 33",
                "init plan before the outer side | c_1 | 1",
                "limit of a nested loop | c | 20000"
            })
    void tellsHowOftenAScanRuns(String plan, String alias, double loops) {
        assertEquals(loops, told(plan).get(alias).loops());
    }

    /** 4188.5 has room for 504.6 sub-plans at 8.3; what 1236 leaves beside 378 for the outer side, for 2767.7 runs at 0.31. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"sub-plan | o | 504.6", "memoize | c | 2767.7"})
    void takesWhatTheCostHasRoomFor(String plan, String alias, double loops) {
        assertEquals(loops, told(plan).get(alias).loops(), 0.1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nested loop | o | 1",
                "limit | o | 0.0005",
                "limit of a nested loop | o | 0.0005",
                "limit of a nested loop | c | 0.0005",
                "limit of a sort | o | 1",
                "limit of a hash join | o | 0.0005",
                "limit of a hash join | c | 1"
            })
    void tellsWhatALimitLeaves(String plan, String alias, double share) {
        assertEquals(share, told(plan).get(alias).share(), 0.00005);
    }

    private static Map<String, Told> told(String name) {
        var told = new HashMap<String, Told>();
        PlanLoops.visit(PLANS.getObject(name).getObject("plan"), (node, loops, share) -> {
            if (node.getString("Alias") != null) {
                told.put(node.getString("Alias"), new Told(loops, share));
            }
        });
        return told;
    }
}
