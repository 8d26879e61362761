package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers what each statement costs with which indexes, so that nothing is asked twice. The planner takes the cheapest plan there
 * is: shown the indexes X it used U of them, so it does the same when shown anything between U and X. One answer thus stands for
 * many questions.
 */
final class KnownCosts {
    private final Costs costs;
    private final Pool pool;
    private final List<Known> statements = new ArrayList<>();

    /**
     * An answer.
     *
     * @param shown indexes of the pool that the planner could choose from, those alone that can matter to the statement
     * @param used the ones it chose
     */
    record Fact(BitSet shown, BitSet used, double cost) {
        boolean answers(BitSet asked) {
            return isSubset(used, asked) && isSubset(asked, shown);
        }
    }

    /** A statement by its number in the workload, and the indexes to show it. */
    record Case(int statement, BitSet indexes) {}

    private static final class Known {
        final Planned planned;
        final BitSet relevant = new BitSet();
        final List<Fact> facts = new ArrayList<>();
        int seen;
        double floor;

        Known(Planned planned) {
            this.planned = planned;
            facts.add(new Fact(new BitSet(), new BitSet(), planned.cost()));
            floor = planned.cost();
        }
    }

    KnownCosts(Costs costs, Pool pool, List<Planned> workload) {
        this.costs = costs;
        this.pool = pool;
        workload.forEach(planned -> statements.add(new Known(planned)));
    }

    int count() {
        return statements.size();
    }

    Planned planned(int statement) {
        return statements.get(statement).planned;
    }

    /** The indexes of the pool that can matter to a statement. */
    BitSet relevant(int statement) {
        var known = statements.get(statement);
        for (; known.seen < pool.count(); known.seen++) {
            if (known.planned.mayUse(pool.get(known.seen))) {
                known.relevant.set(known.seen);
            }
        }
        return known.relevant;
    }

    /** Asks all at once what is not known yet; the statements of one set of indexes together, since to show it costs time too. */
    void learn(Collection<Case> cases) throws SQLException {
        var open = new LinkedHashMap<BitSet, Set<Integer>>();
        for (var each : cases) {
            if (find(new Case(each.statement(), relevant(each))) == null) {
                open.computeIfAbsent(each.indexes(), set -> new LinkedHashSet<>())
                        .add(each.statement());
            }
        }
        var questions = new ArrayList<Costs.Question>();
        var asked = new ArrayList<Case>();
        for (var group : open.entrySet()) {
            var shown = new BitSet();
            group.getValue().forEach(statement -> shown.or(relevant(statement)));
            shown.and(group.getKey());
            var indexes = pool.all(shown);
            for (int statement : group.getValue()) {
                questions.add(new Costs.Question(planned(statement), indexes));
                asked.add(new Case(statement, relevant(new Case(statement, shown))));
            }
        }
        if (questions.isEmpty()) {
            return;
        }
        var answers = costs.with(questions);
        for (int i = 0; i < answers.size(); i++) {
            var used = new BitSet();
            answers.get(i).used().forEach(index -> used.set(pool.number(index)));
            var facts = statements.get(asked.get(i).statement()).facts;
            facts.add(new Fact(asked.get(i).indexes(), used, answers.get(i).cost()));
        }
    }

    /** An answer to a question that was not asked here. */
    void remember(Costs.Question question, Costs.Costed answer) {
        for (var known : statements) {
            if (known.planned == question.planned()) {
                var shown = new BitSet();
                question.indexes().stream().filter(pool::has).forEach(index -> shown.set(pool.number(index)));
                var used = new BitSet();
                answer.used().forEach(index -> used.set(pool.number(index)));
                known.facts.add(new Fact(shown, used, answer.cost()));
                known.floor = Math.min(known.floor, answer.cost());
            }
        }
    }

    /** What a statement costs with these indexes, and which it uses. */
    Fact fact(int statement, BitSet indexes) throws SQLException {
        var asked = new Case(statement, indexes);
        var reduced = new Case(statement, relevant(asked));
        var known = find(reduced);
        if (known == null) {
            learn(List.of(asked));
            known = find(reduced);
        }
        return known;
    }

    /**
     * The answer, known or good enough: the planner never does worse with more indexes, so that answers for fewer and for more of them
     * are bounds; null where they are further apart than {@code tolerance}.
     */
    Double estimate(Case each, double tolerance) {
        var asked = relevant(each);
        double most = Double.POSITIVE_INFINITY;
        for (var fact : statements.get(each.statement()).facts) {
            if (fact.cost() < most && isSubset(fact.used(), asked)) {
                most = fact.cost();
            }
        }
        return most - least(each) <= tolerance ? most : null;
    }

    /** What a statement costs at least with these indexes: what it costs with more of them. */
    double least(Case each) {
        var asked = relevant(each);
        double least = statements.get(each.statement()).floor;
        for (var fact : statements.get(each.statement()).facts) {
            if (fact.cost() > least && isSubset(asked, fact.shown())) {
                least = fact.cost();
            }
        }
        return least;
    }

    private Fact find(Case asked) {
        for (var fact : statements.get(asked.statement()).facts) {
            if (fact.answers(asked.indexes())) {
                return fact;
            }
        }
        return null;
    }

    private BitSet relevant(Case asked) {
        var indexes = (BitSet) asked.indexes().clone();
        indexes.and(relevant(asked.statement()));
        return indexes;
    }

    private static boolean isSubset(BitSet part, BitSet whole) {
        for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
            if (!whole.get(i)) {
                return false;
            }
        }
        return true;
    }
}
