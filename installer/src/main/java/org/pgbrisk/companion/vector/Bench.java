package org.pgbrisk.companion.vector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.terminal.Progress;
import org.pgbrisk.database.SqlState;
import org.postgresql.util.PGobject;

/** Builds index after index on the sample, and asks each for the neighbours that the exact scan has found. */
final class Bench {
    private static final int WARM_UP = 10;
    /** Parts of the progress: a build takes longer than a pass of queries. */
    private static final int BUILD_PARTS = 5;

    private final Connection connection;
    private final Sql sql;
    private final Statements statements;
    private final List<PGobject> queries;
    private final int k;
    private final Consumer<String> notes;
    private final double[][] exact;

    Bench(Connection connection, Statements statements, List<PGobject> queries, int k, Consumer<String> notes) {
        this.connection = connection;
        this.sql = Sql.within(connection);
        this.statements = statements;
        this.queries = List.copyOf(queries);
        this.k = k;
        this.notes = notes;
        this.exact = new double[queries.size()][];
    }

    /** @return the exact scan first; of each index the search settings up to the first that reaches the target */
    List<Measured> run(List<Build> builds, double targetRecall, Progress progress) throws SQLException {
        long size = 1 + builds.stream().mapToLong(Bench::parts).sum();
        progress.at(0, size, "exact scan");
        var measured = new ArrayList<Measured>();
        measured.add(Measured.exact(exactScan()));
        sql.run("set enable_seqscan = off");
        long done = 1;
        for (var build : builds) {
            var name = build.method() + " " + Build.with(build.options());
            progress.at(done, size, "building " + name);
            var timed = build(build);
            if (timed >= 0) {
                measured.addAll(search(build, timed, targetRecall, progress, done + BUILD_PARTS, size));
                sql.run(statements.dropOnSample());
            }
            done += parts(build);
        }
        progress.at(size, size, "done");
        return measured;
    }

    private static long parts(Build build) {
        return BUILD_PARTS + build.searches().size();
    }

    private Latencies exactScan() throws SQLException {
        sql.run("set enable_indexscan = off");
        var latencies = pass((query, distances) -> exact[query] = distances);
        sql.run("set enable_indexscan = on");
        return latencies;
    }

    /** @return milliseconds; -1 where the server cannot build it */
    private double build(Build build) throws SQLException {
        try (var statement = connection.createStatement()) {
            long start = System.nanoTime();
            statement.execute(statements.createOnSample(build));
            double ms = (System.nanoTime() - start) / 1e6;
            for (var warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                notes.accept("While building " + Build.with(build.options()) + ": " + warning.getMessage());
            }
            return ms;
        } catch (SQLException e) {
            if (SqlState.PROGRAM_LIMIT_EXCEEDED.code().equals(e.getSQLState())) {
                notes.accept("Not built: " + build.method() + " with " + Build.with(build.options()) + ": "
                        + e.getMessage() + " (--maintenance-work-mem gives it more).");
                return -1;
            }
            throw e;
        }
    }

    private List<Measured> search(
            Build build, double buildMs, double targetRecall, Progress progress, long done, long size)
            throws SQLException {
        long bytes = sql.number(statements.sizeOnSample());
        var measured = new ArrayList<Measured>();
        for (int search : build.searches()) {
            progress.at(
                    done + measured.size(),
                    size,
                    build.method().searchSetting() + " = " + search + ", " + Build.with(build.options()));
            sql.run(Statements.set(build, search));
            if (measured.isEmpty()) {
                requireIndexScan();
            }
            var recalls = new double[queries.size()];
            var latencies = pass((query, distances) -> recalls[query] = Recall.of(exact[query], distances));
            double recall = Arrays.stream(recalls).average().orElse(0);
            measured.add(new Measured(
                    build, search, recall, latencies.medianMs(), latencies.percentileMs(95), buildMs, bytes));
            if (recall >= targetRecall) {
                break;
            }
        }
        return measured;
    }

    private interface Found {
        void distances(int query, double[] distances);
    }

    private Latencies pass(Found found) throws SQLException {
        var times = new long[queries.size()];
        try (var prepared = connection.prepareStatement(statements.nearest(k))) {
            for (int i = 0; i < Math.min(WARM_UP, queries.size()); i++) {
                distances(prepared, queries.get(i));
            }
            for (int i = 0; i < queries.size(); i++) {
                long start = System.nanoTime();
                var distances = distances(prepared, queries.get(i));
                times[i] = System.nanoTime() - start;
                found.distances(i, distances);
            }
        }
        return new Latencies(times);
    }

    private static double[] distances(PreparedStatement prepared, PGobject query) throws SQLException {
        prepared.setObject(1, query);
        prepared.setObject(2, query);
        var distances = new ArrayList<Double>();
        try (var rows = prepared.executeQuery()) {
            while (rows.next()) {
                distances.add(rows.getDouble(1));
            }
        }
        return distances.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Else the exact scan would be measured in place of the index. */
    private void requireIndexScan() throws SQLException {
        var query = queries.get(0);
        var plan = sql.texts("explain " + statements.nearest(k), query, query);
        if (!statements.isUsedIn(String.join("\n", plan))) {
            throw new IllegalStateException("the index on the sample is not used: " + plan);
        }
    }
}
