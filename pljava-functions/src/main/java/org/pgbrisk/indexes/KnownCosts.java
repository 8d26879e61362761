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
import java.util.Set;

/**
 * Remembers what each statement costs with which indexes, so that nothing is asked twice. The planner takes the cheapest plan there
 * is: shown the indexes X it used U of them, so it does the same when shown anything between U and X. One answer thus stands for
 * many questions.
 */
final class KnownCosts implements Answers {
    /** So many indexes are shown together: hypopg has room for some 2,800, and looks at each of them for each table. */
    private static final int MOST_SHOWN = 200;

    private final Pool pool;
    private final List<Known> statements = new ArrayList<>();
    /** Numbers of the statements that an index of a table may matter to. */
    private final Map<Long, List<Integer>> byTable = new HashMap<>();
    /** For each index of the pool, the statements that it can matter to. */
    private final List<BitSet> concerned = new ArrayList<>();

    private Costs costs;
    private boolean over;

    /** A statement by its number in the workload, and the indexes to show it. */
    record Case(int statement, BitSet indexes) {}

    private static final class Known {
        final Planned planned;
        final BitSet relevant = new BitSet();
        final List<Fact> facts = new ArrayList<>();
        /** Whether more indexes may be worse for it: there are plans of which the planner thinks too well. */
        boolean doubted;
        /** The least that was answered elsewhere, infinite before. */
        double floor = Double.POSITIVE_INFINITY;

        Known(Planned planned) {
            this.planned = planned;
            add(new Fact(new BitSet(), new BitSet(), new Costs.Costed(planned.cost(), Set.of())));
        }

        void add(Fact fact) {
            facts.add(fact);
            doubted |= fact.cost() > fact.planner();
        }
    }

    KnownCosts(Costs costs, Pool pool, List<Planned> workload) {
        this.costs = costs;
        this.pool = pool;
        for (var planned : workload) {
            for (long table : planned.tables()) {
                byTable.computeIfAbsent(table, oid -> new ArrayList<>()).add(statements.size());
            }
            statements.add(new Known(planned));
        }
    }

    /** Whether there was no time for an answer. From then on nothing is asked, and what is known has to do. */
    boolean isOver() {
        return over;
    }

    /** From now on these are asked. */
    void ask(Costs others) {
        costs = others;
        over = false;
    }

    int count() {
        return statements.size();
    }

    Planned planned(int statement) {
        return statements.get(statement).planned;
    }

    /** The indexes of the pool that can matter to a statement. */
    BitSet relevant(int statement) {
        lookAtNew();
        return statements.get(statement).relevant;
    }

    /** The statements that an index of the pool can matter to. */
    BitSet concerned(int index) {
        lookAtNew();
        return concerned.get(index);
    }

    private void lookAtNew() {
        for (int index = concerned.size(); index < pool.count(); index++) {
            var candidate = pool.get(index);
            concerned.add(new BitSet());
            for (int statement : byTable.getOrDefault(candidate.table(), List.of())) {
                if (planned(statement).mayUse(candidate)) {
                    link(statement, index);
                }
            }
        }
    }

    private void link(int statement, int index) {
        concerned.get(index).set(statement);
        statements.get(statement).relevant.set(index);
    }

    /** Takes what is known for all there is to know, and asks nothing. */
    Answers guesses() {
        return new Answers() {
            @Override
            public void learn(Collection<Case> cases) {}

            @Override
            public Fact fact(int statement, BitSet indexes) {
                return guess(new Case(statement, indexes));
            }

            @Override
            public Double estimate(Case each, double tolerance) {
                return guess(each).cost();
            }
        };
    }

    private Fact guess(Case asked) {
        var reduced = new Case(asked.statement(), relevant(asked));
        var known = find(reduced);
        return known == null ? cheapest(reduced) : known;
    }

    /** The cheapest that the statement is known to do with some of these indexes. */
    private Fact cheapest(Case asked) {
        var facts = statements.get(asked.statement()).facts;
        var best = facts.get(0);
        for (var fact : facts) {
            if (fact.cost() < best.cost() && fact.used().isIn(asked.indexes())) {
                best = fact;
            }
        }
        return best;
    }

