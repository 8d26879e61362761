package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one plan would cost with some indexes: each scan may become an index scan, each join a nested loop that looks its inner side
 * up, a sort for a few rows a walk along an index. A node's own cost stays, its children's share shrinks with them. The costs of
 * the new nodes are the planner's own formula in its plainest form (src/backend/optimizer/path/costsize.c): pages fetched at
 * random_page_cost, and the CPU costs of a row. Good for an order of magnitude, no more.
 */
final class PlanEstimate {
    private static final Set<String> PASS_THROUGH =
            Set.of("Hash", "Sort", "Incremental Sort", "Materialize", "Memoize", "Gather", "Gather Merge");

    private final Capabilities server;
    private final Catalog catalog;
    private final Collection<Candidate> indexes;
    /** A node is asked about again by each join above it. */
    private final Map<JsonObject, Double> costs = new IdentityHashMap<>();

    private final Set<Candidate> used = new LinkedHashSet<>();

    PlanEstimate(Capabilities server, Catalog catalog, Collection<Candidate> indexes) {
        this.server = server;
        this.catalog = catalog;
        this.indexes = indexes;
    }

    Set<Candidate> used() {
        return used;
    }

    /** The cost of the tree below this node with the indexes; never more than without. */
    double cost(JsonObject node) {
        var known = costs.get(node);
        if (known == null) {
            known = work(node);
            costs.put(node, known);
        }
        return known;
    }

    private double work(JsonObject node) {
        double total = total(node);
        double saved = 0;
        for (var child : PlanUses.children(node)) {
            var part = (JsonObject) child;
            double before = Math.max(total(part), 1e-6);
            saved += share(node, part) * (1 - Math.min(1, cost(part) / before));
        }
        double cost = Math.max(0, total - saved);
        for (var index : indexes) {
            double alternative = alternative(node, index);
            if (alternative < cost) {
                cost = alternative;
                used.add(index);
            }
        }
        return cost;
    }

    /** How much of a node's cost comes from this child: all of its cost, or what is left where it runs again and again. */
    private static double share(JsonObject node, JsonObject child) {
        if (!PlanLoops.repeats(node, child)) {
            return Math.min(total(node), total(child));
        }
        double others = 0;
        double repeated = 0;
        for (var sibling : PlanUses.children(node)) {
            var part = (JsonObject) sibling;
            if (PlanLoops.repeats(node, part)) {
                repeated += total(part);
            } else {
                others += total(part);
            }
        }
        double left = Math.max(total(node) - others, total(child));
        return Math.min(total(node), left * total(child) / Math.max(repeated, 1e-6));
    }

    private double alternative(JsonObject node, Candidate index) {
        if (node.getString("Relation Name") != null) {
            return scan(node, index);
        }
        return switch (node.getString("Node Type", "")) {
            case "Limit" -> ordered(node, index);
            case "Hash Join", "Merge Join", "Nested Loop" -> join(node, index);
            default -> Double.POSITIVE_INFINITY;
        };
    }

    private double scan(JsonObject node, Candidate index) {
        var asked = conditions(node, index);
        return asked == null ? Double.POSITIVE_INFINITY : lookUp(index, asked.matching(index, catalog, rows(node)));
    }

    /** A descent, then the heap page of each matching row. */
    private double lookUp(Candidate index, double matching) {
        double pages = Math.max(1, catalog.table(index.table()).pages());
        return server.randomPageCost() * (2 + Math.min(matching, pages))
                + matching * (server.cpuTupleCost() + server.cpuIndexTupleCost() + 2 * server.cpuOperatorCost());
    }

