package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;

/** How often the planner expects each node of a plan to run: EXPLAIN does not say it, but what a loop costs in all tells. */
final class PlanLoops {
    /** What is told of each node. */
    interface Visitor {
        void node(JsonObject node, double loops);
    }

    private PlanLoops() {}

    static void visit(JsonObject plan, Visitor visitor) {
        visit(plan, 1, visitor);
    }

    private static void visit(JsonObject node, double loops, Visitor visitor) {
        visitor.node(node, loops);
        double others = 0;
        for (var child : PlanUses.children(node)) {
            if (!repeats(node, (JsonObject) child)) {
                others += total((JsonObject) child);
            }
        }
        for (var child : PlanUses.children(node)) {
            var part = (JsonObject) child;
            visit(part, loops * (repeats(node, part) ? repeated(node, part, others) : 1), visitor);
        }
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