    /** Asks all at once what is not known yet; the statements of one set of indexes together, since to show it costs time too. */
    @Override
    public void learn(Collection<Case> cases) throws SQLException {
        if (over) {
            return;
        }
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
            var together = new ArrayList<Integer>();
            var shown = new BitSet();
            for (int statement : group.getValue()) {
                var more = relevant(new Case(statement, group.getKey()));
                more.or(shown);
                if (more.cardinality() > MOST_SHOWN) {
                    ask(together, shown, questions, asked);
                    together.clear();
                    more = relevant(new Case(statement, group.getKey()));
                }
                together.add(statement);
                shown = more;
            }
            ask(together, shown, questions, asked);
        }
        if (questions.isEmpty()) {
            return;
        }
        var answers = costs.with(questions);
        for (int i = 0; i < answers.size(); i++) {
            if (!answers.get(i).known()) {
                over = true;
                continue;
            }
            int statement = asked.get(i).statement();
            var used = numbers(answers.get(i).used());
            // The planner may find a use for an index that its plan gave no reason to expect.
            used.stream().forEach(index -> link(statement, index));
            statements.get(statement).add(new Fact(relevant(asked.get(i)), used, answers.get(i)));
        }
    }

    private void ask(List<Integer> together, BitSet shown, List<Costs.Question> questions, List<Case> asked) {
        var indexes = pool.all(shown);
        for (int statement : together) {
            questions.add(new Costs.Question(planned(statement), indexes));
            asked.add(new Case(statement, shown));
        }
    }

    /** An answer to a question that was not asked here; it is of no use where the planner chose what the pool does not have. */
    void remember(int statement, Collection<Candidate> shown, Costs.Costed answer) {
        if (!answer.used().stream().allMatch(pool::has)) {
            return;
        }
        lookAtNew();
        var used = numbers(answer.used());
        used.stream().forEach(index -> link(statement, index));
        var known = statements.get(statement);
        known.add(new Fact(numbers(shown), used, answer));
        known.floor = Math.min(known.floor, answer.planner());
    }

    private BitSet numbers(Collection<Candidate> indexes) {
        var numbers = new BitSet();
        for (var index : indexes) {
            if (pool.has(index)) {
                numbers.set(pool.number(index));
            }
        }
        return numbers;
    }

    @Override
    public Fact fact(int statement, BitSet indexes) throws SQLException {
        var asked = new Case(statement, indexes);
        var reduced = new Case(statement, relevant(asked));
        var known = find(reduced);
        if (known == null) {
            learn(List.of(asked));
            // Anew, for the answer may have shown that more indexes matter.
            reduced = new Case(statement, relevant(asked));
            known = find(reduced);
        }
        return known == null ? bound(reduced) : known;
    }

    /** Where there was no time to ask: what it does with some of the indexes, and without any where more of them may make it worse. */
    private Fact bound(Case asked) {
        var known = statements.get(asked.statement());
        return known.doubted ? known.facts.get(0) : cheapest(asked);
    }

    @Override
    public Double estimate(Case each, double tolerance) {
        double most = most(each);
        return most - least(each) <= tolerance ? most : null;
    }

    /** What a statement costs at most with these indexes: what it costs with some of them. Infinite where more of them may make it worse. */
    double most(Case each) {
        if (statements.get(each.statement()).doubted) {
            return Double.POSITIVE_INFINITY;
        }
        return cheapest(new Case(each.statement(), relevant(each))).cost();
    }

    /** What a statement costs at least, whatever indexes there are. */
    double least(int statement) {
        double floor = statements.get(statement).floor;
        return Double.isInfinite(floor) ? 0 : floor;
    }

    /** What a statement costs at least with these indexes: what it costs with more of them. */
    double least(Case each) {
        var asked = relevant(each);
        double least = least(each.statement());
        for (var fact : statements.get(each.statement()).facts) {
            if (fact.planner() > least && fact.shown().hasAll(asked)) {
                least = fact.planner();
            }
        }
        return least;
    }

    /** What a statement is known to do for less than this. */
    List<Fact> cheaper(int statement, double cost) {
        return statements.get(statement).facts.stream()
                .filter(fact -> fact.cost() < cost)
                .toList();
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
}
