package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;

/**
 * How often the planner expects each node of a plan to run, and how much of each run a LIMIT above leaves: EXPLAIN does not say it, but
 * the costs tell.
 */
final class PlanLoops {
    /** What is told of each node. */
    interface Visitor {
        /** @param share of its rows that are fetched, 0 to 1 */
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
            visit(
                    part,
                    loops * (repeats(node, part) ? repeated(node, part, others) : 1),
                    share(node, part, share),
                    visitor);
        }
    }

    /** Whoever has to read all before it puts out its first row has the whole cost of that in its startup cost. */
    private static double share(JsonObject node, JsonObject child, double share) {
        if (node.getString("Node Type", "").equals("Limit")) {
            double all = total(child) - startup(child);
            return all <= 0 ? share : share * Math.min(1, Math.max(0, (total(node) - startup(child)) / all));
        }
        if (node.getString("Node Type", "").equals("Merge Join")) {
            // It ends where one side ends, or has nothing but NULL left.
            return share * Math.min(1, total(node) / Math.max(total(child), 1e-6));
        }
        return !repeats(node, child) && total(child) <= startup(node) ? 1 : share;
    }

    /** The rows of the other side; where a cache spares some of the runs, or nothing else is known, what their cost has room for. */
    private static double repeated(JsonObject node, JsonObject child, double others) {
        double room = (total(node) - others) / Math.max(total(child), 1e-6);
        boolean subplan = child.getString("Parent Relationship", "").equals("SubPlan");
        boolean cached = child.getString("Node Type", "").equals("Memoize");
        if (subplan || cached) {
            return Math.max(1, room);
        }
        double rows = 1;
        // What the join waits for, an InitPlan, stands before its two sides.
        for (var side : PlanUses.children(node)) {
            if (((JsonObject) side).getString("Parent Relationship", "").equals("Outer")) {
                rows = Math.max(1, ((JsonObject) side).getDouble("Plan Rows"));
            }
        }
        return rows;
    }

    static boolean repeats(JsonObject node, JsonObject child) {
        var relationship = child.getString("Parent Relationship", "");
        return relationship.equals("SubPlan")
                || relationship.equals("Inner")
                        && node.getString("Node Type", "").equals("Nested Loop")
                        && !child.getString("Node Type", "").equals("Materialize");
    }

    private static double startup(JsonObject node) {
        return node.getDouble("Startup Cost");
    }

    private static double total(JsonObject node) {
        return node.getDouble("Total Cost");
    }
}
