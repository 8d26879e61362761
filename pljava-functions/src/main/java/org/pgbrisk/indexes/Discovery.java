package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
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
    private final List<Heard> heard = new ArrayList<>();

    private record Heard(Costs.Question question, Costs.Costed answer) {}

    Discovery(Costs costs, Pool pool, KnownCosts known) {
        this.costs = costs;
        this.pool = pool;
        this.known = known;
    }

    /** Fills the pool, and returns what all statements together use when each can have everything. */
    BitSet best(List<Planned> workload) throws SQLException {
        workload.forEach(planned -> offered.addAll(planned.candidates()));
        var best = used(workload, index -> true);
        used(workload, index -> index.include().isEmpty());
        used(workload, index -> index.include().isEmpty() && index.keys().size() == 1);
        heard.forEach(each -> known.remember(each.question(), each.answer()));
        return apart(best);
    }

    /** What each statement uses of such indexes, and what it uses when it cannot have those. */
    private Set<Candidate> used(List<Planned> workload, Predicate<Candidate> such) throws SQLException {
        var first = new LinkedHashSet<Candidate>();
        var left = new ArrayList<Costs.Question>();
        for (var planned : workload) {
            left.add(new Costs.Question(
                    planned, planned.candidates().stream().filter(such).toList()));
        }
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            var answers = costs.with(left);
            heard(left, answers);
            var next = new ArrayList<Costs.Question>();
            for (int i = 0; i < answers.size(); i++) {
                var question = left.get(i);
                var answer = answers.get(i);
                if (answer.cost() < question.planned().cost()) {
                    answer.used().forEach(pool::number);
                    if (round == 0) {
                        first.addAll(answer.used());
                    }
                    var rest = new ArrayList<>(question.indexes());
                    rest.removeAll(answer.used());
                    next.add(new Costs.Question(question.planned(), rest));
                }
            }
            left = next;
        }
        return first;
    }

    private void heard(List<Costs.Question> questions, List<Costs.Costed> answers) {
        for (int i = 0; i < answers.size(); i++) {
            heard.add(new Heard(questions.get(i), answers.get(i)));
        }
    }

    /** The same work by indexes of which no two begin alike. */
    private BitSet apart(Set<Candidate> indexes) {
        var apart = new ArrayList<Candidate>();
        for (var index : indexes) {
            var merged = index;
            for (boolean grown = true; grown; ) {
                grown = false;
                for (var other : List.copyOf(apart)) {
                    var both = pool.merged(merged, other);
                    if (both != null) {
                        apart.remove(other);
                        merged = both;
                        grown = true;
                    }
                }
            }
            apart.add(merged);
        }
        var numbers = new BitSet();
        apart.forEach(index -> numbers.set(pool.number(index)));
        return numbers;
    }

    /** Smaller indexes that do part of what this one does. */
    List<Integer> narrower(int number) {
        var index = pool.get(number);
        var narrower = new LinkedHashSet<Candidate>();
        for (int i = 0, count = pool.count(); i < count; i++) {
            if (i != number && pool.get(i).coveredBy(index)) {
                narrower.add(pool.get(i));
            }
        }
        if (!index.include().isEmpty()) {
            narrower.add(new Candidate(index.table(), index.keys(), List.of(), index.predicate()));
        }
        if (index.keys().size() > 1) {
            var head = index.head(index.keys().size() - 1);
            if (offered.contains(head)) {
                narrower.add(head);
            }
        }
        narrower.remove(index);
        return narrower.stream().map(pool::number).toList();
    }
}
