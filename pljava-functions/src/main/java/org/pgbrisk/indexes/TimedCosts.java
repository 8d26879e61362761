package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks until the time is over, and from then on says that nothing is known. */
final class TimedCosts implements Costs {
    private static final int FEWEST = 10;
    private static final int AT_FIRST = 50;
    private static final int MOST = 200;
    /** Of the time that is left, that what travels together takes at most. */
    private static final double SHARE = 0.2;

    private final Costs costs;
    private final Deadline deadline;
    private final Progress progress;
    private final Pace pace;

    /** How much was asked, and in how many milliseconds. */
    private static final class Pace {
        long asked;
        double milliseconds;

        /** So many at once that the clock is looked at in time. */
        int atOnce(double remaining) {
            double affordable = asked == 0 ? AT_FIRST : SHARE * remaining * asked / Math.max(1e-3, milliseconds);
            return (int) Math.max(FEWEST, Math.min(MOST, affordable));
        }
    }

    TimedCosts(Costs costs, Deadline deadline, Progress progress) {
        this(costs, deadline, progress, new Pace());
    }

    private TimedCosts(Costs costs, Deadline deadline, Progress progress, Pace pace) {
        this.costs = costs;
        this.deadline = deadline;
        this.progress = progress;
        this.pace = pace;
    }

    /** The same for a part of the work: this share of the time that is left. */
    TimedCosts part(double share) {
        return new TimedCosts(costs, deadline.part(share), progress, pace);
    }

    @Override
    public List<Costed> with(List<Question> questions) throws SQLException {
        var answers = new ArrayList<Costed>();
        while (answers.size() < questions.size() && !deadline.isOver()) {
            progress.say(pace.asked + " plans with other indexes");
            int from = answers.size();
            double remaining = deadline.remaining();
            var part = questions.subList(from, Math.min(questions.size(), from + pace.atOnce(remaining)));
            answers.addAll(costs.with(part));
            pace.asked += part.size();
            pace.milliseconds += remaining - deadline.remaining();
        }
        questions
                .subList(answers.size(), questions.size())
                .forEach(question -> answers.add(Costed.unknown(question.planned())));
        return answers;
    }

    @Override
    public List<Long> sizes(List<Candidate> indexes) throws SQLException {
        var sizes = new ArrayList<Long>();
        while (sizes.size() < indexes.size() && !deadline.isOver()) {
            int from = sizes.size();
            sizes.addAll(costs.sizes(indexes.subList(from, Math.min(indexes.size(), from + MOST))));
        }
        sizes.addAll(Collections.nCopies(indexes.size() - sizes.size(), null));
        return sizes;
    }

    @Override
    public String method() {
        return costs.method();
    }
}