    /** Limit over Sort over a scan: an index in that order ends after the rows wanted. */
    private double ordered(JsonObject limit, Candidate index) {
        var below = only(limit);
        var sort = below != null && below.getString("Node Type", "").equals("Gather Merge") ? only(below) : below;
        var scan = sort == null || sort.getArray("Sort Key", null) == null ? null : only(sort);
        var asked = scan == null || scan.getString("Relation Name") == null ? null : conditions(scan, index);
        if (asked == null) {
            return Double.POSITIVE_INFINITY;
        }
        var wanted = new ArrayList<KeyColumn>();
        for (var text : sort.getArray("Sort Key")) {
            var key = Conditions.sortKey((String) text);
            if (key == null) {
                return Double.POSITIVE_INFINITY;
            }
            wanted.add(new KeyColumn(key.column().name(), key.descending(), key.nullsFirst()));
        }
        var leading = new HashSet<String>();
        int fixed = 0;
        while (fixed < index.keys().size() && asked.fix(index.keys().get(fixed).name())) {
            leading.add(index.keys().get(fixed++).name());
        }
        boolean inOrder = Candidate.isPrefix(
                wanted, index.keys().subList(fixed, index.keys().size()));
        return inOrder && asked.fixNothingBut(leading) ? lookUp(index, rows(limit)) : Double.POSITIVE_INFINITY;
    }

    /** Which sides of a join may be looked up row by row: not one whose rows must all appear. */
    private double join(JsonObject join, Candidate index) {
        double best = Double.POSITIVE_INFINITY;
        var children = PlanUses.children(join);
        for (int inner : innerSides(join.getString("Join Type", "Inner"))) {
            if (children.size() == 2) {
                best = Math.min(
                        best, nestedLoop(join, children.getObject(inner), children.getObject(1 - inner), index));
            }
        }
        return best;
    }

    private static int[] innerSides(String joinType) {
        return switch (joinType) {
            case "Inner" -> new int[] {0, 1};
            case "Left", "Semi", "Anti" -> new int[] {1};
            case "Right", "Right Semi", "Right Anti" -> new int[] {0};
            default -> new int[0];
        };
    }

    private double nestedLoop(JsonObject join, JsonObject side, JsonObject outer, Candidate index) {
        var scan = scanBelow(side);
        var asked = scan == null ? null : conditions(scan, index);
        if (asked == null) {
            return Double.POSITIVE_INFINITY;
        }
        var alias = scan.getString("Alias", "");
        var joined = new ArrayList<Comparison>();
        for (var condition : List.of("Hash Cond", "Merge Cond", "Join Filter")) {
            for (var comparison : Conditions.read(join.getString(condition, ""))) {
                if (comparison.column().alias().equals(alias) && comparison.equality() && comparison.other() != null) {
                    joined.add(comparison);
                }
            }
        }
        var lead = index.keys().get(0).name();
        if (joined.stream().noneMatch(comparison -> comparison.column().name().equals(lead))) {
            return Double.POSITIVE_INFINITY;
        }
        asked.join(joined);
        double each = Math.max(1, rows(join) / Math.max(1, rows(outer)));
        return cost(outer) + rows(outer) * lookUp(index, asked.matching(index, catalog, each));
    }

    /** The scan that this side of a join consists of, or null. */
    private static JsonObject scanBelow(JsonObject side) {
        var node = side;
        while (node != null && PASS_THROUGH.contains(node.getString("Node Type", ""))) {
            node = only(node);
        }
        return node == null || node.getString("Relation Name") == null ? null : node;
    }

    /** What a scan asks; null when it is a scan of another table than the candidate's. */
    private ScanConditions conditions(JsonObject scan, Candidate index) {
        var asked = new ScanConditions(scan);
        var table = catalog.table(asked.use());
        return table == null || table.oid() != index.table() ? null : asked;
    }

    private static JsonObject only(JsonObject node) {
        var children = PlanUses.children(node);
        return children.size() == 1 ? children.getObject(0) : null;
    }

    private static double total(JsonObject node) {
        return node.getDouble("Total Cost");
    }

    private static double rows(JsonObject node) {
        return node.getDouble("Plan Rows");
    }
}
