package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a scan would cost as a bitmap scan over a GIN or GiST index: the formulas of gincostestimate and gistcostestimate (selfuncs.c), of
 * which those for partial matches and pending entries are left out, and of cost_bitmap_heap_scan (costsize.c). How many rows
 * there are the plan says itself.
 */
final class LookupScans implements NodeModel {
    private static final List<String> CONDITIONS = List.of("Filter", "Index Cond", "Recheck Cond");

    /** DEFAULT_INEQ_SEL of the planner. */
    private static final double RANGE = 1.0 / 3;

    /** Of the pages of a GIN index so many hold entries, as was seen of built ones, each so many as the planner takes where it does not know. */
    private static final double ENTRY_PAGES = 0.99;

    private static final double ENTRIES_OF_PAGE = 100;
    private static final double BITMAP_ROW = 0.1;

    private final Capabilities server;
    private final Blueprints blueprints;

    LookupScans(Capabilities server, Blueprints blueprints) {
        this.server = server;
        this.blueprints = blueprints;
    }

    /** What a scan asks an index for, and what share of the rows it finds meets the rest of the conditions. */
    private record Asked(double entries, double rest) {}

    @Override
    public Cost cost(JsonObject node, double workers, Candidate index) {
        var relation = node.getString("Relation Name");
        var schema = node.getString("Schema");
        if (relation == null || schema == null) {
            return null;
        }
        var table = blueprints.catalog().table(TableUse.of(schema, relation));
        var asked = table == null || table.oid() != index.table() ? null : asked(node, index);
        if (asked == null) {
            return null;
        }
        double all = Math.max(1, table.rows());
        double rows = Math.min(all, Math.max(1, node.getDouble("Plan Rows") * workers / asked.rest()));
        double scan = index.method() == AccessMethod.GIN ? gin(index, asked, rows, all) : gist(index, rows, all);
        return heap(scan + BITMAP_ROW * server.cpuOperatorCost() * rows, node, table, rows);
    }

    private Asked asked(JsonObject node, Candidate index) {
        var alias = node.getString("Alias", "");
        var served = new HashSet<Lookup>();
        double rest = 1;
        for (var kind : CONDITIONS) {
            var condition = node.getString(kind, "");
            for (var arms : Lookup.of(condition)) {
                if (arms.stream().allMatch(arm -> serves(index, arm, alias))) {
                    served.addAll(arms);
                } else {
                    rest *= RANGE;
                }
            }
            for (var comparison : Conditions.read(condition)) {
                if (comparison.column().alias().equals(alias) && !comparison.alternative()) {
                    var name = comparison.column().name();
                    rest *= comparison.equality()
                            ? 1 / Math.max(1, blueprints.catalog().distinct(index.table(), name))
                            : RANGE;
                }
            }
        }
        double entries = served.stream().mapToDouble(LookupScans::entries).sum();
        return served.isEmpty() ? null : new Asked(entries, rest);
    }

    private boolean serves(Candidate index, Lookup lookup, String alias) {
        if (!lookup.column().alias().equals(alias) || !lookup.column().name().equals(index.lead())) {
            return false;
        }
        var column = blueprints.catalog().column(index.table(), index.lead());
        var known = column == null ? null : OperatorClass.of(index, lookup, column);
        return known != null && known.serves(lookup, column);
    }

    /** For how many keys it looks. */
    private static double entries(Lookup lookup) {
        var constant = lookup.constant();
        if (constant == null) {
            return 1;
        }
        int patterns = Set.of("~~", "~~*", "~", "~*", "%").contains(lookup.operator()) ? Trigrams.count(constant) : 0;
        return Math.max(
                1,
                patterns > 0
                        ? patterns
                        : constant.chars().filter(c -> c == ',' || c == '&').count() + 1);
    }

    private double gin(Candidate index, Asked asked, double rows, double all) {
        double pages = pages(index);
        double entryPages = Math.max(1, Math.floor(pages * ENTRY_PAGES));
        double entries = entryPages * ENTRIES_OF_PAGE;
        double descents = Math.ceil(asked.entries() * Math.rint(Math.pow(entryPages, 0.15)));
        double lists = Math.ceil(Math.max(1, pages - entryPages) * asked.entries() / entries);
        lists = Math.max(lists, Math.ceil(rows / all * (all / (server.blockSize() / 3.0))));
        return (descents + lists) * server.randomPageCost()
                + rows * (server.cpuIndexTupleCost() + server.cpuOperatorCost());
    }

    private double gist(Candidate index, double rows, double all) {
        double leaves = Math.ceil(pages(index) * rows / all);
        double height = Math.max(1, Math.log(Math.max(2, pages(index))) / Math.log(100));
        return leaves * server.randomPageCost()
                + rows * (server.cpuIndexTupleCost() + server.cpuOperatorCost())
                + server.cpuOperatorCost() * (Math.ceil(Math.log(Math.max(2, all)) / Math.log(2)) + (height + 1) * 50);
    }

    private double pages(Candidate index) {
        return Math.max(1, (double) blueprints.bytes(index) / server.blockSize());
    }

    private Cost heap(double scan, JsonObject node, Table table, double rows) {
        double pages = Math.max(1, table.pages());
        double read = Math.min(pages, Math.ceil(2 * pages * rows / (2 * pages + rows)));
        double each = read < 2
                ? server.randomPageCost()
                : server.randomPageCost() - (server.randomPageCost() - server.seqPageCost()) * Math.sqrt(read / pages);
        return new Cost(scan, scan + read * each + rows * (server.cpuTupleCost() + filter(node, table)));
    }

    /** What it costs to look at the conditions of one row: a scan of the whole table tells. */
    private double filter(JsonObject node, Table table) {
        double known = Double.NaN;
        if (node.getString("Node Type", "").equals("Seq Scan") && !node.getBoolean("Parallel Aware", false)) {
            double whole = node.getDouble("Total Cost") - node.getDouble("Startup Cost");
            known = (whole - table.pages() * server.seqPageCost()) / Math.max(1, table.rows()) - server.cpuTupleCost();
        }
        return known > 0 ? known : server.cpuOperatorCost();
    }
}
