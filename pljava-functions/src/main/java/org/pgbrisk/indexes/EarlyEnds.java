package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Map;

/**
 * What the planner charges too little for a scan in the order of an index that ends early, for a LIMIT or since a merge join has nothing left
 * to join: that share of the pages which all rows come to. But where all rows come to each page many times, a part of them
 * comes to nearly as many pages.
 */
final class EarlyEnds {
    private static final double HALF = 0.5;

    private final Capabilities server;

    EarlyEnds(Capabilities server) {
        this.server = server;
    }

    /**
     * In the planner's units.
     *
     * @param tables by alias
     * @param allPages of the tables of the statement
     */
    double missing(JsonObject plan, Map<String, Table> tables, double allPages) {
        double[] missing = {0};
        PlanLoops.visit(plan, (node, loops, share) -> {
            var table = node.getString("Relation Name") == null ? null : tables.get(node.getString("Alias", ""));
            boolean early = loops <= 1 && share < 1;
            if (early
                    && table != null
                    && table.rows() > 0
                    && node.getString("Node Type", "").equals("Index Scan")) {
                missing[0] += missing(node, table, share, allPages);
            }
        });
        return missing[0];
    }

    private double missing(JsonObject node, Table table, double share, double allPages) {
        // Of a condition that the index serves the rows are known, of others those that they leave.
        boolean whole = node.getString("Index Cond") == null;
        double rows = whole ? table.rows() : Math.max(1, node.getDouble("Plan Rows"));
        double most = server.randomPageCost() * fetched(rows, table, allPages);
        return Math.max(
                0,
                scattered(node, table, rows, most)
                        * (server.randomPageCost() * fetched(rows * share, table, allPages) - share * most));
    }

    /** How scattered the rows are over the table, by what the planner charges for all of them; 0 where the rest of that may be the index's own pages. */
    private double scattered(JsonObject node, Table table, double rows, double most) {
        double least = Math.ceil(rows / table.rows() * table.pages());
        double operators = Conditions.count(node.getString("Filter", "")) * server.cpuOperatorCost();
        double charged = node.getDouble("Total Cost")
                - node.getDouble("Startup Cost")
                - rows * (server.cpuTupleCost() + server.cpuIndexTupleCost() + operators);
        double scattered = Math.min(1, (charged - least) / Math.max(1, most - least));
        return scattered < HALF ? 0 : scattered;
    }

    private double fetched(double tuples, Table table, double allPages) {
        return FetchedPages.of(tuples, table.pages(), allPages, server.effectiveCacheSize());
    }
}
