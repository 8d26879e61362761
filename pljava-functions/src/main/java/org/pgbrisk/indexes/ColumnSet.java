package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Columns of a table whose combinations of values matter to a statement.
 *
 * @param columns sorted, at least two
 * @param grouped whether NULL is a value: where rows are grouped, not where they are compared
 */
record ColumnSet(long table, List<String> columns, boolean grouped) {
    /** What CREATE STATISTICS takes. */
    static final int MOST_COLUMNS = 8;

    /** Up to so many columns every part is looked at, beyond it pairs only. */
    private static final int ALL_PARTS = 4;

    /** This set, where statistics can have it, and parts of it. */
    List<ColumnSet> parts() {
        var parts = new ArrayList<ColumnSet>();
        int size = columns.size();
        if (size <= ALL_PARTS) {
            for (int bits = 1; bits < 1 << size; bits++) {
                if (Integer.bitCount(bits) > 1) {
                    parts.add(part(bits));
                }
            }
            return parts;
        }
        if (size <= MOST_COLUMNS) {
            parts.add(this);
        }
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                parts.add(new ColumnSet(table, List.of(columns.get(i), columns.get(j)), grouped));
            }
        }
        return parts;
    }

    private ColumnSet part(int bits) {
        var part = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            if ((bits >> i & 1) == 1) {
                part.add(columns.get(i));
            }
        }
        return new ColumnSet(table, List.copyOf(part), grouped);
    }

    ColumnSet without(String column) {
        return new ColumnSet(
                table, columns.stream().filter(each -> !each.equals(column)).toList(), grouped);
    }

    /** Null where one of them is not known. */
    SortedMap<String, String> values(Map<String, String> all) {
        var values = new TreeMap<String, String>();
        for (var column : columns) {
            if (all.get(column) == null) {
                return null;
            }
            values.put(column, all.get(column));
        }
        return Collections.unmodifiableSortedMap(values);
    }
}
