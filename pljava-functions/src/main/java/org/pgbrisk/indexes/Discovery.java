package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the indexes worth considering: the planner is shown all candidates of a statement at once, and says which of them it would use. */
final class Discovery {
    private static final int ROUNDS = 2;

    private final Costs costs;
    private final Pool pool;
    private final KnownCosts known;
    private final Set<Candidate> offered = new LinkedHashSet<>();
    /** The answers to each statement. */
    private final List<List<Heard>> heard = new ArrayList<>();

    private boolean over;

    private record Heard(Set<Candidate> shown, Costs.Costed answer) {
        /** The planner does the same when shown anything between what it used and what it was shown. */
        boolean answers(Collection<Candidate> asked) {
            return asked.containsAll(answer.used()) && shown.containsAll(asked);
        }
    }

    Discovery(Costs costs, Pool pool, KnownCosts known) {
        this.costs = costs;
        this.pool = pool;
        this.known = known;
    }

    /** Fills the pool, and returns what all statements together use when each can have everything. */
    BitSet best(List<Planned> workload) throws SQLException {
        for (var planned : workload) {
            offered.addAll(planned.candidates());
            heard.add(new ArrayList<>(List.of(new Heard(Set.of(), new Costs.Costed(planned.cost(), Set.of())))));
        }
        var best = used(workload, index -> true);
        used(workload, index -> index.include().isEmpty());
        used(workload, index -> index.include().isEmpty() && index.keys().size() == 1);
        for (int i = 0; i < heard.size(); i++) {
            for (var each : heard.get(i)) {
                known.remember(i, each.shown(), each.answer());
            }
        }
        return apart(best);
    }

    /** What each statement uses of such indexes, and what it uses when it cannot have those. */
    private Set<Candidate> used(List<Planned> workload, Predicate<Candidate> such) throws SQLException {
        var first = new LinkedHashSet<Candidate>();
        var left = new ArrayList<Integer>();
        var shown = new ArrayList<Set<Candidate>>();
        for (int i = 0; i < workload.size(); i++) {
            var indexes = new LinkedHashSet<>(workload.get(i).candidates());
            indexes.removeIf(such.negate());
            shown.add(indexes);
            left.add(i);
        }
        for (int round = 0; round < ROUNDS; round++) {
            ask(workload, left, shown);
            var next = new ArrayList<Integer>();
            for (int i : left) {
                var answer = answer(i, shown.get(i));
                if (answer == null) {
                    continue;
                }
                if (answer.cost() < workload.get(i).cost()) {
                    answer.used().forEach(pool::number);
                    if (round == 0) {
                        first.addAll(answer.used());
                    }
                }
                if (!answer.used().isEmpty()) {
                    shown.get(i).removeAll(answer.used());
                    next.add(i);
                }
            }
            left = next;
        }
        return first;
    }

    private void ask(List<Planned> workload, List<Integer> statements, List<Set<Candidate>> shown) throws SQLException {
        if (over) {
            return;
        }
        var open =
                statements.stream().filter(i -> answer(i, shown.get(i)) == null).toList();
        var questions = open.stream()
                .map(i -> new Costs.Question(workload.get(i), List.copyOf(shown.get(i))))
                .toList();
        var answers = costs.with(questions);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).known()) {
                heard.get(open.get(i))
                        .add(new Heard(new LinkedHashSet<>(questions.get(i).indexes()), answers.get(i)));
            } else {
                over = true;
            }
        }
    }

    /** Null where there was no time to ask. */
    private Costs.Costed answer(int statement, Set<Candidate> indexes) {
        for (var each : heard.get(statement)) {
            if (each.answers(indexes)) {
                return each.answer();
            }
        }
        return null;
    }

    /** The same work by indexes of which no two begin alike; one that would not fit into another is left out. */
    private BitSet apart(Set<Candidate> indexes) {
        var apart = new Chosen(pool);
        for (var index : indexes) {
            var change = apart.add(pool.number(index));
            if (change != null) {
                apart.apply(change);
            }
        }
        return apart.numbers();
    }

    /** Smaller indexes that do part of what this one does. */
    List<Integer> narrower(int number) {
        var index = pool.get(number);
        var narrower = new LinkedHashSet<Candidate>();
        for (int other : pool.on(index.table())) {
            var candidate = pool.get(other);
            boolean part =
                    candidate.predicate() != null && index.predicate() == null && index.hasAll(candidate.columns());
            if (other != number && (part || candidate.coveredBy(index))) {
                narrower.add(candidate);
            }
        }
        if (!index.include().isEmpty()) {
            narrower.add(index.including(List.of()));
        }
        if (index.keys().size() > 1) {
            var head = index.head(index.keys().size() - 1);
            if (offered.contains(head)) {
                narrower.add(head);
            }
        }
        if (index.keys().size() == 1) {
            for (var method : List.of(AccessMethod.BRIN, AccessMethod.HASH)) {
                var compact = new Candidate(index.table(), method, index.keys(), List.of(), null);
                if (offered.contains(compact)) {
                    narrower.add(compact);
                }
            }
        }
        narrower.remove(index);
        return narrower.stream().map(pool::number).toList();
    }
}
