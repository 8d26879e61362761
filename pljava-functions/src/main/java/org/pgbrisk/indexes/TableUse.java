package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pgbrisk.indexes.Restrictions.Restriction;

/**
 * What one statement does with one table: the columns it fixes, bounds, joins on and sorts by, and all that it reads. Names are unquoted.
 *
 * @param fixed columns compared for equality with something that is not a column of another table
 * @param bounded columns of range conditions
 * @param prefixes those of them that a pattern says the beginning of
 * @param joined columns compared for equality with a column of another table
 * @param alternatives columns within an OR
 * @param lookups conditions that no B-tree serves
 * @param orders sort and group keys that are columns of this table alone, in order
 * @param restrictions conditions that a partial index may rest on
 * @param read every column that the statement reads; what is none (ctid, the whole row) stands there too, under its name
 * @param words what it reads besides if the table has such columns
 * @param inOrderOf names of indexes that give the order of what a LIMIT cuts off
 */
record TableUse(
        String schema,
        String table,
        Set<String> fixed,
        Set<String> bounded,
        Set<String> prefixes,
        Set<String> joined,
        Set<String> alternatives,
        Set<Lookup> lookups,
        List<List<KeyColumn>> orders,
        Set<Restriction> restrictions,
        Set<String> read,
        Set<String> words,
        Set<String> inOrderOf) {
    static TableUse of(String schema, String table) {
        return new TableUse(
                schema,
                table,
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new ArrayList<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>());
    }

    /** Every column or expression that an index for this use could have as a key. */
    Set<String> keys() {
        var columns = new LinkedHashSet<>(fixed);
        columns.addAll(bounded);
        columns.addAll(joined);
        columns.addAll(alternatives);
        lookups.forEach(lookup -> columns.add(lookup.column().name()));
        orders.forEach(order -> order.forEach(key -> columns.add(key.name())));
        return columns;
    }

    /** Every column or expression that an index for this use could hold. */
    Set<String> columns() {
        var columns = keys();
        columns.addAll(read);
        columns.addAll(words);
        return columns;
    }

    void add(Comparison comparison) {
        var name = comparison.column().name();
        if (comparison.alternative()) {
            alternatives.add(name);
        } else if (!comparison.equality()) {
            bounded.add(name);
        } else if (comparison.other() != null) {
            joined.add(name);
        } else {
            fixed.add(name);
        }
    }
}
