package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.pgbrisk.indexes.Chosen.Change;

/** What the workload costs with some indexes of the pool, and what it would cost after a change. */
final class Selection {
    private static final double NOTICEABLE = 0.0005;
    private static final double NOTICEABLE_IN_ONE = 0.02;

    private final KnownCosts known;
    private final Answers answers;
    private final Pool pool;
    private final Chosen chosen;
    private final List<Fact> facts = new ArrayList<>();
    private final Map<Change, Measured> savings = new HashMap<>();
    /** When something last changed that can matter to what an index saves. */
    private final Map<Integer, Integer> touched = new HashMap<>();

    private double cost;
    private int time;

    /** What one call of a statement costs before and after a change. */
    record Effect(int statement, double before, double after) {}

    private record Measured(double saving, int time) {}

    Selection(KnownCosts known, Pool pool, BitSet indexes) throws SQLException {
        this(known, known, pool, indexes);
    }

    private Selection(KnownCosts known, Answers answers, Pool pool, BitSet indexes) throws SQLException {
        this.known = known;
        this.answers = answers;
        this.pool = pool;
        this.chosen = new Chosen(pool);
        indexes.stream().forEach(index -> chosen.apply(new Change(List.of(), index)));
        var cases = new ArrayList<KnownCosts.Case>();
        for (int i = 0; i < known.count(); i++) {
            cases.add(new KnownCosts.Case(i, indexes));
        }
        answers.learn(cases);
        for (int i = 0; i < known.count(); i++) {
            facts.add(answers.fact(i, indexes));
            cost += facts.get(i).cost() * known.planned(i).weight();
        }
        cost += indexes.stream().mapToDouble(pool::upkeep).sum();
    }

    /** The same, to be changed apart from it. */
    Selection(Selection other) {
        known = other.known;
        answers = other.answers;
        pool = other.pool;
        chosen = new Chosen(other.chosen);
        facts.addAll(other.facts);
        savings.putAll(other.savings);
        touched.putAll(other.touched);
        cost = other.cost;
        time = other.time;
    }

    /** The same by what is known by now: what it costs after changes is a guess, and asks nothing. */
    Selection guessed() throws SQLException {
        return new Selection(known, known.guesses(), pool, chosen.numbers());
    }

    /** The same by the planner's answers. */
    Selection exact() throws SQLException {
        return new Selection(known, pool, chosen.numbers());
    }

    /** Whether there was no time to ask: then savings are reckoned from what is known. */
    boolean isOver() {
        return known.isOver();
    }

    Chosen chosen() {
        return chosen;
    }

    /** How much more the writes pay after a change. */
    private double upkeep(Change change) {
        double more = change.takesAway() ? 0 : pool.upkeep(change.in());
        for (int index : change.out()) {
            more -= pool.upkeep(index);
        }
        return more;
    }

    /** Of the whole workload, weighted, with what its writes pay for the indexes. */
    double cost() {
        return cost;
    }

    /** Asks at once what the savings of all these changes depend on. */
    void measure(Collection<Change> changes) throws SQLException {
        var cases = new ArrayList<KnownCosts.Case>();
        for (var change : changes) {
            if (!isFresh(change)) {
                var indexes = chosen.after(change);
                for (int statement : affected(change)) {
                    var each = new KnownCosts.Case(statement, indexes);
                    if (answers.estimate(each, tolerance(statement)) == null) {
                        cases.add(each);
                    }
                }
            }
        }
        answers.learn(cases);
        for (var change : changes) {
            saving(change);
        }
    }

    /** Nobody notices so little of the whole; but of thousands of statements one would be nothing. */
    private double tolerance(int statement) {
        return Math.min(
                NOTICEABLE * cost / known.planned(statement).weight(),
                NOTICEABLE_IN_ONE * facts.get(statement).cost());
    }

    /** Whether nothing that can matter has changed since it was measured. */
    boolean isFresh(Change change) {
        var last = savings.get(change);
        if (last == null || !change.takesAway() && touched.getOrDefault(change.in(), 0) > last.time()) {
            return false;
        }
        for (int index : change.out()) {
            if (touched.getOrDefault(index, 0) > last.time()) {
                return false;
            }
        }
        return true;
    }

    /** More than the change can save, as far as is known. */
    double mostSaving(Change change) {
        if (savings.containsKey(change)) {
            return lastSaving(change);
        }
        double most = -upkeep(change);
        var indexes = chosen.after(change);
        for (int statement : affected(change)) {
            double least = known.least(new KnownCosts.Case(statement, indexes));
            most += (facts.get(statement).cost() - least)
                    * known.planned(statement).weight();
        }
        return most;
    }

