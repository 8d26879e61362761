package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How many processes share what a node of a parallel plan does, of which EXPLAIN tells the part of one: as
 * {@code get_parallel_divisor} of costsize.c reckons.
 */
final class Processes {
    /** What the leader is busy with for each worker, so that it does less of the work itself. */
    private static final double BUSY_WITH_A_WORKER = 0.3;

    private final Map<JsonObject, Double> sharing = new IdentityHashMap<>();

    private Processes() {}

    static Processes of(JsonObject plan) {
        var processes = new Processes();
        processes.visit(plan, 1);
        return processes;
    }

    /** 1 where each process does all of it. */
    double sharing(JsonObject node) {
        return sharing.getOrDefault(node, 1.0);
    }

    /** The rows of all processes. */
    double rows(JsonObject scan) {
        double rows = scan.getDouble("Plan Rows");
        return scan.getBoolean("Parallel Aware", false) ? rows * sharing(scan) : rows;
    }

    private void visit(JsonObject node, double sharers) {
        sharing.put(node, sharers);
        for (var child : PlanUses.children(node)) {
            visit((JsonObject) child, sharers(node, (JsonObject) child, sharers));
        }
    }

    private static double sharers(JsonObject node, JsonObject child, double sharers) {
        double workers = node.getDouble("Workers Planned", 0);
        if (workers > 0) {
            return workers + Math.max(0, 1 - BUSY_WITH_A_WORKER * workers);
        }
        boolean inner = child.getString("Parent Relationship", "").equals("Inner");
        boolean whole = inner && !PlanLoops.repeats(node, child) && !child.getBoolean("Parallel Aware", false);
        return whole ? 1 : sharers;
    }
}
