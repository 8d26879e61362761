package org.pgbrisk.servers.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the workload and times it: the best of several runs for what is quick, one run for what is slow, where a disturbance
 * weighs little and a repetition costs much.
 */
final class Measurement {

    static final int RUNS = 3;
    static final double SLOW_MS = 1500;

    private static final String QUERY_CANCELED = "57014";

    private final Connection connection;
    private final int limitSeconds;

    /** @param limitSeconds a statement that takes longer is ended there and counted with this time */
    Measurement(Connection connection, int limitSeconds) {
        this.connection = connection;
        this.limitSeconds = limitSeconds;
    }

    List<Timing> of(List<Task> tasks, Narrator narrator, String title) throws SQLException {
        limit(limitSeconds);
        var timings = new ArrayList<Timing>();
        try (var bar = narrator.bar(title, tasks.size())) {
            for (var task : tasks) {
                bar.at(timings.size(), task.label());
                timings.add(best(task));
            }
            bar.at(tasks.size(), "");
        }
        limit(0);
        return List.copyOf(timings);
    }

    private Timing best(Task task) throws SQLException {
        var best = run(task);
        for (var run = 1; run < RUNS && !best.cutOff() && best.ms() < SLOW_MS; run++) {
            best = best.best(run(task));
        }
        return best;
    }

    private Timing run(Task task) throws SQLException {
        try (var statement = connection.prepareStatement(task.sql())) {
            var start = System.nanoTime();
            var cutOff = false;
            try {
                for (var arguments : task.calls()) {
                    call(statement, arguments);
                }
            } catch (SQLException e) {
                if (!QUERY_CANCELED.equals(e.getSQLState())) {
                    throw e;
                }
                cutOff = true;
            }
            return new Timing(task.label(), (System.nanoTime() - start) / 1e6, cutOff);
        }
    }

    private static void call(PreparedStatement statement, List<Object> arguments) throws SQLException {
        for (var i = 0; i < arguments.size(); i++) {
            statement.setObject(i + 1, arguments.get(i));
        }
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                // An application reads its rows.
            }
        }
    }

    private void limit(int seconds) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config('statement_timeout', ?, false)")) {
            statement.setString(1, seconds * 1000L + "ms");
            statement.execute();
        }
    }
}
