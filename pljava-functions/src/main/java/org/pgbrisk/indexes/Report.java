package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Relation;
import org.pgbrisk.indexes.ForeignKeys.ForeignKey;
import org.pgbrisk.indexes.SuggestIndexes.Row;

/** Writes the rows: suggestions in the order in which they are added, then what was left out, then notices. */
final class Report {
    private final Capabilities server;
    private final Catalog catalog;
    private final Blueprints blueprints;
    private final IndexNames names;
    private final ExistingIndexes existing;
    private final ObservedTime observed;
    private final WriteCosts writes;
    private final List<Row> rows = new ArrayList<>();
    private int suggestions;
    private long suggestedBytes;

    /**
     * @param observed how long the times of the workload were counted
     * @param writes what an index costs those who write
     */
    Report(
            Database database,
            Capabilities server,
            Catalog catalog,
            Blueprints blueprints,
            ObservedTime observed,
            WriteCosts writes,
            ExistingIndexes existing) {
        this.existing = existing;
        this.writes = writes;
        this.observed = observed;
        this.server = server;
        this.catalog = catalog;
        this.blueprints = blueprints;
        this.names = new IndexNames(database);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    int suggestions() {
        return suggestions;
    }

    long suggestedBytes() {
        return suggestedBytes;
    }

    void suggest(Search.Choice choice, String method, Risks risks, Trials trials) throws SQLException {
        var gains = choice.gains();
        double before = 0;
        double after = 0;
        for (var gain : gains) {
            before += gain.before() * gain.planned().statement().calls();
            after += gain.after() * gain.planned().statement().calls();
        }
        var best = gains.get(0);
        var many = gains.size() == 1 ? "one statement looks" : gains.size() + " statements look";
        var reason = String.format(
                Locale.ROOT,
                "%s up rows of %s by %s; for the one that gains most the planner's cost falls from %.0f to %.0f",
                many,
                catalog.table(choice.index().table()).qualified(),
                columns(choice.index()),
                best.before(),
                best.after());
        add(
                choice.index(),
                choice.index().kind(),
                reason,
                before,
                after,
                Told.gains(gains),
                evidence(choice.index(), method));
        rate(choice.index(), gains);
        doubt(choice, risks);
        var measured = Told.trials(gains, trials);
        if (!measured.isEmpty()) {
            rows.get(rows.size() - 1).evidence().put("measured", measured);
        }
    }

    /** What looked good and was slower when it was tried. */
    void leaveOut(Search.Choice choice, List<Risks.Risk> risks) {
        var evidence = new JsonObject();
        evidence.put("method", "run");
        rows.add(Row.remark(
                "notice",
                "an index on " + blueprints.target(choice.index())
                        + " is not suggested: statements were slower with it",
                Told.risks(risks),
                evidence));
    }

    /** Of the suggestion made last. */
    private void doubt(Search.Choice choice, Risks risks) {
        var atRisk = risks.of(choice.index());
        var row = rows.get(rows.size() - 1);
        boolean analyzed = catalog.table(choice.index().table()).rows() >= 0;
        boolean doubted = atRisk.stream().anyMatch(risk -> !risk.guess());
        boolean sure = atRisk.isEmpty()
                && row.evidence().getString("method").equals("hypopg")
                && risks.lookedAt(choice.gains());
        var confidence = doubted || !analyzed ? "low" : sure ? "high" : "medium";
        rows.set(rows.size() - 1, row.doubted(Told.risks(atRisk), confidence));
    }

    /** Of the suggestion made last. */
    private void rate(Candidate index, List<Search.Gain> gains) {
        var timed = gains.stream()
                .filter(gain -> gain.planned().statement().totalMs() > 0)
                .toList();
        var row = rows.get(rows.size() - 1);
        Double perDay = null;
        if (!timed.isEmpty()) {
            perDay = observed.perDay(
                    timed.stream().mapToDouble(Search.Gain::weighted).sum());
            observed.describe(row.evidence());
        }
        var percent = writes.percent(index);
        rows.set(
                rows.size() - 1,
                row.rated(
                        perDay == null ? null : Double.valueOf(Told.round(perDay)),
                        percent == null ? null : Double.valueOf(Told.round(percent))));
    }

    /** @param lookUp null where its cost is not known */
    void suggest(ForeignKey key, Search.Gain lookUp, String method) throws SQLException {
        var table = catalog.table(key.relation());
        var reason = "no index supports the foreign key " + key.constraintName()
                + ": each DELETE or key UPDATE of a row of " + key.referenced() + " reads all of " + table.qualified();
        var evidence = evidence(key.candidate(), method);
        evidence.put("constraint", key.constraintName());
        evidence.put("referenced", key.referenced());
        evidence.put("referenced_deleted", key.referencedDeleted());
        evidence.put("referenced_updated", key.referencedUpdated());
        var before = lookUp == null ? null : lookUp.before();
        var after = lookUp == null ? null : lookUp.after();
        add(key.candidate(), "foreign_key", reason, before, after, new JsonArray(), evidence);
        rate(key.candidate(), List.of());
    }

    /** What takes no room. */
    void suggest(Row row) {
        suggestions++;
        rows.add(row);
    }

    IndexNames names() {
        return names;
    }

    /** @param counters null unless they are the ground */
    void drop(Redundancy.Needless needless, IndexCounters counters) {
        rows.add(Drop.row(++suggestions, needless, counters));
    }

    void skip(Workload.Skipped skipped) {
        var statement = new JsonArray();
        statement.add(Told.statement(skipped.statement()));
        rows.add(Row.remark("skipped", skipped.reason(), statement, null));
    }

    /** @param next what to do about it */
    void notice(String what, String next) {
        var evidence = new JsonObject();
        evidence.put("next_step", next);
        rows.add(Row.remark("notice", what, null, evidence));
    }

    private void add(
            Candidate index,
            String kind,
            String reason,
            Double before,
            Double after,
            JsonArray statements,
            JsonObject evidence)
            throws SQLException {
        var table = catalog.table(index.table());
        // PostgreSQL builds an index on a partitioned table within a transaction only.
        var name = names.name(table, index.keys());
        var ddl = "CREATE INDEX " + (table.partitioned() ? "" : "CONCURRENTLY ") + name + " ON "
                + blueprints.target(index);
        if (table.partitioned()) {
            evidence.put(
                    "warning", "blocks writes to the table while it builds: a partitioned table has no CONCURRENTLY");
        }
        var bytes = blueprints.bytes(index);
        var drop = "DROP INDEX " + (table.partitioned() ? "" : "CONCURRENTLY ") + table.schema() + "." + name;
        var replacement = new Replacement(existing.replacedBy(index, bytes), drop);
        replacement.tell(evidence, kind, existing.leftovers(index));
        suggestions++;
        suggestedBytes += bytes;
        rows.add(new Row(
                suggestions,
                new Relation(table.oid()),
                ddl,
                replacement.kind(kind),
                reason + replacement.reason(),
                table.rows() < 0 || !blueprints.isSized(index) ? null : Long.valueOf(bytes),
                before == null ? null : Double.valueOf(Told.round(before)),
                after == null ? null : Double.valueOf(Told.round(after)),
                before == null ? null : Double.valueOf(Told.round(100 * (1 - after / before))),
                statements,
                evidence,
                null,
                null,
                null,
                null,
                replacement.names(),
                replacement.undo()));
    }

    private String columns(Candidate index) {
        return index.keys().stream()
                .map(key -> catalog.column(index.table(), key.name()).quoted())
                .collect(Collectors.joining(", "));
    }

    private JsonObject evidence(Candidate index, String method) {
        var table = catalog.table(index.table());
        var evidence = new JsonObject();
        evidence.put("method", index.method().isHypothetical() ? method : "model");
        if (table.rows() < 0) {
            evidence.put("table_rows", null);
            evidence.put("next_step", "analyze " + table.qualified());
        } else {
            evidence.put("table_rows", Math.round(table.rows()));
        }
        if (index.hasExpression()) {
            evidence.put(
                    "next_step",
                    "once it is built: analyze " + table.qualified() + ", for an expression has statistics of its own");
        }
        blueprints.nearest().tell(index, evidence);
        if (!blueprints.isSized(index)) {
            evidence.put("size", "not known: nothing foretells that of such an index here");
        }
        evidence.put("table_bytes", table.pages() * server.blockSize());
        evidence.put("rows_inserted", table.inserted());
        evidence.put("rows_updated", table.updated());
        evidence.put("rows_deleted", table.deleted());
        return evidence;
    }
}
