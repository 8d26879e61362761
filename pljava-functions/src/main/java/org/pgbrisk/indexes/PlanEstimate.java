package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one plan would cost with some indexes: each scan may become an index scan, each join a nested loop that looks its inner side
 * up, a sort for a few rows a walk along an index. A node's own cost stays, its children's share shrinks with them. The costs of
 * the new nodes are the planner's own formula in its plainest form (src/backend/optimizer/path/costsize.c): pages fetched at
 * random_page_cost, and the CPU costs of a row. Good for an order of magnitude, no more.
 */
final class PlanEstimate {
    /** Selectivity of a range when nothing is known: DEFAULT_INEQ_SEL of the planner. */
    private static final double RANGE = 1.0 / 3;

    private static final Set<String> PASS_THROUGH =
            Set.of("Hash", "Sort", "Incremental Sort", "Materialize", "Memoize", "Gather", "Gather Merge");

    private final Capabilities server;
    private final Catalog catalog;
    private final Collection<Candidate> indexes;
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
        if (!repeats(node, child)) {
            return Math.min(total(node), total(child));
        }
        double others = 0;
        double repeated = 0;
        for (var sibling : PlanUses.children(node)) {
            var part = (JsonObject) sibling;
            if (repeats(node, part)) {
                repeated += total(part);
            } else {
                others += total(part);
            }
        }
        double left = Math.max(total(node) - others, total(child));
        return Math.min(total(node), left * total(child) / Math.max(repeated, 1e-6));
    }

    private static boolean repeats(JsonObject node, JsonObject child) {
        var relationship = child.getString("Parent Relationship", "");
        return relationship.equals("SubPlan")
                || relationship.equals("Inner")
                        && node.getString("Node Type", "").equals("Nested Loop");
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
        var use = use(node, index);
        return use == null ? Double.POSITIVE_INFINITY : lookUp(index, matching(index, use, rows(node)));
    }

    /** Rows that the index finds: what the plan says where the index covers all conditions, else by its columns' selectivity. */
    private double matching(Candidate index, TableUse use, double planned) {
        var table = catalog.table(index.table());
        double rows = Math.max(1, table.rows());
        double matching = rows;
        int served = 0;
        for (var key : index.keys()) {
            var name = key.name();
            if (use.fixed().contains(name) || use.joined().contains(name)) {
                matching /= catalog.distinct(index.table(), name);
                served++;
            } else if (use.bounded().contains(name)) {
                matching *= RANGE;
                served++;
                break;
            } else {
                break;
            }
        }
        if (served == 0) {
            return Double.POSITIVE_INFINITY;
        }
        int conditions =
                use.fixed().size() + use.joined().size() + use.bounded().size();
        return served == conditions ? Math.max(1, planned) : Math.max(Math.min(matching, rows), Math.max(1, planned));
    }

    /** A descent, then the heap page of each matching row. */
    private double lookUp(Candidate index, double matching) {
        double pages = Math.max(1, catalog.table(index.table()).pages());
        return server.randomPageCost() * (2 + Math.min(matching, pages))
                + matching * (server.cpuTupleCost() + server.cpuIndexTupleCost() + 2 * server.cpuOperatorCost());
    }

    /** Limit over Sort over a scan: an index in that order ends after the rows wanted. */
    private double ordered(JsonObject limit, Candidate index) {
        var sort = only(limit);
        var scan = sort == null || sort.getArray("Sort Key", null) == null ? null : only(sort);
        if (scan == null || scan.getString("Relation Name") == null) {
            return Double.POSITIVE_INFINITY;
        }
        var use = use(scan, index);
        var order = sort.getArray("Sort Key").stream()
                .map(key -> Conditions.sortKey((String) key))
                .toList();
        if (use == null || order.contains(null)) {
            return Double.POSITIVE_INFINITY;
        }
        var wanted = new ArrayList<KeyColumn>();
        order.forEach(key -> wanted.add(new KeyColumn(key.column().name(), key.descending(), key.nullsFirst())));
        int fixed = 0;
        while (fixed < index.keys().size()
                && use.fixed().contains(index.keys().get(fixed).name())) {
            fixed++;
        }
        boolean inOrder = Candidate.isPrefix(
                wanted, index.keys().subList(fixed, index.keys().size()));
        boolean filtered = use.fixed().size() > fixed || !use.bounded().isEmpty();
        return inOrder && !filtered ? lookUp(index, rows(limit)) : Double.POSITIVE_INFINITY;
    }

    private double join(JsonObject join, Candidate index) {
        double best = Double.POSITIVE_INFINITY;
        var children = PlanUses.children(join);
        for (int i = 0; children.size() == 2 && i < 2; i++) {
            var scan = scanBelow(children.getObject(i));
            var outer = children.getObject(1 - i);
            if (scan != null) {
                best = Math.min(best, nestedLoop(join, scan, outer, index));
            }
        }
        return best;
    }

    private double nestedLoop(JsonObject join, JsonObject scan, JsonObject outer, Candidate index) {
        var use = use(scan, index);
        var alias = scan.getString("Alias", "");
        var joined = new HashSet<String>();
        for (var condition : List.of("Hash Cond", "Merge Cond", "Join Filter")) {
            for (var comparison : Conditions.read(join.getString(condition, ""))) {
                if (comparison.column().alias().equals(alias) && comparison.equality() && comparison.other() != null) {
                    joined.add(comparison.column().name());
                }
            }
        }
        if (use == null || !joined.contains(index.keys().get(0).name())) {
            return Double.POSITIVE_INFINITY;
        }
        use.joined().addAll(joined);
        return cost(outer) + rows(outer) * lookUp(index, matching(index, use, 1));
    }

    /** The scan that this side of a join consists of, or null. */
    private static JsonObject scanBelow(JsonObject side) {
        var node = side;
        while (node != null && PASS_THROUGH.contains(node.getString("Node Type", ""))) {
            node = only(node);
        }
        return node == null || node.getString("Relation Name") == null ? null : node;
    }

    /** What the conditions of a scan do with the candidate's table; null when it is a scan of another one. */
    private TableUse use(JsonObject scan, Candidate index) {
        var use = TableUse.of(scan.getString("Schema", ""), scan.getString("Relation Name"));
        var table = catalog.table(use);
        if (table == null || table.oid() != index.table()) {
            return null;
        }
        var alias = scan.getString("Alias", "");
        for (var condition : List.of("Filter", "Index Cond")) {
            for (var comparison : Conditions.read(scan.getString(condition, ""))) {
                if (comparison.column().alias().equals(alias)) {
                    use.add(comparison);
                }
            }
        }
        return use;
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
