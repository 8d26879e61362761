package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.SqlState;

/** Gets the plan of each statement as the database is now, and keeps those that have none, with the reason. */
final class Explainer {
    /** Plans of so many statements travel together; each has at most 4 MB. */
    private static final int BATCH = 20;

    private final Database database;
    private final Planner planner;
    private final Deadline deadline;
    private final List<Workload.Skipped> skipped = new ArrayList<>();
    private double reached = 1;

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
        var part = deadline.part(TimeParts.PLANS);
        int from = 0;
        for (; from < statements.size() && !part.isOver(); from += BATCH) {
            progress.say(from + " of " + statements.size() + " planned");
            var some = statements.subList(from, Math.min(statements.size(), from + BATCH));
            var outcomes = outcomes(some);
            for (int i = 0; i < some.size(); i++) {
                var planned = planned(some.get(i), outcomes.get(i), true);
                if (planned != null) {
                    explained.add(new Explained(planned, PlanUses.of(planned.plan())));
                }
            }
        }
        double all = milliseconds(statements);
        reached = all == 0 ? 1 : milliseconds(statements.subList(0, Math.min(from, statements.size()))) / all;
        return explained;
    }

    private static double milliseconds(List<Statement> statements) {
        return statements.stream().mapToDouble(Statement::totalMs).sum();
    }

    /** The share of the workload's time whose statements there was time to plan. */
    double reached() {
        return reached;
    }

    boolean isOver() {
        return deadline.isOver();
    }

    /** The plans of those that have one; the others are listed nowhere. */
    List<Planned> quietly(List<Statement> statements) throws SQLException {
        var plans = new ArrayList<Planned>();
        var part = deadline.part(TimeParts.WRITES);
        for (int from = 0; from < statements.size() && !part.isOver(); from += BATCH) {
            var some = statements.subList(from, Math.min(statements.size(), from + BATCH));
            var outcomes = outcomes(some);
            for (int i = 0; i < some.size(); i++) {
                var planned = planned(some.get(i), outcomes.get(i), false);
                planned = planned == null ? explain(some.get(i).withGuesses()) : planned;
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
            skipped.add(new Workload.Skipped(statement, reason(statement, outcome)));
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

    private static String reason(Statement statement, Outcome failure) {
        if (failure.succeeded()) {
            return "has no plan: a rule replaces it by something else";
        }
        var hint = failure.hint() == null ? "" : "; " + failure.hint();
        if (SqlState.INSUFFICIENT_PRIVILEGE.code().equals(failure.sqlstate())) {
            hint += "; planning it takes the same rights as running it: " + NeededRights.of(statement.sql())
                    + " on its tables";
        }
        return failure.message() + " (SQLSTATE " + failure.sqlstate() + ")" + hint;
    }
}
