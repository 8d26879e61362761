package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks until the time is over. From then on no index saves anything, so that nothing more is suggested than was found. */
final class TimedCosts implements Costs {
    private static final int AT_ONCE = 200;

    private final Costs costs;
    private final Deadline deadline;
    private final Progress progress;
    private int asked;

    TimedCosts(Costs costs, Deadline deadline, Progress progress) {
        this.costs = costs;
        this.deadline = deadline;
        this.progress = progress;
    }

    @Override
    public List<Costed> with(List<Question> questions) throws SQLException {
        var answers = new ArrayList<Costed>();
        for (int from = 0; from < questions.size(); from += AT_ONCE) {
            var part = questions.subList(from, Math.min(questions.size(), from + AT_ONCE));
            if (deadline.isOver()) {
                part.forEach(
                        question -> answers.add(new Costed(question.planned().cost(), Set.of())));
            } else {
                progress.say(asked + " plans with other indexes");
                asked += part.size();
                answers.addAll(costs.with(part));
            }
        }
        return answers;
    }

    @Override
    public List<Long> sizes(List<Candidate> indexes) throws SQLException {
        return costs.sizes(indexes);
    }

    @Override
    public String method() {
        return costs.method();
    }
}
