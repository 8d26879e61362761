package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Asks somebody else about the indexes that can be shown to a planner, and computes in the plan that comes back what the others would
 * save.
 */
final class ModelledCosts implements Costs {
    /** Plans of so many nodes are held together. */
    private static final int MOST_NODES = 4_000;

    private final Costs costs;
    private final NodeModel model;

    ModelledCosts(Costs costs, NodeModel model) {
        this.costs = costs;
        this.model = model;
    }

    @Override
    public String method() {
        return costs.method();
    }

    @Override
    public List<Long> sizes(List<Candidate> indexes) throws SQLException {
        return costs.sizes(indexes);
    }

    @Override
    public List<Costed> with(List<Question> questions) throws SQLException {
        var answers = new ArrayList<Costed>();
        int from = 0;
        int nodes = 0;
        for (int i = 0; i < questions.size(); i++) {
            int more = isModelled(questions.get(i)) ? questions.get(i).planned().nodes() : 0;
            if (nodes > 0 && nodes + more > MOST_NODES) {
                answers.addAll(ask(questions.subList(from, i)));
                from = i;
                nodes = 0;
            }
            nodes += more;
        }
        answers.addAll(ask(questions.subList(from, questions.size())));
        return answers;
    }

    private List<Costed> ask(List<Question> questions) throws SQLException {
        var others = new ArrayList<Question>();
        for (var question : questions) {
            var shown = shown(question);
            if (!isModelled(question)) {
                others.add(question);
            } else if (!shown.isEmpty()) {
                others.add(new Question(question.planned(), shown, true));
            }
        }
        var answers = others.isEmpty()
                ? List.<Costed>of().iterator()
                : costs.with(others).iterator();
        var all = new ArrayList<Costed>();
        for (var question : questions) {
            var planned = question.planned();
            var asIs = new Costed(planned.cost(), Set.of(), planned.plan());
            if (!isModelled(question)) {
                all.add(answers.next());
            } else if (shown(question).isEmpty()) {
                all.add(modelled(asIs, question));
            } else {
                var beside = modelled(answers.next(), question);
                var alone = modelled(asIs, question);
                all.add(alone.cost() < beside.cost() ? alone : beside);
            }
        }
        return all;
    }

    private Costed modelled(Costed answer, Question question) {
        if (answer.plan() == null) {
            return answer;
        }
        var saving = PlanSaving.of(answer.plan(), model, modelled(question));
        var used = saving.used();
        used.addAll(answer.used());
        return new Costed(Math.max(0, answer.cost() - saving.cost()), used);
    }

    private static boolean isModelled(Question question) {
        return !modelled(question).isEmpty();
    }

    private static List<Candidate> modelled(Question question) {
        return only(question.indexes(), false);
    }

    private static List<Candidate> shown(Question question) {
        return only(question.indexes(), true);
    }

    private static List<Candidate> only(Collection<Candidate> indexes, boolean hypothetical) {
        return indexes.stream()
                .filter(index -> index.method().isHypothetical() == hypothetical)
                .toList();
    }
}
