package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.indexes.Restrictions.Restriction;

/** Reads from the plan of one statement what it does with each table: conditions, joins, orders, columns read, wherever in the tree they stand. */
final class PlanUses {
    private static final List<String> CONDITIONS =
            List.of("Filter", "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter");

    private static final List<String> SCAN_CONDITIONS = List.of("Filter", "Index Cond", "Recheck Cond");

    private final Map<String, TableUse> byAlias = new LinkedHashMap<>();
    /** Aliases of what is no table: CTEs, sub-queries, functions. */
    private final Set<String> others = new HashSet<>();

    private PlanUses() {}

    /** @param plan the object under "Plan" of EXPLAIN (FORMAT JSON, VERBOSE) */
    static Collection<TableUse> of(JsonObject plan) {
        var uses = new PlanUses();
        uses.tables(plan);
        uses.conditions(plan);
        uses.limited(plan, false);
        PlanReads.tell(plan, uses.reader());
        return uses.byAlias.values();
    }

    private PlanReads.Reader reader() {
        return new PlanReads.Reader() {
            @Override
            public void column(String alias, String column) {
                uses(alias).forEach(use -> use.read().add(column));
            }

            @Override
            public void word(String word) {
                if (byAlias.size() == 1) {
                    byAlias.values().forEach(use -> use.words().add(word));
                }
            }
        };
    }

    private void tables(JsonObject node) {
        var table = node.getString("Relation Name");
        if (table != null && node.getString("Schema") != null) {
            byAlias.putIfAbsent(node.getString("Alias", table), TableUse.of(node.getString("Schema"), table));
        } else if (node.getString("Alias") != null) {
            others.add(node.getString("Alias"));
        }
        for (var child : children(node)) {
            tables((JsonObject) child);
        }
    }

    private void conditions(JsonObject node) {
        for (var condition : CONDITIONS) {
            var text = node.getString(condition);
            if (text != null) {
                Conditions.read(text).forEach(this::add);
                Prefixes.of(text).forEach(this::addPrefix);
            }
        }
        if (node.getString("Relation Name") != null) {
            for (var condition : SCAN_CONDITIONS) {
                var text = node.getString(condition, "");
                Restrictions.of(text).forEach(this::add);
                for (var arms : Lookup.of(text)) {
                    arms.forEach(lookup -> uses(lookup.column().alias())
                            .forEach(use -> use.lookups().add(lookup)));
                }
            }
        }
        order(node.getArray("Sort Key", null));
        order(node.getArray("Group Key", null));
        if (node.getString("Node Type", "").equals("Aggregate") && node.getArray("Group Key", null) == null) {
            ends(node.getArray("Output", null));
        }
        for (var child : children(node)) {
            conditions((JsonObject) child);
        }
    }

    /** Where an index that exists gives the order the plan has no sort key. */
    private void limited(JsonObject node, boolean below) {
        var type = node.getString("Node Type", "");
        if (below && (type.equals("Index Scan") || type.equals("Index Only Scan"))) {
            uses(node.getString("Alias", "")).forEach(use -> use.inOrderOf().add(node.getString("Index Name", "")));
        }
        for (var child : children(node)) {
            limited((JsonObject) child, below || type.equals("Limit"));
        }
    }

    private void add(Restriction restriction) {
        for (var use : uses(restriction.column().alias())) {
            use.restrictions().add(restriction);
        }
    }

    private void addPrefix(Comparison comparison) {
        add(comparison);
        uses(comparison.column().alias())
                .forEach(use -> use.prefixes().add(comparison.column().name()));
    }

    private void add(Comparison comparison) {
        for (var use : uses(comparison.column().alias())) {
            use.add(comparison);
        }
    }

    /** Only as far as the keys are columns of one table: an index cannot give the rest. */
    private void order(JsonArray keys) {
        var order = new ArrayList<KeyColumn>();
        String alias = null;
        for (int i = 0; keys != null && i < keys.size(); i++) {
            var key = Conditions.sortKey(keys.getString(i));
            if (key == null || alias != null && !alias.equals(key.column().alias())) {
                break;
            }
            alias = key.column().alias();
            order.add(new KeyColumn(key.column().name(), key.descending(), key.nullsFirst()));
        }
        if (alias != null) {
            for (var use : uses(alias)) {
                use.orders().add(order);
            }
        }
    }

    /** What is least or greatest stands at an end of an index. */
    private void ends(JsonArray output) {
        for (int i = 0; output != null && i < output.size(); i++) {
            var key = Conditions.end(output.getString(i, ""), byAlias.size() == 1 ? byAlias.keySet() : Set.of());
            if (key != null) {
                uses(key.alias()).forEach(use -> use.orders().add(List.of(KeyColumn.ascending(key.name()))));
            }
        }
    }

    /** Keys of an Append carry the parent's alias {@code m}, its scans those of the partitions: {@code m_1}, {@code m_2}. */
    private List<TableUse> uses(String alias) {
        var use = byAlias.get(alias);
        if (use != null || others.contains(alias)) {
            return use == null ? List.of() : List.of(use);
        }
        var partitions = new ArrayList<TableUse>();
        for (var entry : byAlias.entrySet()) {
            var name = entry.getKey();
            if (name.startsWith(alias + "_")
                    && name.substring(alias.length() + 1).chars().allMatch(Character::isDigit)) {
                partitions.add(entry.getValue());
            }
        }
        return partitions;
    }

    static JsonArray children(JsonObject node) {
        return node.getArray("Plans", new JsonArray());
    }
}
