package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * By how much joins to few rows of another table may find more than the planner expects. It takes it that each row of that table is as often
 * referred to as any other ({@code eqjoinsel}, where its key has no frequent values); who asks for some by name often asks for
 * those that are referred to most.
 */
final class SkewedJoins implements WeakEstimates.Skew {
    private static final List<String> CONDITIONS =
            List.of("Hash Cond", "Merge Cond", "Join Filter", "Index Cond", "Recheck Cond", "Filter");
    /** Of the rows, those of different keys at least, for a column to be a key. */
    private static final double UNIQUE = 0.9;

    private final Catalog catalog;

    SkewedJoins(Catalog catalog) {
        this.catalog = catalog;
    }

    private record Scan(JsonObject node, Table table, boolean lookedUp) {}

    @Override
    public double of(JsonObject part) {
        var scans = new HashMap<String, Scan>();
        PlanLoops.visit(part, (node, loops, share) -> scan(node, scans));
        var joins = new HashSet<Comparison>();
        PlanLoops.visit(part, (node, loops, share) -> {
            for (var kind : CONDITIONS) {
                Conditions.read(node.getString(kind, "")).stream()
                        .filter(each -> each.equality() && each.other() != null && !each.alternative())
                        .forEach(joins::add);
            }
        });
        double factor = 1;
        for (var join : joins) {
            factor *= factor(join, scans);
        }
        return factor;
    }

    private void scan(JsonObject node, Map<String, Scan> scans) {
        var relation = node.getString("Relation Name");
        var schema = node.getString("Schema");
        var table = relation == null || schema == null ? null : catalog.table(TableUse.of(schema, relation));
        if (table != null && table.rows() > 0) {
            boolean lookedUp = List.of("Index Cond", "Recheck Cond").stream()
                    .flatMap(kind -> Conditions.read(node.getString(kind, "")).stream())
                    .anyMatch(each -> each.other() != null);
            scans.put(node.getString("Alias", relation), new Scan(node, table, lookedUp));
        }
    }

    /** Where all frequent values are among the keys that are left. */
    private double factor(Comparison join, Map<String, Scan> scans) {
        var referring = scans.get(join.column().alias());
        var keys = scans.get(join.other().alias());
        if (referring == null || keys == null || keys.lookedUp()) {
            return 1;
        }
        double rows = keys.table().rows();
        double left = Math.max(1, keys.node().getDouble("Plan Rows"));
        var column = catalog.column(referring.table().oid(), join.column().name());
        boolean key = catalog.column(keys.table().oid(), join.other().name()) != null
                && catalog.distinct(keys.table().oid(), join.other().name()) >= UNIQUE * rows;
        if (!key || left >= rows || column == null || column.commonValues() == 0) {
            return 1;
        }
        double common = column.commonShare();
        double most = common * Math.min(1, left / column.commonValues()) + (1 - common) * left / rows;
        return Math.max(1, Math.min(1, most) * rows / left);
    }
}
