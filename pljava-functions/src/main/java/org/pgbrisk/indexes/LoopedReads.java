package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * What the planner charges too little for the table's pages that a nested loop looks up. It takes it that pages are found again in the
 * cache from one look-up to the next, but spreads them over as many look-ups as the table on the other side has rows that it wants
 * ({@code get_loop_count} in indxpath.c), though a join may leave a tenth of these: then each look-up costs ten times as much as it
 * says. The formula of the pages is that of Mackert and Lohman, as in {@code index_pages_fetched} of costsize.c.
 */
final class LoopedReads implements SlowDowns {
    private static final Set<String> LOOK_UPS = Set.of("Index Scan", "Bitmap Heap Scan");
    /** What btcostestimate makes of the correlation of the first key where there are more. */
    private static final double OF_THE_FIRST = 0.75;

    private final Capabilities server;
    private final Catalog catalog;
    /** The tables by the aliases that a statement gives them. */
    private final Map<JsonObject, Map<String, Table>> tables = new IdentityHashMap<>();

    LoopedReads(Capabilities server, Catalog catalog) {
        this.server = server;
        this.catalog = catalog;
    }

    /** A table's place in a plan. */
    private record Scan(JsonObject node, Table table, double loops, Set<String> outer, Set<String> columns) {}

    @Override
    public double of(Planned planned, JsonObject plan) {
        return whole(planned, plan) / Math.max(whole(planned, planned.plan()), 1e-3);
    }

    private double whole(Planned planned, JsonObject plan) {
        return plan.getDouble("Total Cost") + missing(planned, plan);
    }

    /** In the planner's units; below 0 where it charges too much. */
    double missing(Planned planned, JsonObject plan) {
        var named = tables.computeIfAbsent(planned.plan(), this::tables);
        var scans = new LinkedHashMap<String, Scan>();
        PlanLoops.visit(plan, (node, loops, share) -> {
            var alias = node.getString("Alias", "");
            var table = node.getString("Relation Name") == null ? null : named.get(alias);
            if (table != null && table.rows() > 0) {
                scans.put(alias, scan(node, alias, table, loops * share, named.keySet()));
            }
        });
        double pages = scans.values().stream()
                .mapToDouble(scan -> scan.table().pages())
                .sum();
        double missing = 0;
        for (var scan : scans.values()) {
            if (scan.loops() > 1
                    && !scan.outer().isEmpty()
                    && LOOK_UPS.contains(scan.node().getString("Node Type", ""))) {
                double counted = counted(scan, scans, new HashSet<>());
                missing += scan.loops() * (reads(scan, scan.loops(), pages) - reads(scan, counted, pages));
            }
        }
        return missing;
    }

    private Scan scan(JsonObject node, String alias, Table table, double loops, Set<String> aliases) {
        var outer = new LinkedHashSet<String>();
        var columns = new LinkedHashSet<String>();
        var condition = node.getString("Index Cond", node.getString("Recheck Cond", ""));
        var tokens = SqlTokens.of(condition);
        for (int i = 0; i < tokens.size(); i++) {
            if (!isName(tokens.get(i))
                    || i > 0 && (tokens.get(i - 1).is("::") || tokens.get(i - 1).is("."))) {
                continue;
            }
            var name = tokens.get(i).name();
            boolean qualified = i + 2 < tokens.size() && tokens.get(i + 1).is(".");
            if (qualified && !name.equals(alias)) {
                if (aliases.contains(name)) {
                    outer.add(name);
                }
            } else {
                var column = qualified ? tokens.get(i + 2).name() : name;
                if (catalog.column(table.oid(), column) != null) {
                    columns.add(column);
                }
            }
        }
        return new Scan(node, table, Math.max(1, loops), outer, columns);
    }

    /** The look-ups that the planner reckons with: the rows of the smallest of the tables that give the values. */
    private static double counted(Scan scan, Map<String, Scan> scans, Set<Scan> seen) {
        double least = Double.POSITIVE_INFINITY;
        seen.add(scan);
        for (var alias : scan.outer()) {
            var other = scans.get(alias);
            if (other != null && !seen.contains(other)) {
                double rows = other.node().getDouble("Plan Rows");
                least = Math.min(least, other.outer().isEmpty() ? rows : rows * counted(other, scans, seen));
                least = Math.min(least, Math.max(1, other.table().rows()));
            }
        }
        return Double.isInfinite(least) ? scan.loops() : Math.max(1, least);
    }

    /** The cost of the table's pages of one look-up, when there are so many. */
    private double reads(Scan scan, double loops, double allPages) {
        var table = scan.table();
        double rows = tuples(scan);
        double dense = Math.ceil(rows / table.rows() * table.pages());
        double most = fetched(rows * loops, table.pages(), allPages) / loops;
        double least = Math.min(most, fetched(dense * loops, table.pages(), allPages) / loops);
        double order = order(scan);
        return server.randomPageCost() * (most + order * order * (least - most));
    }

    /** Of one look-up, those that a filter takes away included. */
    private double tuples(Scan scan) {
        double planned = Math.max(1, scan.node().getDouble("Plan Rows"));
        if (scan.node().getString("Filter") == null) {
            return planned;
        }
        double rows = scan.table().rows();
        for (var column : scan.columns()) {
            rows /= Math.max(1, catalog.distinct(scan.table().oid(), column));
        }
        return Math.max(planned, rows);
    }

    private double order(Scan scan) {
        if (scan.columns().isEmpty() || scan.node().getString("Node Type", "").startsWith("Bitmap")) {
            return 0;
        }
        double first = catalog.column(
                        scan.table().oid(), scan.columns().iterator().next())
                .correlation();
        return scan.columns().size() > 1 ? first * OF_THE_FIRST : first;
    }

    private double fetched(double tuples, double tablePages, double allPages) {
        double table = Math.max(1, tablePages);
        double cache = Math.max(1, server.effectiveCacheSize() * table / Math.max(1, allPages));
        double pages = 2 * table * tuples / (2 * table + tuples);
        if (table <= cache) {
            return Math.min(pages, table);
        }
        double limit = 2 * table * cache / (2 * table - cache);
        return tuples <= limit ? pages : cache + (tuples - limit) * (table - cache) / table;
    }

    private Map<String, Table> tables(JsonObject plan) {
        var named = new HashMap<String, Table>();
        PlanLoops.visit(plan, (node, loops, share) -> {
            var relation = node.getString("Relation Name");
            if (relation != null && node.getString("Schema") != null) {
                var table = catalog.table(TableUse.of(node.getString("Schema"), relation));
                if (table != null && !table.partitioned()) {
                    named.put(node.getString("Alias", relation), table);
                }
            }
        });
        return named;
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }
}
