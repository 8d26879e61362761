package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Outcome;

/** Gets the plan of each statement as the database is now, and keeps those that have none, with the reason. */
final class Explainer {
    /** Plans of so many statements travel together; each has at most 4 MB. */
    private static final int BATCH = 20;

    private final Database database;
    private final Planner planner;
    private final Deadline deadline;
    private final List<Workload.Skipped> skipped = new ArrayList<>();

    /** A statement with its plan, and what the plan does with each table. */
    record Explained(Planned planned, Collection<TableUse> uses) {}

    Explainer(Database database, Planner planner, Deadline deadline) {
        this.deadline = deadline;
        this.database = database;
        this.planner = planner;
    }

    List<Workload.Skipped> skipped() {
        return skipped;
    }

    /** As far as the time goes. */
    List<Explained> explain(List<Statement> statements, Progress progress) throws SQLException {
        var explained = new ArrayList<Explained>();
        for (int from = 0; from < statements.size() && !deadline.isOver(); from += BATCH) {
            progress.say(from + " of " + statements.size() + " planned");
            var part = statements.subList(from, Math.min(statements.size(), from + BATCH));
            var outcomes = outcomes(part);
            for (int i = 0; i < part.size(); i++) {
                var planned = planned(part.get(i), outcomes.get(i), true);
                if (planned != null) {
                    explained.add(new Explained(planned, PlanUses.of(planned.plan())));
                }
            }
        }
        return explained;
    }

    /** The plans of those that have one; the others are listed nowhere. */
    List<Planned> quietly(List<Statement> statements) throws SQLException {
        var plans = new ArrayList<Planned>();
        for (int from = 0; from < statements.size() && !deadline.isOver(); from += BATCH) {
            var part = statements.subList(from, Math.min(statements.size(), from + BATCH));
            var outcomes = outcomes(part);
            for (int i = 0; i < part.size(); i++) {
                var planned = planned(part.get(i), outcomes.get(i), false);
                planned = planned == null ? explain(part.get(i).withGuesses()) : planned;
                if (planned != null) {
                    plans.add(planned);
                }
            }
        }
        return plans;
    }

    /** One statement of ours; null when it has no plan, which is listed nowhere. */
    Planned explain(Statement statement) throws SQLException {
        return planned(statement, outcomes(List.of(statement)).get(0), false);
    }

    private Planned planned(Statement statement, Outcome outcome, boolean list) throws SQLException {
        var plan = outcome.succeeded() ? Planner.plan(outcome) : null;
        if (plan != null) {
            return Planned.of(statement, plan);
        }
        var guessed = statement.withGuesses();
        boolean again = list && !guessed.plannable().equals(statement.plannable());
        var planned = again ? explain(guessed) : null;
        if (planned == null && list) {
            skipped.add(new Workload.Skipped(statement, reason(outcome)));
        }
        return planned;
    }

    private List<Outcome> outcomes(List<Statement> statements) throws SQLException {
        return database.attempt(
                statements.stream()
                        .map(statement -> planner.explain(statement, true))
                        .toList(),
                List.of());
    }

    private static String reason(Outcome failure) {
        if (failure.succeeded()) {
            return "has no plan: a rule replaces it by something else";
        }
        var hint = failure.hint() == null ? "" : "; " + failure.hint();
        return failure.message() + " (SQLSTATE " + failure.sqlstate() + ")" + hint;
    }
}
