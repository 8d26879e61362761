package org.pgbrisk.benchmarks.quality;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.pgbrisk.database.Json;
import org.pgbrisk.servers.tpch.Query;
import org.pgbrisk.servers.tpch.Tpch;

/** The 22 queries: what the planner thinks of them, and how long they take. */
final class Workload {
    /** Left out of the 19: without an index their cost drowns that of all others. */
    static final Set<String> DROWNING = Set.of("Q2", "Q17", "Q20");

    /** Left out of the 20 that are timed: without an index they do not end in reasonable time. */
    static final Set<String> ENDLESS = Set.of("Q17", "Q20");

    static final List<Query> QUERIES = Tpch.queries();

    private static final String QUERY_CANCELED = "57014";

    private final Connection connection;
    private final int runs;
    private final int limitSeconds;

    /**
     * @param runs how often each query is timed; the best counts
     * @param limitSeconds a query that takes longer is ended, and counts with this time
     */
    Workload(Connection connection, int runs, int limitSeconds) {
        this.connection = connection;
        this.runs = runs;
        this.limitSeconds = limitSeconds;
    }

    static boolean isTimed(Query query) {
        return !ENDLESS.contains(query.name());
    }

    double[] costs() throws SQLException {
        var costs = new double[QUERIES.size()];
        for (int i = 0; i < costs.length; i++) {
            try (var statement = connection.createStatement();
                    var plan = statement.executeQuery(
                            "explain (format json) " + QUERIES.get(i).sql())) {
                plan.next();
                costs[i] = Json.array(plan.getString(1))
                        .getObject(0)
                        .getObject("Plan")
                        .getDouble("Total Cost");
            }
        }
        return costs;
    }

    /** Milliseconds of each query, warm; not a number for those that are not timed. */
    double[] times(Consumer<String> progress) throws SQLException {
        var times = new double[QUERIES.size()];
        for (int i = 0; i < times.length; i++) {
            var query = QUERIES.get(i);
            progress.accept(query.name());
            times[i] = isTimed(query) ? best(query) : Double.NaN;
        }
        return times;
    }

    private double best(Query query) throws SQLException {
        // The first run warms up.
        double best = run(query);
        for (int i = 0; i < runs && !isEnded(best); i++) {
            double ms = run(query);
            best = i == 0 ? ms : Math.min(best, ms);
        }
        return best;
    }

    boolean isEnded(double ms) {
        return ms >= limitSeconds * 1000.0;
    }

    /** Also what is not timed: so that what samples the load sees it where it ends in time. */
    double run(Query query) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = '" + limitSeconds + "s'");
            long start = System.nanoTime();
            try (var rows = statement.executeQuery(query.sql())) {
                while (rows.next()) {
                    // An application reads its rows.
                }
            } catch (SQLException e) {
                if (!QUERY_CANCELED.equals(e.getSQLState())) {
                    throw e;
                }
                return limitSeconds * 1000.0;
            } finally {
                statement.execute("reset statement_timeout");
            }
            return (System.nanoTime() - start) / 1e6;
        }
    }
}
