package org.pgbrisk.companion.vector;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.terminal.Progress;
import org.pgbrisk.database.SqlState;

/** One run, in autocommit: no snapshot is held while indexes are built, so VACUUM elsewhere is not held up. */
final class Tuning {
    private final Connection connection;
    private final TuneOptions options;
    private final Lookup lookup;
    private final List<String> notes = new ArrayList<>();

    Tuning(Connection connection, TuneOptions options) {
        this.connection = connection;
        this.options = options;
        this.lookup = new Lookup(connection);
    }

    Report run(String table, String name, Progress progress) throws SQLException {
        progress.at(0, 0, "looking at the column");
        var column = lookup.column(table, name);
        var statements = new Statements(column, distance(column), halves(column));
        Lookup.requireIndexable(column, statements.indexedType());
        var methods = methods(statements);
        var given = Optional.<List<String>>empty();
        if (options.queriesFrom != null) {
            given = Optional.of(QueryVectors.from(connection, options.queriesFrom, options.queries));
            // Refused before anything is copied.
            QueryVectors.parameters(given.get(), column, statements.distance());
        }
        var sql = Sql.within(connection);
        configure(sql, column);
        progress.at(0, 0, "copying a sample");
        var sample = Sample.take(
                connection, statements, options.sampleRows, options.k, given.isPresent() ? 0 : options.queries);
        var queries = QueryVectors.parameters(given.orElse(sample.queries()), column, statements.distance());
        var builds = methods.stream()
                .flatMap(method -> options.grid().builds(method, sample.rows(), sample.tableRows(), options.k).stream())
                .toList();
        var measured = new Bench(connection, statements, queries, options.k, notes::add)
                .run(builds, options.targetRecall, progress);
        // The end of the session would do it, a moment after this program is gone.
        sql.run("drop table " + Statements.SAMPLE);
        return new Report(statements, sample, queries.size(), options.k, options.targetRecall, measured, notes);
    }

    private Distance distance(VectorColumn column) throws SQLException {
        if (options.distance != null) {
            return options.distance;
        }
        var used = new DistanceInUse(connection).of(column);
        notes.add(
                used.isPresent()
                        ? "Distance " + used.get() + " (" + used.get().operator()
                                + "), since that is what statements in pg_stat_statements ask for."
                        : "Distance l2 (<->), since no statement in pg_stat_statements says another: --distance does.");
        return used.orElse(Distance.l2);
    }

    private boolean halves(VectorColumn column) {
        return options.halfvec && column.type().equals("vector");
    }

    private Set<AccessMethod> methods(Statements statements) throws SQLException {
        var wanted = new TreeSet<>(options.methods);
        var possible = lookup.methods(statements.column(), statements.operatorClass());
        for (var method : options.methods) {
            if (!possible.contains(method) && wanted.remove(method)) {
                notes.add("No " + method + ": this version of pgvector has no " + statements.operatorClass()
                        + " for it.");
            }
        }
        if (wanted.isEmpty()) {
            throw Refusal.refused(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "this version of pgvector indexes distance " + statements.distance() + " of "
                            + statements.indexedType() + " with none of " + options.methods,
                    null,
                    possible.isEmpty()
                            ? "Choose another --distance, or update pgvector."
                            : "It does with --methods " + possible.iterator().next() + ".");
        }
        return wanted;
    }

    private void configure(Sql sql, VectorColumn column) throws SQLException {
        // The driver finds types of parameters by name, in the schemas of the search_path first.
        sql.run("set search_path = pg_catalog, " + column.schema() + ", pg_temp");
        sql.run("set application_name = 'pgbrisk vector tune'");
        // Whoever waits to change the table shall not wait behind us, nor others behind them.
        sql.run("set lock_timeout = '5s'");
        sql.run("set jit = off");
        if (options.maintenanceWorkMem != null) {
            sql.texts("select set_config('maintenance_work_mem', ?, false)", options.maintenanceWorkMem);
        } else {
            sql.texts("select set_config('maintenance_work_mem', greatest(setting::bigint, 524288)::text, false)"
                    + " from pg_settings where name = 'maintenance_work_mem'");
        }
    }
}
