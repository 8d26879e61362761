package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A set of indexes of the pool: what the workload costs with it, and what it would cost after a change. */
final class Selection {
    private static final double NOTICEABLE = 0.0005;

    private final KnownCosts known;
    private final Pool pool;
    private final BitSet chosen;
    private final List<KnownCosts.Fact> facts = new ArrayList<>();
    /** What changes would save, as long as nothing that can matter to them has changed. */
    private final Map<Change, Measured> savings = new HashMap<>();

    /** What one call of a statement costs before and after a change. */
    record Effect(int statement, double before, double after) {}

    private record Measured(double saving, boolean fresh) {}

    /** Some indexes leave, some come. */
    record Change(BitSet out, BitSet in) {}

    Selection(KnownCosts known, Pool pool, BitSet chosen) throws SQLException {
        this.known = known;
        this.pool = pool;
        this.chosen = (BitSet) chosen.clone();
        var cases = new ArrayList<KnownCosts.Case>();
        for (int i = 0; i < known.count(); i++) {
            cases.add(new KnownCosts.Case(i, this.chosen));
        }
        known.learn(cases);
        for (int i = 0; i < known.count(); i++) {
            facts.add(known.fact(i, this.chosen));
        }
    }

    BitSet chosen() {
        return (BitSet) chosen.clone();
    }

    int count() {
        return chosen.cardinality();
    }

    long bytes() {
        return pool.bytes(chosen);
    }

    /** Of the whole workload, weighted. */
    double cost() {
        double cost = 0;
        for (int i = 0; i < facts.size(); i++) {
            cost += facts.get(i).cost() * known.planned(i).weight();
        }
        return cost;
    }

    /** The one index that comes, and the chosen ones that it stands for; null when it is there already. */
    Change add(int candidate) {
        if (chosen.get(candidate)) {
            return null;
        }
        var index = pool.get(candidate);
        var out = new BitSet();
        // What the merged index has may overlap with a third one.
        for (boolean grown = true; grown; ) {
            grown = false;
            for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
                var merged = out.get(i) ? null : pool.merged(index, pool.get(i));
                if (merged != null) {
                    out.set(i);
                    grown = true;
                    index = merged;
                }
            }
        }
        int number = pool.number(index);
        return chosen.get(number) ? null : new Change(out, only(number));
    }

    static BitSet only(int number) {
        var set = new BitSet();
        set.set(number);
        return set;
    }

    BitSet after(Change change) {
        var indexes = chosen();
        indexes.andNot(change.out());
        indexes.or(change.in());
        return indexes;
    }

    long bytesAfter(Change change) {
        return pool.bytes(after(change));
    }

    /** Asks at once what the savings of all these changes depend on. */
    void measure(Collection<Change> changes) throws SQLException {
        var cases = new ArrayList<KnownCosts.Case>();
        for (var change : changes) {
            if (!isFresh(change)) {
                var indexes = after(change);
                for (int statement : affected(change)) {
                    var each = new KnownCosts.Case(statement, indexes);
                    if (known.estimate(each, tolerance(statement)) == null) {
                        cases.add(each);
                    }
                }
            }
        }
        known.learn(cases);
        for (var change : changes) {
            saving(change);
        }
    }

    /** Nobody notices so little of the whole. */
    private double tolerance(int statement) {
        return NOTICEABLE * cost() / known.planned(statement).weight();
    }

    boolean isFresh(Change change) {
        var known = savings.get(change);
        return known != null && known.fresh();
    }

    /** More than the change can save, as far as is known. */
    double mostSaving(Change change) {
        if (savings.containsKey(change)) {
            return lastSaving(change);
        }
        double most = 0;
        var indexes = after(change);
        for (int statement : affected(change)) {
            double least = known.least(new KnownCosts.Case(statement, indexes));
            most += (facts.get(statement).cost() - least)
                    * known.planned(statement).weight();
        }
        return most;
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
        var last = savings.get(change);
        if (last == null || !last.fresh()) {
            var indexes = after(change);
            double saving = 0;
            for (int statement : affected(change)) {
                var cost = known.estimate(new KnownCosts.Case(statement, indexes), tolerance(statement));
                if (cost == null) {
                    cost = known.fact(statement, indexes).cost();
                }
                saving += (facts.get(statement).cost() - cost)
                        * known.planned(statement).weight();
            }
            last = new Measured(saving, true);
            savings.put(change, last);
        }
        return last.saving();
    }

    /** What the change does to each statement that it may matter to, exactly. */
    List<Effect> effects(Change change) throws SQLException {
        var indexes = after(change);
        var affected = affected(change);
        known.learn(affected.stream()
                .map(statement -> new KnownCosts.Case(statement, indexes))
                .toList());
        var effects = new ArrayList<Effect>();
        for (int statement : affected) {
            double cost = known.fact(statement, indexes).cost();
            effects.add(new Effect(statement, facts.get(statement).cost(), cost));
        }
        return effects;
    }

    /** The statements whose cost the change may change. */
    private List<Integer> affected(Change change) {
        var affected = new ArrayList<Integer>();
        for (int i = 0; i < facts.size(); i++) {
            if (facts.get(i).used().intersects(change.out())
                    || known.relevant(i).intersects(change.in())) {
                affected.add(i);
            }
        }
        return affected;
    }

    void apply(Change change) throws SQLException {
        chosen.andNot(change.out());
        chosen.or(change.in());
        var changed = (BitSet) change.out().clone();
        changed.or(change.in());
        var touched = new BitSet();
        var cases = new ArrayList<KnownCosts.Case>();
        for (int i = 0; i < facts.size(); i++) {
            if (known.relevant(i).intersects(changed)) {
                touched.or(known.relevant(i));
                cases.add(new KnownCosts.Case(i, chosen));
            }
        }
        known.learn(cases);
        for (var each : cases) {
            facts.set(each.statement(), known.fact(each.statement(), chosen));
        }
        savings.replaceAll(
                (other, saving) -> other.out().intersects(touched) || other.in().intersects(touched)
                        ? new Measured(saving.saving(), false)
                        : saving);
    }
}
