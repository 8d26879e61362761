package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one scan asks of its table, and how many rows an index would find of that. */
final class ScanConditions {
    /** Selectivity of a range when nothing is known: DEFAULT_INEQ_SEL of the planner. */
    private static final double RANGE = 1.0 / 3;

    private final TableUse use;
    private final List<Comparison> comparisons = new ArrayList<>();
    /** Conditions in all, those that cannot be read included. */
    private int all;

    ScanConditions(JsonObject scan) {
        use = TableUse.of(scan.getString("Schema", ""), scan.getString("Relation Name"));
        var alias = scan.getString("Alias", "");
        for (var kind : List.of("Filter", "Index Cond", "Recheck Cond")) {
            var condition = scan.getString(kind, "");
            all += Conditions.count(condition);
            Conditions.read(condition).stream()
                    .filter(comparison -> comparison.column().alias().equals(alias) && !comparison.alternative())
                    .forEach(this::add);
        }
    }

    private void add(Comparison comparison) {
        comparisons.add(comparison);
        use.add(comparison);
    }

    /** Adds the columns that a join compares with the other side. */
    void join(Collection<Comparison> joined) {
        joined.forEach(this::add);
        all += joined.size();
    }

    TableUse use() {
        return use;
    }

    /** Whether nothing else is asked than that some of these columns have a value. */
    boolean fixNothingBut(Set<String> columns) {
        return comparisons.size() == all
                && comparisons.stream()
                        .allMatch(comparison -> comparison.equality()
                                && columns.contains(comparison.column().name()));
    }

    boolean fix(String column) {
        return use.fixed().contains(column) || use.joined().contains(column);
    }

    /**
     * Rows that the index finds: what the plan says where the index serves every condition, else by its columns' selectivity.
     *
     * @param planned rows that the plan expects when all conditions are met
     * @return infinity when the index serves none of them
     */
    double matching(Candidate index, Catalog catalog, double planned) {
        double rows = Math.max(1, catalog.table(index.table()).rows());
        double matching = rows;
        var served = new HashSet<String>();
        for (var key : index.keys()) {
            var name = key.name();
            boolean bounded = use.bounded().contains(name);
            if (!fix(name) && !bounded) {
                break;
            }
            served.add(name);
            matching *= fix(name) ? 1 / Math.max(1, catalog.distinct(index.table(), name)) : RANGE;
            if (!fix(name)) {
                break;
            }
        }
        if (served.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        long met = comparisons.stream()
                .filter(comparison -> served.contains(comparison.column().name()))
                .count();
        return Math.max(1, met == all ? planned : Math.max(matching, planned));
    }
}
