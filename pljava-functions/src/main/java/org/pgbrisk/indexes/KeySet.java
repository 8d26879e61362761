package org.pgbrisk.indexes;

import java.util.List;

/**
 * Columns whose combinations of values are counted; their order does not matter to that.
 *
 * @param columns sorted
 */
record KeySet(long table, List<String> columns) {
    static KeySet of(Candidate index) {
        return new KeySet(
                index.table(),
                index.keys().stream().map(KeyColumn::name).sorted().toList());
    }
}
