package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.pgbrisk.indexes.Selection.Change;

/**
 * Chooses indexes for the whole workload. Every statement is shown all its candidates at once, in a few rounds: what it uses is the
 * pool. From all that the statements use at best, indexes are taken away or made narrower, always where it loses least by the byte, until
 * what is left fits the budget and each pays; then what still fits is added, always where it saves most by the byte. No two indexes
 * chosen begin alike: one that does the work of both takes their place.
 */
final class Search {
    /** An index must save this share of the whole workload where its times are known … */
    private static final double WORTHWHILE_IN_ALL = 0.002;
    /** … and what the settings say of at least one statement, or this share, where an index on the same first column exists: to the planner a hypothetical one always looks cheaper. */
    private static final double WORTHWHILE_BESIDE_ANOTHER = 0.25;

    /** A narrower index that saves this share of what the wider one does is the better one. */
    private static final double ALMOST_ALL = 0.95;

    /** How many changes are measured together at first: twice as many each time that this does not find one. */
    private static final int AT_ONCE = 12;

    private final KnownCosts known;
    private final List<Planned> workload;
    private final Pool pool;
    private final Discovery discovery;
    private final Predicate<Candidate> besideAnother;
    private final long budget;
    private final double worthwhileForOne;

    /** What one statement costs without an index and with it. */
    record Gain(Planned planned, double before, double after) {
        double weighted() {
            return (before - after) * planned.weight();
        }
    }

    /** @param gains what each statement that gains costs before and after, most gained first */
    record Choice(Candidate index, List<Gain> gains) {}

    /**
     * @param size bytes of an index
     * @param besideAnother whether the table has an index with the same first column
     * @param budget bytes in all, null for no limit
     * @param worthwhileForOne the share of the cost of at least one statement that an index must save
     */
    Search(
            Costs costs,
            List<Planned> workload,
            ToLongFunction<Candidate> size,
            Predicate<Candidate> besideAnother,
            Long budget,
            double worthwhileForOne) {
        this.workload = workload;
        this.pool = new Pool(size);
        this.known = new KnownCosts(costs, pool, workload);
        this.discovery = new Discovery(costs, pool, known);
        this.besideAnother = besideAnother;
        this.budget = budget == null ? Long.MAX_VALUE : budget;
        this.worthwhileForOne = worthwhileForOne;
    }

    /** At most so many, best first. */
    List<Choice> choose(int most) throws SQLException {
        if (workload.isEmpty()) {
            return List.of();
        }
        var selection = new Selection(known, pool, discovery.best(workload));
        boolean tooMany = selection.count() > most;
        shrink(selection, most);
        grow(selection, most);
        if (tooMany) {
            var fromNothing = new Selection(known, pool, new BitSet());
            grow(fromNothing, most);
            selection = fromNothing.cost() < selection.cost() ? fromNothing : selection;
        }
        prune(selection);
        return choices(selection);
    }

    /** Takes away or narrows, always where it loses least by the byte, until all fits, and on while next to nothing is lost. */
    private void shrink(Selection selection, int most) throws SQLException {
        while (true) {
            long bytes = selection.bytes();
            boolean fits = bytes <= budget && selection.count() <= most;
            var changes = smaller(selection);
            selection.measure(changes.stream().filter(selection::isUnmeasured).toList());
            var change = first(
                    selection,
                    changes,
                    each -> price(selection.lastSaving(each), Math.max(1, bytes - selection.bytesAfter(each))),
                    each -> !fits || isFree(selection, each));
            if (change == null) {
                return;
            }
            selection.apply(change);
        }
    }

    /** What a byte costs that becomes free; the less the more bytes where nothing is lost. */
    private static double price(double saving, long freed) {
        return saving < 0 ? -saving / freed : -freed;
    }

    /** Adds what saves most, by the byte when there is a budget, as long as it fits and pays. */
    private void grow(Selection selection, int most) throws SQLException {
        while (true) {
            long bytes = selection.bytes();
            var changes = new LinkedHashSet<Change>();
            for (int i = 0; i < pool.count(); i++) {
                var change = selection.add(i);
                if (change != null
                        && selection.bytesAfter(change) <= budget
                        && selection.count() - change.out().cardinality() < most) {
                    changes.add(change);
                }
            }
            var change = first(
                    selection,
                    changes,
                    each -> -value(selection.mostSaving(each), Math.max(1, selection.bytesAfter(each) - bytes)),
                    each -> isWorthwhile(selection, each));
            if (change == null) {
                return;
            }
            selection.apply(change);
        }
    }

    private double value(double saving, long bytes) {
        return budget == Long.MAX_VALUE ? saving : saving / bytes;
    }

    private interface Condition {
        boolean holds(Change change) throws SQLException;
    }

