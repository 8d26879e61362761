package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.pgbrisk.indexes.Chosen.Change;

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

    /** The same for a B-tree where an index that is far smaller does the same at more cost. */
    private static final double WORTHWHILE_BESIDE_COMPACT = 0.5;

    /** A narrower index that saves this share of what the wider one does is the better one. */
    private static final double ALMOST_ALL = 0.95;

    /** So many times the indexes that are wanted: to take away one after the other takes long, and leads no further. */
    private static final int FAR_TOO_MANY = 5;

    private final KnownCosts known;
    private final List<Planned> workload;
    private final Pool pool;
    private final Discovery discovery;
    private final Costs atTheEnd;
    private final Predicate<Candidate> besideAnother;
    private final long budget;
    private final Worth worth;
    /** What an index must save in all. */
    private final double least;

    /**
     * What an index must do for at least one statement.
     *
     * @param share of the statement's cost that it saves, unless more is asked
     * @param quick a statement that costs less than this needs no further index
     * @param reached the share of the workload's time that was looked at
     */
    record Worth(double share, double quick, double reached) {
        /** Where all was looked at. */
        Worth(double share, double quick) {
            this(share, quick, 1);
        }

        boolean is(double without, double with, double share) {
            return without >= quick && without - with >= share * without;
        }
    }

    /** What one statement costs without an index and with it. */
    record Gain(Planned planned, double before, double after) {
        double weighted() {
            return (before - after) * planned.weight();
        }
    }

    /** @param gains what each statement that gains costs before and after, most gained first */
    record Choice(Candidate index, List<Gain> gains) {}

    /**
     * Who is asked: all ask the same planner, each as long as its part of the time goes.
     *
     * @param finding what each statement would use
     * @param choosing among what they would use
     * @param ending about what was chosen
     */
    record Stages(Costs finding, Costs choosing, Costs ending) {}

    /** Where nothing is known of writes, and there is time for all. */
    Search(
            Costs costs,
            List<Planned> workload,
            ToLongFunction<Candidate> size,
            Predicate<Candidate> besideAnother,
            Long budget,
            Worth worth) {
        this(new Stages(costs, costs, costs), workload, size, index -> 0, besideAnother, budget, worth);
    }

    /**
     * @param size bytes of an index
     * @param upkeep what the writes of the workload pay for it, in the units in which it saves
     * @param besideAnother whether the table has an index with the same first column
     * @param budget bytes in all, null for no limit
     * @param worth what an index must do for at least one statement
     */
    Search(
            Stages costs,
            List<Planned> workload,
            ToLongFunction<Candidate> size,
            ToDoubleFunction<Candidate> upkeep,
            Predicate<Candidate> besideAnother,
            Long budget,
            Worth worth) {
        this.workload = workload;
        this.pool = new Pool(size, upkeep);
        this.known = new KnownCosts(costs.choosing(), pool, workload);
        this.discovery = new Discovery(costs.finding(), pool, known);
        this.atTheEnd = costs.ending();
        this.besideAnother = besideAnother;
        this.budget = budget == null ? Long.MAX_VALUE : budget;
        this.worth = worth;
        this.least = WORTHWHILE_IN_ALL
                * workload.stream()
                        .filter(planned -> planned.statement().totalMs() > 0)
                        .mapToDouble(planned -> planned.cost() * planned.weight())
                        .sum()
                / Math.max(1e-9, worth.reached());
    }

    /** At most so many, best first. */
    List<Choice> choose(int most) throws SQLException {
        if (workload.isEmpty()) {
            return List.of();
        }
        var best = promising(discovery.best(workload));
        var selection = best.cardinality() > FAR_TOO_MANY * most ? fromNothing(most) : fromAbove(best, most);
        known.ask(atTheEnd);
        prune(selection);
        return new Ranking(known, pool, this::value).of(selection);
    }

    /** Those that can save enough, by what their statements cost at best. */
    private BitSet promising(BitSet best) {
        var promising = new BitSet();
        best.stream().filter(index -> mostSaving(index) > least).forEach(promising::set);
        return promising;
    }

    private double mostSaving(int index) {
        return known.concerned(index).stream()
                        .mapToDouble(statement -> (known.planned(statement).cost() - known.least(statement))
                                * known.planned(statement).weight())
                        .sum()
                - pool.upkeep(index);
    }

    private Selection fromAbove(BitSet best, int most) throws SQLException {
        var descent = new Descent(discovery, budget, most, ALMOST_ALL, this::isFree);
        var all = new Selection(known, pool, best);
        boolean tooMany = all.chosen().count() > most;
        boolean tooLarge = all.chosen().bytes() > budget;
        var selection = new Selection(all);
        descent.descend(selection, Descent.Bytes.NEEDED);
        if (tooLarge && !known.isOver()) {
            var second = new Selection(all);
            descent.descend(second, Descent.Bytes.FREED);
            // All that was asked on the way down is known now: other ways are tried by it.
            selection = better(grown(selection, most), grown(second, most));
            for (var bytes : Descent.Bytes.values()) {
                var other = all.guessed();
                fit(other, descent, bytes, most);
                selection = better(selection, other.exact());
            }
            selection = new Exchange(pool, descent, budget, trial -> fit(trial, descent, Descent.Bytes.NEEDED, most))
                    .improve(selection);
        }
        grow(selection, most);
        return tooMany || known.isOver() ? better(selection, fromNothing(most)) : selection;
    }

    /** With what is worth adding by all that is known. */
    private Selection grown(Selection selection, int most) throws SQLException {
        var grown = selection.guessed();
        grow(grown, most);
        return grown.exact();
    }

    private void fit(Selection selection, Descent descent, Descent.Bytes bytes, int most) throws SQLException {
        descent.descend(selection, bytes);
        grow(selection, most);
    }

    private static Selection better(Selection one, Selection other) {
        return other.cost() < one.cost() ? other : one;
    }

    private Selection fromNothing(int most) throws SQLException {
        var selection = new Selection(known, pool, new BitSet());
        grow(selection, most);
        return selection;
    }

    /** Adds what saves most, by the byte when there is a budget, as long as it fits and pays. */
    private void grow(Selection selection, int most) throws SQLException {
        var chosen = selection.chosen();
        var agenda = new Agenda(
                selection,
                each -> -value(selection.mostSaving(each), Math.max(1, chosen.bytesAfter(each) - chosen.bytes())),
                each -> chosen.bytesAfter(each) <= budget
                        && chosen.count() - each.out().size() < most,
                each -> mayBeWorthwhile(selection, each));
        for (int i = 0; i < pool.count(); i++) {
            offer(agenda, chosen.add(i));
        }
        for (var change = agenda.first(each -> isWorthwhile(selection, each));
                change != null;
                change = agenda.first(each -> isWorthwhile(selection, each))) {
            agenda.reconsider(selection.apply(change));
            for (int index : List.copyOf(pool.on(pool.get(change.in()).table()))) {
                offer(agenda, chosen.add(index));
            }
        }
    }

    private static void offer(Agenda agenda, Change change) {
        if (change != null) {
            agenda.offer(List.of(change));
        }
    }

    private double value(double saving, long bytes) {
        return budget == Long.MAX_VALUE ? saving : saving / bytes;
    }

    /** Whether nearly nothing is lost: an index made narrower does nearly all that it did, or one taken away did nearly nothing. */
    private boolean isFree(Selection selection, Change change) throws SQLException {
        double saving = selection.saving(change);
        if (saving >= 0) {
            return true;
        }
        int index = change.out().get(0);
        if (change.takesAway()) {
            return !pays(selection, index);
        }
        boolean otherMethod = pool.get(index).method() != pool.get(change.in()).method();
        return saving >= (1 - ALMOST_ALL) * selection.lastSaving(Change.without(index))
                && (!otherMethod || noneIsMuchDearer(selection, change));
    }

    private boolean noneIsMuchDearer(Selection selection, Change change) throws SQLException {
        return selection.effects(change).stream()
                .allMatch(effect -> (1 - WORTHWHILE_BESIDE_COMPACT) * effect.after() <= effect.before());
    }

    /** What was worth its place when it was taken may have lost it to those that came later, and again when one of these goes. */
    private void prune(Selection selection) throws SQLException {
        for (boolean gone = true; gone; ) {
            gone = false;
            for (int index : selection.chosen().numbers().stream().boxed().toList()) {
                if (!pays(selection, index)) {
                    selection.apply(Change.without(index));
                    gone = true;
                }
            }
        }
    }

    /** Whether a chosen index is worth what it takes beside the others. */
    private boolean pays(Selection selection, int index) throws SQLException {
        var change = Change.without(index);
        if (-selection.saving(change) <= least) {
            return false;
        }
        double share = share(selection, pool.get(index));
        boolean may = selection.mostEffects(change).stream()
                .anyMatch(effect -> worth.is(effect.after(), effect.before(), share));
        return may
                && selection.effects(change).stream()
                        .anyMatch(effect -> worth.is(effect.after(), effect.before(), share));
    }

    private boolean isWorthwhile(Selection selection, Change change) throws SQLException {
        if (selection.saving(change) <= least || !mayBeWorthwhile(selection, change)) {
            return false;
        }
        double share = share(selection, pool.get(change.in()));
        return selection.effects(change).stream().anyMatch(effect -> worth.is(effect.before(), effect.after(), share));
    }

    private boolean mayBeWorthwhile(Selection selection, Change change) {
        double share = share(selection, pool.get(change.in()));
        return selection.mostEffects(change).stream()
                .anyMatch(effect -> worth.is(effect.before(), effect.after(), share));
    }

    private double share(Selection selection, Candidate index) {
        if (selection.chosen().hasCompact(index)) {
            return Math.max(WORTHWHILE_BESIDE_COMPACT, worth.share());
        }
        return index.include().isEmpty() && besideAnother.test(index)
                ? Math.max(WORTHWHILE_BESIDE_ANOTHER, worth.share())
                : worth.share();
    }
}
