package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys of an index that are about equally frequent.
 *
 * @param keys how many different ones
 * @param rows in all
 * @param nulls names of the columns that are NULL in each of them
 * @param counted whether each key is known to have about rows / keys rows, and not only on average
 */
record KeyGroup(double keys, double rows, Set<String> nulls, boolean counted) {
    /** What the statistics of a table say of the keys of an index, its columns taken to be independent. */
    static List<KeyGroup> of(List<Column> columns, double rows) {
        var groups = of(columns.get(0), rows);
        if (columns.size() == 1) {
            return groups;
        }
        var choices = List.of(List.<KeyGroup>of());
        for (var column : columns) {
            var longer = new ArrayList<List<KeyGroup>>();
            for (var choice : choices) {
                for (var group : of(column, rows)) {
                    var with = new ArrayList<>(choice);
                    with.add(group);
                    longer.add(with);
                }
            }
            choices = longer;
        }
        return choices.stream().map(choice -> together(choice, rows)).toList();
    }

    /** NULL, the values known to be frequent, and the others. */
    private static List<KeyGroup> of(Column column, double rows) {
        var groups = new ArrayList<KeyGroup>();
        double nulls = rows * column.nullFraction();
        if (nulls >= 1) {
            groups.add(new KeyGroup(1, nulls, Set.of(column.name()), true));
        }
        double values = Math.max(1, rows - nulls);
        double common = Math.min(values, rows * column.commonShare());
        double distinct = Math.min(values, column.distinct(rows));
        double others = distinct - column.commonValues();
        if (column.commonValues() == 0 || others < 1 || values - common < 1) {
            groups.add(new KeyGroup(distinct, values, Set.of(), false));
        } else {
            groups.add(new KeyGroup(column.commonValues(), common, Set.of(), false));
            groups.add(new KeyGroup(Math.min(others, values - common), values - common, Set.of(), false));
        }
        return groups;
    }

    /** One group of each column: how many of the possible combinations the rows have that are in all of them. */
    private static KeyGroup together(List<KeyGroup> groups, double all) {
        double rows = all;
        var nulls = new HashSet<String>();
        for (var group : groups) {
            rows *= group.rows / all;
            nulls.addAll(group.nulls);
        }
        var most = groups.stream()
                .sorted(Comparator.comparingDouble(KeyGroup::keys).reversed())
                .toList();
        var first = most.get(0);
        double keys = first.keys * (1 - Math.pow(1 - rows / first.rows, first.rows / first.keys));
        for (var next : most.subList(1, most.size())) {
            keys = keys * next.keys * (1 - Math.pow(1 - 1 / next.keys, Math.max(1, rows / keys)));
        }
        return new KeyGroup(Math.max(Math.min(keys, rows), Math.min(1, rows)), rows, Set.copyOf(nulls), false);
    }

    /** The keys of the rows that a predicate leaves, which is taken not to depend on them: for a partial index. */
    static List<KeyGroup> selected(List<KeyGroup> groups, double share) {
        return groups.stream()
                .map(group -> {
                    double rows = group.rows * share;
                    double keys = group.keys * (1 - Math.pow(1 - share, group.rows / group.keys));
                    return new KeyGroup(Math.min(keys, rows), rows, group.nulls, group.counted && share == 1);
                })
                .filter(group -> group.rows > 0)
                .toList();
    }

    /** The keys of the rows where this column is not NULL: for a partial index that leaves the others out. */
    static List<KeyGroup> notNull(List<KeyGroup> groups, String column) {
        return groups.stream().filter(group -> !group.nulls.contains(column)).toList();
    }

    /** The same rows with as many keys in all as somebody has counted. */
    static List<KeyGroup> scaled(List<KeyGroup> groups, double distinct) {
        double all = groups.stream().mapToDouble(KeyGroup::keys).sum();
        return groups.stream()
                .map(group -> new KeyGroup(
                        Math.max(1, Math.min(group.rows, group.keys * distinct / all)),
                        group.rows,
                        group.nulls,
                        group.counted))
                .toList();
    }
}
