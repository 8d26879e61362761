package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.List;

/**
 * How much of a plan hangs on how many rows the planner expects. A nested loop costs as often its inner side as its outer side has
 * rows, and these are a guess where joins or several conditions on a table lead to them: each is taken to be independent of the others,
 * and each may be wrong by half. (Leis et al., How Good Are Query Optimizers, Really?, 2015: the error grows with each join, and rows are
 * rather too few than too many.) Where a join is to few rows of another table, more is known: see {@link SkewedJoins}.
 */
final class WeakEstimates {
    /** Of the rows, for each join and each further condition. */
    private static final double ERROR = 2;
    /** Nobody guesses worse by more steps than that. */
    private static final int MOST_STEPS = 6;

    private final Skew skew;
    private double cost;
    private double factor = 1;
    private double rows;

    /** What is known of joins. */
    interface Skew {
        /** Knows nothing. */
        Skew NONE = part -> 1;

        /** How many times more rows a part of a plan may put out, because some values are referred to far more often than others. */
        double of(JsonObject part);
    }

    private WeakEstimates(JsonObject plan, Skew skew) {
        this.skew = skew;
        cost = plan.getDouble("Total Cost");
        PlanLoops.visit(plan, this::node);
    }

    static WeakEstimates of(JsonObject plan, Skew skew) {
        return new WeakEstimates(plan, skew);
    }

    /** What the plan costs when the rows of outer sides are as many more as they may well be. */
    double costAtWorst() {
        return cost;
    }

    /** How many times more rows that are, where it costs most. */
    double factor() {
        return factor;
    }

    /** How many rows the planner expects there. */
    double rows() {
        return rows;
    }

    private void node(JsonObject node, double loops, double share) {
        var children = PlanUses.children(node);
        if (!node.getString("Node Type", "").equals("Nested Loop") || children.size() < 2) {
            return;
        }
        var inner = children.getObject(children.size() - 1);
        var outer = children.getObject(children.size() - 2);
        if (!PlanLoops.repeats(node, inner) || inner.getString("Node Type", "").equals("Memoize")) {
            return;
        }
        double error = Math.pow(ERROR, Math.min(MOST_STEPS, steps(outer))) * skew.of(outer);
        double expected = outer.getDouble("Plan Rows");
        double more = loops * share * expected * inner.getDouble("Total Cost") * (error - 1);
        if (error > 1 && more > cost - more) {
            factor = error;
            rows = expected;
        }
        cost += more;
    }

    private static int steps(JsonObject node) {
        int steps = List.of("Nested Loop", "Hash Join", "Merge Join").contains(node.getString("Node Type", "")) ? 1 : 0;
        if (node.getString("Relation Name") != null) {
            int conditions = 0;
            for (var kind : List.of("Filter", "Index Cond", "Recheck Cond")) {
                conditions += Conditions.count(node.getString(kind, ""));
            }
            steps += Math.max(0, conditions - 1);
        }
        for (var child : PlanUses.children(node)) {
            steps += steps((JsonObject) child);
        }
        return steps;
    }
}
