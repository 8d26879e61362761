package org.pgbrisk.benchmarks.quality;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.pgbrisk.database.Resource;

/** Builds a set of indexes, looks what the workload costs and takes with it, and takes it away again. */
final class Judge {
    /** Not to wait for old snapshots: nobody else is here. */
    private static final String CONCURRENTLY = "(?is)^(create\\s+(?:unique\\s+)?index)\\s+concurrently\\b";

    private final Connection connection;
    private final Workload workload;
    private final boolean timed;
    private final double[] costs;
    private final double[] times;
    private double drift = Double.NaN;

    /** Measures the workload as it is without indexes; what is there now is what each set finds. */
    Judge(Connection connection, Workload workload, boolean timed, Consumer<String> progress) throws SQLException {
        this.connection = connection;
        this.workload = workload;
        this.timed = timed;
        costs = workload.costs();
        times = times(progress);
    }

    Verdict judge(IndexSet set, Consumer<String> progress) throws SQLException {
        long before = longOf("select coalesce(max(oid::bigint), 0) from pg_class");
        var names = objects();
        try {
            var built = new ArrayList<Verdict.Built>();
            double seconds = 0;
            for (var wanted : set.statements()) {
                progress.accept(wanted.sql());
                var estimated = estimate(wanted);
                long start = System.nanoTime();
                long bytes = build(wanted.sql());
                seconds += (System.nanoTime() - start) / 1e9;
                built.add(new Verdict.Built(
                        wanted.sql(), estimated, wanted.estimatedBytes() == null ? "hypopg" : "the advisor", bytes));
            }
            analyzeWhatIsNew(before);
            return new Verdict(set, built, seconds, queries(set, workload.costs(), times(progress)), prefixes(before));
        } finally {
            var more = objects();
            more.removeAll(names);
            for (var drop : more) {
                execute(drop);
            }
        }
    }

    /**
     * The workload without indexes once more: what the machine itself changed meanwhile.
     *
     * @return the better of both times of each query
     */
    double[] again(Consumer<String> progress) throws SQLException {
        var best = times(progress);
        drift = Arrays.stream(best).filter(ms -> !Double.isNaN(ms)).sum()
                / Arrays.stream(times).filter(ms -> !Double.isNaN(ms)).sum();
        for (int i = 0; i < best.length; i++) {
            best[i] = Math.min(best[i], times[i]);
        }
        return best;
    }

    /** The time without indexes at the end, of that at the beginning. */
    double drift() {
        return drift;
    }

    private double[] times(Consumer<String> progress) throws SQLException {
        if (timed) {
            return workload.times(progress);
        }
        var none = new double[Workload.QUERIES.size()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private List<Verdict.OfQuery> queries(IndexSet set, double[] costsAfter, double[] timesAfter) {
        var queries = new ArrayList<Verdict.OfQuery>();
        for (int i = 0; i < costs.length; i++) {
            var query = Workload.QUERIES.get(i);
            var risk = set.risks().stream()
                    .filter(named -> named.means(query.sql()))
                    .map(IndexSet.Risk::reason)
                    .findFirst();
            queries.add(new Verdict.OfQuery(
                    query.name(), costs[i], costsAfter[i], times[i], timesAfter[i], risk.orElse(null)));
        }
        return queries;
    }

    private Long estimate(IndexSet.Wanted wanted) throws SQLException {
        if (wanted.estimatedBytes() != null || !wanted.sql().matches("(?is)create\\s+index.*")) {
            return wanted.estimatedBytes();
        }
        try (var statement = connection.prepareStatement(
                        "select hypopg_relation_size(indexrelid) from hypopg_create_index(?)");
                var reset = connection.createStatement()) {
            statement.setString(1, wanted.sql().replaceFirst(CONCURRENTLY, "$1"));
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            } finally {
                reset.execute("select hypopg_reset()");
            }
        } catch (SQLException e) {
            // Not there, or a kind that it does not know.
            return null;
        }
    }

    private long build(String sql) throws SQLException {
        long before = indexBytes();
        execute(sql.replaceFirst(CONCURRENTLY, "$1"));
        return indexBytes() - before;
    }

    private long indexBytes() throws SQLException {
        return longOf("select coalesce(sum(pg_relation_size(indexrelid)), 0)::bigint from pg_stat_user_indexes");
    }

    /** What an expression or CREATE STATISTICS is about is known once its table is analyzed; others are not, so that their estimates stay. */
    private void analyzeWhatIsNew(long before) throws SQLException {
        for (var table : strings("select indrelid::regclass::text from pg_index where indexprs is not null"
                + " and indexrelid > " + before + "::oid union"
                + " select stxrelid::regclass::text from pg_statistic_ext where oid > " + before + "::oid")) {
            execute("analyze " + table);
        }
    }

    private List<String> prefixes(long before) throws SQLException {
        return strings(Resource.sql(Judge.class, "prefixes.sql").replace("${before}", Long.toString(before)));
    }

    /** The statements that drop each index and each object of statistics there is. */
    private List<String> objects() throws SQLException {
        return strings("select 'drop index ' || indexrelid::regclass from pg_stat_user_indexes union all"
                + " select format('drop statistics %I.%I', stxnamespace::regnamespace, stxname) from pg_statistic_ext");
    }

    private List<String> strings(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }

    private long longOf(String sql) throws SQLException {
        return Long.parseLong(strings(sql).get(0));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