    /** Sets of indexes that are missing, with what the statements that are known to use just these would save. */
    Map<BitSet, Double> wanted() {
        var wanted = new LinkedHashMap<BitSet, Double>();
        for (int i = 0; i < known.count(); i++) {
            double before = facts.get(i).cost();
            double weight = known.planned(i).weight();
            var savings = new LinkedHashMap<BitSet, Double>();
            for (var fact : known.cheaper(i, before)) {
                savings.merge(fact.used().without(chosen.numbers()), (before - fact.cost()) * weight, Math::max);
            }
            savings.forEach((missing, saving) -> wanted.merge(missing, saving, Double::sum));
        }
        wanted.remove(new BitSet());
        return wanted;
    }

    /** Adds all of these, with what they stand for here; one that has no room for both is left out. */
    void add(BitSet indexes) throws SQLException {
        for (int index : indexes.stream().toArray()) {
            var change = chosen.add(index);
            if (change != null) {
                apply(change);
            }
        }
    }

    boolean isUnmeasured(Change change) {
        return !savings.containsKey(change);
    }

    /** What was measured last, before other changes perhaps. */
    double lastSaving(Change change) {
        return savings.get(change).saving();
    }

    /** What the workload saves by the change, weighted; negative when it loses. */
    double saving(Change change) throws SQLException {
        if (!isFresh(change)) {
            var indexes = chosen.after(change);
            double saving = -upkeep(change);
            for (int statement : affected(change)) {
                var after = answers.estimate(new KnownCosts.Case(statement, indexes), tolerance(statement));
                if (after == null) {
                    after = answers.fact(statement, indexes).cost();
                }
                saving += (facts.get(statement).cost() - after)
                        * known.planned(statement).weight();
            }
            savings.put(change, new Measured(saving, time));
        }
        return lastSaving(change);
    }

    /**
     * Asks what would be if all of these came at once, so that {@link #mostSaving} knows better what one of them can save.
     *
     * @param changes in which the same leaves
     */
    List<KnownCosts.Case> together(Collection<Change> changes) {
        var indexes = chosen.numbers();
        var affected = new LinkedHashSet<Integer>();
        for (var change : changes) {
            change.out().forEach(indexes::clear);
            affected.addAll(affected(Change.without(change.out().get(0))));
        }
        changes.forEach(change -> indexes.set(change.in()));
        return affected.stream()
                .map(statement -> new KnownCosts.Case(statement, indexes))
                .toList();
    }

    /** Asks all at once. */
    void learn(Collection<KnownCosts.Case> cases) throws SQLException {
        answers.learn(cases);
    }

    /** The same as {@link #effects}, but with the most that may come of it by all that is known. */
    List<Effect> mostEffects(Change change) {
        var indexes = chosen.after(change);
        var effects = new ArrayList<Effect>();
        for (int statement : affected(change)) {
            var after = new KnownCosts.Case(statement, indexes);
            effects.add(new Effect(
                    statement,
                    facts.get(statement).cost(),
                    change.takesAway() ? known.most(after) : known.least(after)));
        }
        return effects;
    }

    /** What the change does to each statement that it may matter to, exactly. */
    List<Effect> effects(Change change) throws SQLException {
        var indexes = chosen.after(change);
        var affected = affected(change);
        answers.learn(affected.stream()
                .map(statement -> new KnownCosts.Case(statement, indexes))
                .toList());
        var effects = new ArrayList<Effect>();
        for (int statement : affected) {
            double after = answers.fact(statement, indexes).cost();
            effects.add(new Effect(statement, facts.get(statement).cost(), after));
        }
        return effects;
    }

    /** The statements whose cost the change may change. */
    private List<Integer> affected(Change change) {
        var affected = new BitSet();
        for (int index : change.out()) {
            known.concerned(index).stream()
                    .filter(statement -> facts.get(statement).used().has(index))
                    .forEach(affected::set);
        }
        if (!change.takesAway()) {
            affected.or(known.concerned(change.in()));
        }
        return affected.stream().boxed().toList();
    }

    /** Returns the indexes to which it can matter. */
    BitSet apply(Change change) throws SQLException {
        var concerned = new BitSet();
        for (int index : change.out()) {
            concerned.or(known.concerned(index));
        }
        if (!change.takesAway()) {
            concerned.or(known.concerned(change.in()));
        }
        chosen.apply(change);
        cost += upkeep(change);
        time++;
        var indexes = chosen.numbers();
        var cases = concerned.stream()
                .mapToObj(statement -> new KnownCosts.Case(statement, indexes))
                .toList();
        answers.learn(cases);
        var matters = new BitSet();
        for (var each : cases) {
            var fact = answers.fact(each.statement(), indexes);
            cost += (fact.cost() - facts.get(each.statement()).cost())
                    * known.planned(each.statement()).weight();
            facts.set(each.statement(), fact);
            matters.or(known.relevant(each.statement()));
        }
        matters.stream().forEach(index -> touched.put(index, time));
        return matters;
    }
}
