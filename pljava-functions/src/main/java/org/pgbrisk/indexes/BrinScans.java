package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;

/**
 * What the planner overrates in a bitmap scan over BRIN: it takes the rows to be scattered over the table like those of any bitmap
 * (cost_bitmap_heap_scan in costsize.c), though they stand together in whole ranges of pages, or else it would not have chosen BRIN.
 */
final class BrinScans {
    private final Capabilities server;

    BrinScans(Capabilities server) {
        this.server = server;
    }

    /** The index that a bitmap heap scan goes by alone, else an empty string. */
    static String index(JsonObject node) {
        var children = PlanUses.children(node);
        return node.getString("Node Type", "").equals("Bitmap Heap Scan") && children.size() == 1
                ? children.getObject(0).getString("Index Name", "")
                : "";
    }

    /** To be added to the cost of the node, whose one index is BRIN; 0 or below. */
    double mistake(JsonObject node, Table table) {
        double pages = Math.max(1, table.pages());
        double rowsOfPage = Math.max(1, table.rows()) / pages;
        var bitmap = PlanUses.children(node).getObject(0);
        double wanted = bitmap.getDouble("Plan Rows") / rowsOfPage;
        // The ends lie within a range.
        double read = Math.min(pages, wanted + BrinSize.PAGES_PER_RANGE);
        double cost = bitmap.getDouble("Total Cost")
                + server.randomPageCost()
                + read * server.seqPageCost()
                + read * rowsOfPage * (server.cpuTupleCost() + 2 * server.cpuOperatorCost());
        return Math.min(0, cost - node.getDouble("Total Cost"));
    }

    /** The same for a whole plan, over the indexes that exist. */
    double mistake(JsonObject plan, Catalog catalog) {
        double[] mistake = {0};
        PlanLoops.visit(plan, (node, loops, share) -> {
            var table = table(index(node), catalog);
            if (table != null) {
                mistake[0] += loops * share * mistake(node, table);
            }
        });
        return mistake[0];
    }

    /** That a BRIN index of this name is on, null for any other name. */
    private static Table table(String index, Catalog catalog) {
        if (!index.isEmpty()) {
            for (long table : catalog.tables()) {
                for (var each : catalog.existing(table)) {
                    if (each.name().equals(index) && each.is(AccessMethod.BRIN)) {
                        return catalog.table(table);
                    }
                }
            }
        }
        return null;
    }
}
