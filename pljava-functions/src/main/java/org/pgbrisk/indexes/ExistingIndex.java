package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A row of existing_indexes.sql.
 *
 * @param relation oid of the table it is on
 * @param root that table, or the root of its tree
 * @param tableName quoted and with its schema, like {@code name}
 * @param keys see {@link Key}
 * @param unfinished it is not valid, and may be in the making
 * @param guards what forbids to drop it
 * @param servesForeignKey whether it helps to find the rows that reference another
 * @param scans since the counters were reset; with those of its partitions, like {@code bytes}
 * @param names its own, unquoted, and those of its partitions
 * @param daysOld null where the server does not keep the time of commits
 * @param ownName quoted
 * @param target what stands in CREATE INDEX behind ON
 */
public record ExistingIndex(
        long oid,
        long relation,
        long root,
        String tableName,
        String name,
        String method,
        boolean isUnique,
        boolean immediate,
        boolean nullsNotDistinct,
        JsonArray keys,
        List<String> include,
        String predicate,
        String options,
        boolean valid,
        boolean partitioned,
        boolean unfinished,
        List<String> guards,
        boolean servesForeignKey,
        long scans,
        List<String> names,
        long bytes,
        Double daysOld,
        String ownName,
        String target) {
    private static final String BTREE = "btree";

    /**
     * What must be equal for two keys to be alike.
     *
     * @param name of a column, unquoted; or an expression as the server writes it
     * @param plainClass whether it has the default operator class of its type
     * @param plainCollation whether it has the collation of its column
     * @param options of the operator class
     */
    private record Key(
            String name,
            boolean expression,
            String operatorClass,
            long collation,
            boolean plainClass,
            boolean plainCollation,
            boolean descending,
            boolean nullsFirst,
            JsonArray options) {
        static Key of(JsonObject json) {
            return new Key(
                    json.getString("name"),
                    json.getBoolean("expression"),
                    json.getString("operator_class"),
                    json.getLong("collation"),
                    json.getBoolean("plain_class"),
                    json.getBoolean("plain_collation"),
                    json.getBoolean("descending"),
                    json.getBoolean("nulls_first"),
                    json.getArray("options", null));
        }

        /** The key of a candidate that this one is like; null when no candidate is. */
        KeyColumn wanted() {
            return plainCollation && options == null
                    ? new KeyColumn(
                            expression ? Expressions.normal(name) : name,
                            plainClass ? null : operatorClass,
                            descending,
                            nullsFirst)
                    : null;
        }

        boolean isReverse(Key other) {
            return equals(new Key(
                    other.name,
                    other.expression,
                    other.operatorClass,
                    other.collation,
                    other.plainClass,
                    other.plainCollation,
                    !other.descending,
                    !other.nullsFirst,
                    other.options));
        }
    }

    /** Whether this index, which the planner can use, does all that the other one does. */
    boolean does(ExistingIndex other) {
        return isLike(other) && (!other.isUnique || isUnique && enforces(other));
    }

    private boolean isLike(ExistingIndex other) {
        boolean sameRows = relation == other.relation && Objects.equals(predicate, other.predicate);
        if (!valid || !sameRows || !method.equals(other.method)) {
            return false;
        }
        var mine = keyList();
        var theirs = other.keyList();
        if (!method.equals(BTREE)) {
            return mine.equals(theirs)
                    && Set.copyOf(include).equals(Set.copyOf(other.include))
                    && Objects.equals(options, other.options);
        }
        return begins(mine, theirs) && columns().containsAll(other.include);
    }

    /** The same rows are refused, and at the same time. */
    private boolean enforces(ExistingIndex other) {
        return keys.size() == other.keys.size()
                && immediate == other.immediate
                && nullsNotDistinct == other.nullsNotDistinct;
    }

    /** Whether it is the same index under another name. */
    boolean isCopyOf(ExistingIndex other) {
        return hasSameColumns(other) && isUnique == other.isUnique;
    }

    boolean hasSameColumns(ExistingIndex other) {
        return keyList().equals(other.keyList()) && Set.copyOf(include).equals(Set.copyOf(other.include));
    }

    /** Whether nothing but look-ups is lost with it. */
    boolean isFree() {
        return guards.isEmpty();
    }

    boolean hasExpression() {
        return keyList().stream().anyMatch(Key::expression);
    }

    /** Whether the index is a B-tree that does all that the candidate would do. */
    boolean does(Candidate candidate) {
        return isBtreeOf(candidate)
                && (predicate == null || sameCondition(candidate))
                && Candidate.isPrefix(candidate.keys(), wanted())
                && columns().containsAll(candidate.include());
    }

    /** Whether the candidate is a B-tree that would do all that this index does. */
    boolean isDoneBy(Candidate candidate) {
        if (!isBtreeOf(candidate) || !sameCondition(candidate) || !candidate.hasAll(include)) {
            return false;
        }
        var mine = wanted();
        return mine.size() == keys.size() && Candidate.isPrefix(mine, candidate.keys());
    }

    private boolean isBtreeOf(Candidate candidate) {
        return relation == candidate.table() && method.equals(BTREE) && candidate.isBtree();
    }

    private boolean sameCondition(Candidate candidate) {
        return predicate == null
                ? candidate.predicate() == null
                : candidate.predicate() != null
                        && Expressions.normal(predicate).equals(Expressions.normal(candidate.predicate()));
    }

    /** The leading keys that a candidate can have. */
    private List<KeyColumn> wanted() {
        var wanted = new ArrayList<KeyColumn>();
        for (var key : keyList()) {
            var column = key.wanted();
            if (column == null) {
                break;
            }
            wanted.add(column);
        }
        return wanted;
    }

    private Set<String> columns() {
        var columns = new HashSet<>(include);
        keyList().stream().filter(key -> !key.expression()).forEach(key -> columns.add(key.name()));
        return columns;
    }

    private List<Key> keyList() {
        return keys.stream().map(key -> Key.of((JsonObject) key)).toList();
    }

    private static boolean begins(List<Key> longer, List<Key> keys) {
        if (keys.size() > longer.size()) {
            return false;
        }
        boolean same = true;
        boolean reversed = true;
        for (int i = 0; i < keys.size(); i++) {
            same &= longer.get(i).equals(keys.get(i));
            reversed &= longer.get(i).isReverse(keys.get(i));
        }
        return same || reversed;
    }

    /** The statement that drops it: PostgreSQL drops an index of a partitioned table within a transaction only. */
    String drop() {
        return "DROP INDEX " + concurrently() + name;
    }

    /** The statement that builds it again. */
    String create() {
        return "CREATE " + (isUnique ? "UNIQUE " : "") + "INDEX " + concurrently() + ownName + " ON " + target;
    }

    private String concurrently() {
        return partitioned ? "" : "CONCURRENTLY ";
    }
}
