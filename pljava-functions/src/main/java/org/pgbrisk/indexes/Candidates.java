package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The indexes of one and two columns that could serve what a statement does with a table. Plenty on purpose: the planner says which
 * of them it would use.
 */
final class Candidates {
    private final long table;
    private final ToDoubleFunction<String> distinct;
    private final Set<Candidate> found = new LinkedHashSet<>();

    private Candidates(long table, ToDoubleFunction<String> distinct) {
        this.table = table;
        this.distinct = distinct;
    }

    /** @param distinct number of different values of a column; of two columns compared for equality the more selective comes first */
    static Set<Candidate> of(TableUse use, long table, ToDoubleFunction<String> distinct) {
        var candidates = new Candidates(table, distinct);
        candidates.add(use);
        return candidates.found;
    }

    private void add(TableUse use) {
        singles(use.fixed());
        singles(use.joined());
        singles(use.bounded());
        singles(use.alternatives());
        pairs(use.fixed());
        for (var joined : use.joined()) {
            for (var fixed : use.fixed()) {
                pair(KeyColumn.ascending(joined), KeyColumn.ascending(fixed));
                pair(KeyColumn.ascending(fixed), KeyColumn.ascending(joined));
            }
        }
        pairs(use.joined());
        for (var bounded : use.bounded()) {
            use.fixed().forEach(fixed -> pair(KeyColumn.ascending(fixed), KeyColumn.ascending(bounded)));
            use.joined().forEach(joined -> pair(KeyColumn.ascending(joined), KeyColumn.ascending(bounded)));
        }
        use.orders().forEach(order -> order(use, forwards(order)));
    }

    /** A B-tree is read from either end: of two ways to write an index, the one that starts ascending. */
    private static List<KeyColumn> forwards(List<KeyColumn> order) {
        return order.get(0).descending()
                ? order.stream().map(KeyColumn::reversed).toList()
                : order;
    }

    private void order(TableUse use, List<KeyColumn> order) {
        var first = order.get(0);
        found.add(new Candidate(table, List.of(first)));
        if (order.size() > 1) {
            pair(first, order.get(1));
        }
        var leading = new LinkedHashSet<>(use.fixed());
        leading.addAll(use.joined());
        leading.forEach(fixed -> pair(KeyColumn.ascending(fixed), first));
    }

    private void singles(Set<String> columns) {
        columns.forEach(column -> found.add(Candidate.on(table, column)));
    }

    private void pairs(Set<String> columns) {
        var sorted = new ArrayList<>(columns);
        sorted.sort((one, other) -> Double.compare(distinct.applyAsDouble(other), distinct.applyAsDouble(one)));
        for (int i = 0; i < sorted.size(); i++) {
            for (int k = i + 1; k < sorted.size(); k++) {
                pair(KeyColumn.ascending(sorted.get(i)), KeyColumn.ascending(sorted.get(k)));
            }
        }
    }

    private void pair(KeyColumn first, KeyColumn second) {
        if (!first.name().equals(second.name())) {
            found.add(new Candidate(table, List.of(first, second)));
        }
    }
}