    /**
     * The first acceptable change by a rank that rests on the savings measured last. As the set of indexes changes these nearly always get
     * worse, so that only those at the front have to be measured again.
     */
    private static Change first(
            Selection selection, Collection<Change> changes, ToDoubleFunction<Change> rank, Condition acceptable)
            throws SQLException {
        var left = new ArrayList<>(changes);
        int atOnce = AT_ONCE;
        while (!left.isEmpty()) {
            var ranks = new HashMap<Change, Double>();
            left.forEach(change -> ranks.put(change, rank.applyAsDouble(change)));
            left.sort(Comparator.comparing(ranks::get));
            var first = left.get(0);
            if (!selection.isFresh(first)) {
                selection.measure(left.subList(0, Math.min(left.size(), atOnce)));
                atOnce *= 2;
            } else if (acceptable.holds(first)) {
                return first;
            } else {
                left.remove(first);
            }
        }
        return null;
    }

    /** Whether nearly nothing is lost: an index made narrower does nearly all that it did, or one taken away did nearly nothing. */
    private boolean isFree(Selection selection, Change change) throws SQLException {
        double saving = selection.saving(change);
        if (saving >= 0) {
            return true;
        }
        if (change.in().isEmpty()) {
            return !pays(selection, change.out().nextSetBit(0));
        }
        return saving >= (1 - ALMOST_ALL) * selection.lastSaving(new Change(change.out(), new BitSet()));
    }

    private List<Change> smaller(Selection selection) {
        var changes = new ArrayList<Change>();
        var chosen = selection.chosen();
        // Of two that are worth the same the one found later goes first.
        for (int i = chosen.previousSetBit(pool.count()); i >= 0; i = chosen.previousSetBit(i - 1)) {
            changes.add(new Change(Selection.only(i), new BitSet()));
            for (int narrower : discovery.narrower(i)) {
                var change = new Change(Selection.only(i), Selection.only(narrower));
                if (apart(selection.after(change), narrower)) {
                    changes.add(change);
                }
            }
        }
        return changes;
    }

    private boolean apart(BitSet indexes, int index) {
        return indexes.stream()
                .allMatch(other -> other == index || !pool.get(other).overlaps(pool.get(index)));
    }

    /** What was worth its place when it was taken may have lost it to those that came later. */
    private void prune(Selection selection) throws SQLException {
        for (int i = selection.chosen().nextSetBit(0);
                i >= 0;
                i = selection.chosen().nextSetBit(i + 1)) {
            if (!pays(selection, i)) {
                selection.apply(new Change(Selection.only(i), new BitSet()));
            }
        }
    }

    /** Whether a chosen index is worth what it takes beside the others. */
    private boolean pays(Selection selection, int index) throws SQLException {
        var change = new Change(Selection.only(index), new BitSet());
        if (-selection.saving(change) <= least()) {
            return false;
        }
        double share = share(pool.get(index));
        return selection.effects(change).stream()
                .anyMatch(effect -> effect.after() - effect.before() >= share * effect.after());
    }

    private boolean isWorthwhile(Selection selection, Change change) throws SQLException {
        if (selection.saving(change) <= least()) {
            return false;
        }
        double share = share(pool.get(change.in().nextSetBit(0)));
        return selection.effects(change).stream()
                .anyMatch(effect -> effect.before() - effect.after() >= share * effect.before());
    }

    private double share(Candidate index) {
        return index.include().isEmpty() && besideAnother.test(index)
                ? Math.max(WORTHWHILE_BESIDE_ANOTHER, worthwhileForOne)
                : worthwhileForOne;
    }

    private double least() {
        double total = 0;
        for (var planned : workload) {
            total += planned.statement().totalMs() > 0 ? planned.cost() * planned.weight() : 0;
        }
        return total * WORTHWHILE_IN_ALL;
    }

    /** In the order of what each adds to those before it. */
    private List<Choice> choices(Selection chosen) throws SQLException {
        var left = chosen.chosen();
        var order = new Selection(known, pool, new BitSet());
        var choices = new ArrayList<Choice>();
        while (!left.isEmpty()) {
            var changes = new ArrayList<Change>();
            left.stream().forEach(i -> changes.add(new Change(new BitSet(), Selection.only(i))));
            order.measure(changes);
            Change best = null;
            double highest = Double.NEGATIVE_INFINITY;
            for (var change : changes) {
                double saving = order.saving(change);
                double value = value(saving, pool.bytes(change.in().nextSetBit(0)));
                if (value > highest) {
                    highest = value;
                    best = change;
                }
            }
            left.andNot(best.in());
            var gains = gains(order, best);
            order.apply(best);
            if (!gains.isEmpty()) {
                choices.add(new Choice(pool.get(best.in().nextSetBit(0)), gains));
            }
        }
        return choices;
    }

    private List<Gain> gains(Selection selection, Change change) throws SQLException {
        var gains = new ArrayList<Gain>();
        for (var effect : selection.effects(change)) {
            if (effect.after() <= 0.99 * effect.before()) {
                gains.add(new Gain(known.planned(effect.statement()), effect.before(), effect.after()));
            }
        }
        gains.sort((one, other) -> Double.compare(other.weighted(), one.weighted()));
        return gains;
    }
}
