package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.pgbrisk.indexes.Restrictions.Restriction;

/**
 * The indexes that could serve what a statement does with a table. Plenty on purpose: the planner says which of them it would use.
 * Columns compared for equality come before the one with a range or the order; each list of keys also comes with all else that the
 * statement reads of the table included.
 */
final class Candidates {
    private final TableUse use;
    private final long table;
    private final Limits limits;
    private final Set<List<KeyColumn>> found = new LinkedHashSet<>();

    /**
     * What there is to know of a table for naming candidates.
     *
     * @param mostKeys how many keys an index has at most
     * @param rank of columns compared for equality those with a higher one come first
     * @param coverable whether an index may hold all of these columns
     * @param restrictive whether a condition may leave so few of the rows that an index on these alone pays
     */
    record Limits(
            int mostKeys,
            ToDoubleFunction<String> rank,
            Predicate<Collection<String>> coverable,
            Predicate<Restriction> restrictive) {}

    private Candidates(TableUse use, long table, Limits limits) {
        this.use = use;
        this.table = table;
        this.limits = limits;
    }

    static Set<Candidate> of(TableUse use, long table, Limits limits) {
        var candidates = new Candidates(use, table, limits);
        candidates.find();
        return candidates.withIncluded();
    }

    private void find() {
        var fixed = ranked(use.fixed());
        var joined = ranked(use.joined());
        singles(fixed);
        singles(joined);
        singles(use.bounded());
        singles(use.alternatives());
        subsets(fixed);
        subsets(joined);
        for (var join : joined) {
            for (var column : fixed) {
                keys(List.of(join, column));
                keys(List.of(column, join));
            }
            keys(behind(List.of(join), fixed));
            keys(behind(fixed, List.of(join)));
        }
        for (var bounded : use.bounded()) {
            var last = List.of(bounded);
            fixed.forEach(column -> keys(behind(List.of(column), last)));
            joined.forEach(join -> {
                keys(behind(List.of(join), last));
                fixed.forEach(column -> keys(behind(List.of(join, column), last)));
            });
            keys(last(fixed, KeyColumn.ascending(bounded)));
            joined.forEach(join -> keys(behind(last, List.of(join))));
        }
        use.orders().forEach(order -> order(forwards(order), fixed, joined));
        use.restrictions().stream()
                .filter(limits.restrictive())
                .forEach(restriction -> keys(List.of(restriction.column().name())));
    }

    /** Each list of keys alone, and with the rest of what is read included; the same for the rows alone that a condition leaves. */
    private Set<Candidate> withIncluded() {
        boolean coverable = !use.read().isEmpty() && limits.coverable().test(use.read());
        var candidates = new LinkedHashSet<Candidate>();
        found.forEach(keys -> candidates.add(new Candidate(table, keys)));
        if (coverable && found.isEmpty()) {
            use.read().stream().sorted().limit(1).forEach(column -> keys(List.of(column)));
        }
        if (coverable) {
            found.forEach(keys -> candidates.add(new Candidate(table, keys).including(use.read())));
        }
        use.restrictions().stream().filter(limits.restrictive()).forEach(restriction -> {
            for (var whole : List.copyOf(candidates)) {
                if (whole.predicate() == null) {
                    candidates.add(partial(whole, restriction));
                }
            }
        });
        return candidates;
    }

    /** A key that has the same value in all rows of the index is none, unless it is the only one. */
    private static Candidate partial(Candidate whole, Restriction restriction) {
        var keys = whole.keys().stream()
                .filter(key -> !restriction.fixes()
                        || !key.name().equals(restriction.column().name()))
                .toList();
        return new Candidate(
                whole.table(),
                whole.method(),
                keys.isEmpty() ? whole.keys() : keys,
                whole.include(),
                restriction.condition());
    }

    /** A B-tree is read from either end: of two ways to write an index, the one that starts ascending. */
    private static List<KeyColumn> forwards(List<KeyColumn> order) {
        return order.get(0).descending()
                ? order.stream().map(KeyColumn::reversed).toList()
                : order;
    }

    private void order(List<KeyColumn> order, List<String> fixed, List<String> joined) {
        for (int length = 1; length <= order.size(); length++) {
            add(order.subList(0, length));
        }
        var leading = new LinkedHashSet<>(fixed);
        leading.addAll(joined);
        for (var column : leading) {
            var keys = new ArrayList<>(List.of(KeyColumn.ascending(column)));
            for (var key : order) {
                keys.add(key);
                add(List.copyOf(keys));
            }
        }
        if (fixed.size() > 1) {
            var keys = new ArrayList<>(fixed.stream().map(KeyColumn::ascending).toList());
            keys.addAll(order);
            add(keys);
        }
    }

    private void singles(Collection<String> columns) {
        columns.forEach(column -> keys(List.of(column)));
    }

    /** Any two, and all of them as far as they go; in the order given. */
    private void subsets(List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            for (int k = i + 1; k < columns.size(); k++) {
                keys(List.of(columns.get(i), columns.get(k)));
            }
        }
        for (int length = 3; length <= columns.size(); length++) {
            keys(columns.subList(0, length));
        }
    }

    private List<String> ranked(Set<String> columns) {
        var sorted = new ArrayList<>(columns);
        sorted.sort((one, other) ->
                Double.compare(limits.rank().applyAsDouble(other), limits.rank().applyAsDouble(one)));
        return sorted;
    }

    private static List<String> behind(List<String> first, List<String> then) {
        var columns = new ArrayList<>(first);
        columns.addAll(then);
        return columns;
    }

    /** As many of the columns as leave room for one more key. */
    private List<String> last(List<String> columns, KeyColumn key) {
        var room = columns.stream()
                .filter(column -> !column.equals(key.name()))
                .limit(limits.mostKeys() - 1L)
                .toList();
        return behind(room, List.of(key.name()));
    }

    private void keys(List<String> columns) {
        add(columns.stream().map(KeyColumn::ascending).toList());
    }

    /** A column counts once, and only so many keys. */
    private void add(List<KeyColumn> wanted) {
        var keys = new ArrayList<KeyColumn>();
        var names = new LinkedHashSet<String>();
        for (var key : wanted) {
            if (keys.size() < limits.mostKeys() && names.add(key.name())) {
                keys.add(key);
            }
        }
        found.add(List.copyOf(keys));
    }
}
