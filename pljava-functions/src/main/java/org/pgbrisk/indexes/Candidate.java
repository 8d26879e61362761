package org.pgbrisk.indexes;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An index that might be created.
 *
 * @param table oid of the table
 * @param predicate the index is partial: it has only the rows for which this holds, as it stands behind WHERE; null for all rows
 * @param include columns that the index carries along (INCLUDE), so that a query need not visit the table; none of them a key, sorted
 */
record Candidate(long table, AccessMethod method, List<KeyColumn> keys, List<String> include, String predicate) {
    /** INDEX_MAX_KEYS of PostgreSQL: keys and included columns. */
    static final int MOST_COLUMNS = 32;

    Candidate {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an index has at least one key");
        }
        var rest = new HashSet<>(include);
        keys.forEach(key -> rest.remove(key.name()));
        include = rest.stream().sorted().toList();
    }

    /** A B-tree. */
    Candidate(long table, List<KeyColumn> keys, List<String> include, String predicate) {
        this(table, AccessMethod.BTREE, keys, include, predicate);
    }

    /** A B-tree. */
    Candidate(long table, List<KeyColumn> keys) {
        this(table, keys, List.of(), null);
    }

    /** A B-tree. */
    static Candidate on(long table, String... columns) {
        return new Candidate(
                table, Arrays.stream(columns).map(KeyColumn::ascending).toList());
    }

    Candidate including(Collection<String> columns) {
        return new Candidate(table, method, keys, List.copyOf(columns), predicate);
    }

    Candidate where(String condition) {
        return new Candidate(table, method, keys, include, condition);
    }

    /** The index with only so many of its first keys, and nothing included. */
    Candidate head(int length) {
        return new Candidate(table, method, keys.subList(0, length), List.of(), predicate);
    }

    boolean isBtree() {
        return method == AccessMethod.BTREE;
    }

    /** Whether it is far smaller than a B-tree and does a part of what that does. */
    boolean isCompact() {
        return method == AccessMethod.BRIN || method == AccessMethod.HASH;
    }

    boolean hasExpression() {
        return keys.stream().anyMatch(key -> KeyColumn.isExpression(key.name()));
    }

    /** In a word, by what sets it apart most. */
    String kind() {
        if (!isBtree()) {
            return method.sql();
        }
        return predicate != null
                ? "partial"
                : hasExpression() ? "expression" : include.isEmpty() ? "btree" : "covering";
    }

    /** Whether the server has to say if it can be built: nobody else knows what an expression or a predicate may be. */
    boolean isSpecial() {
        return predicate != null || hasExpression();
    }

    String lead() {
        return keys.get(0).name();
    }

    /** Keys and included columns. */
    Set<String> columns() {
        var columns = new LinkedHashSet<String>();
        keys.forEach(key -> columns.add(key.name()));
        columns.addAll(include);
        return columns;
    }

    boolean hasAll(Collection<String> names) {
        return columns().containsAll(names);
    }

    /**
     * Whether the other index does all that this one does: its first keys are these, read from either end, it carries as much, and has as
     * many rows.
     */
    boolean coveredBy(Candidate other) {
        boolean rows = other.predicate == null || other.predicate.equals(predicate);
        return other.table == table
                && other.method == method
                && rows
                && isPrefix(keys, other.keys)
                && other.hasAll(include);
    }

    /** Whether the keys of one begin with the keys of the other, and they have rows in common by what they say. */
    boolean overlaps(Candidate other) {
        boolean rows = predicate == null || other.predicate == null || predicate.equals(other.predicate);
        return other.table == table
                && other.method == method
                && rows
                && (isPrefix(keys, other.keys) || isPrefix(other.keys, keys));
    }

    /** For indexes of one method. */
    static boolean isPrefix(List<KeyColumn> keys, List<KeyColumn> longer) {
        if (keys.size() > longer.size()) {
            return false;
        }
        boolean same = true;
        boolean reversed = true;
        for (int i = 0; i < keys.size() && (same || reversed); i++) {
            same &= keys.get(i).equals(longer.get(i));
            reversed &= keys.get(i).isReverse(longer.get(i));
        }
        return same || reversed;
    }
}
