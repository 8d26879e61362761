package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import org.pgbrisk.database.Relation;
import org.pgbrisk.indexes.StatisticsAdvice.Gain;
import org.pgbrisk.indexes.StatisticsAdvice.Proposal;
import org.pgbrisk.indexes.SuggestIndexes.Row;

/** Writes down statistics that should exist, and those that exist and are empty. */
final class StatisticsReport {
    private static final Map<String, String> KINDS = Map.of(
            StatisticsAdvice.DEPENDENCIES, "dependencies",
            StatisticsAdvice.NDISTINCT, "ndistinct",
            StatisticsAdvice.MCV, "mcv");

    private final Catalog catalog;
    private final CorrelatedColumns columns;
    private final IndexNames names;

    StatisticsReport(Catalog catalog, CorrelatedColumns columns, IndexNames names) {
        this.catalog = catalog;
        this.columns = columns;
        this.names = names;
    }

    /** @param most rows in the report that suggest something */
    void write(StatisticsAdvice advice, Report report, int most) throws SQLException {
        for (var proposal : advice.proposals()) {
            if (report.suggestions() < most) {
                report.suggest(row(proposal, report.suggestions() + 1));
            }
        }
        advice.empty()
                .forEach((name, table) -> report.notice(
                        "the statistics " + name + " are empty: nobody has run ANALYZE since they were created",
                        "analyze " + table));
    }

    private Row row(Proposal proposal, int rank) throws SQLException {
        var set = proposal.set();
        var table = catalog.table(set.table());
        var name = table.schema() + "." + names.statistics(table, set.columns());
        var kinds = proposal.kinds().stream().map(KINDS::get).sorted().collect(Collectors.joining(", "));
        var quoted = set.columns().stream()
                .map(column -> catalog.column(set.table(), column).quoted())
                .collect(Collectors.joining(", "));
        return new Row(
                rank,
                new Relation(table.oid()),
                "CREATE STATISTICS " + name + " (" + kinds + ") ON " + quoted + " FROM " + table.qualified(),
                "statistics",
                proposal.sentence(),
                null,
                null,
                null,
                null,
                statements(proposal),
                evidence(proposal, table),
                null,
                null,
                new JsonArray(),
                proposal.sure() ? "high" : "medium",
                null,
                "DROP STATISTICS " + name);
    }

    private static JsonArray statements(Proposal proposal) {
        var statements = new JsonArray();
        for (Gain gain : proposal.gains()) {
            var statement = Told.statement(gain.statement());
            statement.put("rows_estimated", Math.round(gain.estimated()));
            statement.put("rows_sampled", Math.round(gain.sampled()));
            statements.add(statement);
        }
        return statements;
    }

    private JsonObject evidence(Proposal proposal, Table table) {
        var set = proposal.set();
        var correlation = columns.of(set);
        var evidence = new JsonObject();
        evidence.put("method", "sample");
        evidence.put("table_rows", Math.round(table.rows()));
        evidence.put("sample_rows", Math.round(correlation.sampled()));
        evidence.put("combinations", Math.round(correlation.combinations()));
        if (!set.grouped()) {
            var degrees = new JsonObject();
            for (int i = 0; i < set.columns().size(); i++) {
                degrees.put(set.columns().get(i), Math.round(correlation.degrees()[i] * 1000) / 1000.0);
            }
            evidence.put("determined_by_the_others", degrees);
        }
        evidence.put(
                "next_step", "once they are created: analyze " + table.qualified() + ", for they are empty until then");
        if (table.partitioned()) {
            evidence.put("warning", "autovacuum does not analyze a partitioned table: do it now and then");
        }
        return evidence;
    }
}
