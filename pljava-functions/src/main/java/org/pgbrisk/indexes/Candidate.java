package org.pgbrisk.indexes;

import java.util.Arrays;
import java.util.List;

/**
 * A B-tree index that might be created.
 *
 * @param table oid of the table
 */
record Candidate(long table, List<KeyColumn> keys) {
    Candidate {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an index has at least one key");
        }
    }

    static Candidate on(long table, String... columns) {
        return new Candidate(
                table, Arrays.stream(columns).map(KeyColumn::ascending).toList());
    }

    /** Whether the other index does all that this one does: its first keys are these, read from either end. */
    boolean coveredBy(Candidate other) {
        return other.table == table && isPrefix(keys, other.keys);
    }

    static boolean isPrefix(List<KeyColumn> keys, List<KeyColumn> longer) {
        if (keys.size() > longer.size()) {
            return false;
        }
        var head = longer.subList(0, keys.size());
        return keys.equals(head)
                || keys.equals(head.stream().map(KeyColumn::reversed).toList());
    }
}
