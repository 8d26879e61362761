package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Set;

/**
 * How often the planner expects each node of a plan to run, and how far: EXPLAIN does not say it, but what a loop costs in all tells, and
 * what a LIMIT leaves of the cost below it.
 */
final class PlanLoops {
    /** Below these a LIMIT saves nothing: they take all rows before they give one. */
    private static final Set<String> BLOCKING = Set.of("Sort", "Hash", "Bitmap Heap Scan", "BitmapAnd", "BitmapOr");

    /** What is told of each node. */
    interface Visitor {
        /**
         * @param loops 1 or more
         * @param share of its rows that it gives, 1 or less
         */
        void node(JsonObject node, double loops, double share);
    }

    private PlanLoops() {}

    static void visit(JsonObject plan, Visitor visitor) {
        visit(plan, 1, 1, visitor);
    }

    private static void visit(JsonObject node, double loops, double share, Visitor visitor) {
        visitor.node(node, loops, share);
        double others = 0;
        for (var child : PlanUses.children(node)) {
            if (!repeats(node, (JsonObject) child)) {
                others += total((JsonObject) child);
            }
        }
        for (var child : PlanUses.children(node)) {
            var part = (JsonObject) child;
            double runs = repeats(node, part) ? repeated(node, part, others) : 1;
            visit(part, Math.max(1, loops * share * runs), share(node, part, share), visitor);
        }
    }

    private static double share(JsonObject node, JsonObject child, double share) {
        boolean aggregate = node.getString("Node Type", "").equals("Aggregate")
                && !node.getString("Strategy", "").equals("Sorted");
        if (aggregate || BLOCKING.contains(node.getString("Node Type", "")) || repeats(node, child)) {
            return 1;
        }
        if (node.getString("Node Type", "").equals("Limit")) {
            return share * Math.min(1, node.getDouble("Plan Rows") / Math.max(1, child.getDouble("Plan Rows")));
        }
        return share;
    }

    /** The rows of the other side; where a cache spares some of the runs, or nothing else is known, what their cost has room for. */
    private static double repeated(JsonObject node, JsonObject child, double others) {
        double room = (total(node) - others) / Math.max(total(child), 1e-6);
        boolean subplan = child.getString("Parent Relationship", "").equals("SubPlan");
        boolean cached = child.getString("Node Type", "").equals("Memoize");
        if (subplan || cached) {
            return Math.max(1, room);
        }
        var outer = PlanUses.children(node).getObject(0);
        return Math.max(1, outer.getDouble("Plan Rows"));
    }

    static boolean repeats(JsonObject node, JsonObject child) {
        var relationship = child.getString("Parent Relationship", "");
        return relationship.equals("SubPlan")
                || relationship.equals("Inner")
                        && node.getString("Node Type", "").equals("Nested Loop")
                        && !child.getString("Node Type", "").equals("Materialize");
    }

    private static double total(JsonObject node) {
        return node.getDouble("Total Cost");
    }
}
