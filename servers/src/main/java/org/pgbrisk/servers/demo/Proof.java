package org.pgbrisk.servers.demo;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where hypopg is missing nobody can ask the planner about an index that does not exist. So each is built, in a transaction that
 * is rolled back, on top of those that helped before it, and the workload is planned anew.
 */
final class Proof {

    private final Connection connection;
    private final List<Task> tasks;
    private final List<Timing> timings;

    /** @param timings of the same tasks, in the same order */
    Proof(Connection connection, List<Task> tasks, List<Timing> timings) {
        this.connection = connection;
        this.tasks = tasks;
        this.timings = timings;
    }

    /** A verdict for each suggestion that makes an index; the database is left as it was. */
    List<Verdict> of(List<Suggestion> suggestions, Narrator narrator) throws SQLException {
        connection.setAutoCommit(false);
        try (var bar = narrator.bar("building and rolling back", suggestions.size())) {
            var verdicts = new ArrayList<Verdict>();
            var costs = costs();
            for (var suggestion : suggestions) {
                bar.at(verdicts.size(), suggestion.relation());
                var before = connection.setSavepoint();
                var with = costsWith(suggestion);
                var verdict = Verdict.of(suggestion, timings, costs, with);
                if (verdict.helps()) {
                    connection.releaseSavepoint(before);
                    costs = with;
                } else {
                    connection.rollback(before);
                }
                verdicts.add(verdict);
            }
            bar.at(suggestions.size(), "");
            return List.copyOf(verdicts);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private List<Double> costsWith(Suggestion suggestion) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(suggestion.transactionalDdl());
        }
        return costs();
    }

    private List<Double> costs() throws SQLException {
        var costs = new ArrayList<Double>();
        for (var task : tasks) {
            costs.add(cost(task));
        }
        return List.copyOf(costs);
    }

    /** The planner's cost of the task's first call. */
    private double cost(Task task) throws SQLException {
        try (var statement = connection.prepareStatement("explain (format json) " + task.sql())) {
            var arguments = task.calls().get(0);
            for (var i = 0; i < arguments.size(); i++) {
                statement.setObject(i + 1, arguments.get(i));
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return totalCost(rows.getString(1));
            }
        }
    }

    static double totalCost(String plan) {
        try {
            return JsonParser.array().from(plan).getObject(0).getObject("Plan").getDouble("Total Cost");
        } catch (JsonParserException e) {
            throw new IllegalStateException("a plan that is not JSON: " + plan, e);
        }
    }
}
