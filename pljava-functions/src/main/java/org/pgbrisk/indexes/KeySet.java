package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns and expressions whose combinations of values are counted; their order does not matter to that.
 *
 * @param columns sorted
 * @param predicate only the rows for which this holds count, null for all
 */
record KeySet(long table, List<String> columns, String predicate) {
    /** Over all rows. */
    KeySet(long table, List<String> columns) {
        this(table, columns, null);
    }

    static KeySet of(Candidate index) {
        return new KeySet(
                index.table(),
                index.keys().stream().map(KeyColumn::name).sorted().toList(),
                index.predicate());
    }

    KeySet ofAllRows() {
        return new KeySet(table, columns);
    }

    /** Whether more than columns has to be read for it. */
    boolean isSpecial() {
        return predicate != null || columns.stream().anyMatch(KeyColumn::isExpression);
    }

    /** What is read of a row, the predicate last. */
    List<String> read() {
        var read = new ArrayList<>(columns);
        if (predicate != null) {
            read.add(predicate);
        }
        return read;
    }
}
