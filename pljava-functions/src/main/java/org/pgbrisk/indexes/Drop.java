package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.Locale;
import org.pgbrisk.database.Literal;
import org.pgbrisk.database.Relation;
import org.pgbrisk.indexes.Redundancy.Needless;
import org.pgbrisk.indexes.SuggestIndexes.Row;

/** Writes the row that names an index for dropping. */
final class Drop {
    /** Beside an index so many times as large, look-ups in the larger one may cost a little more. */
    private static final double LARGER = 2;

    private Drop() {}

    /** @param counters null unless they are the ground */
    static Row row(int rank, Needless needless, IndexCounters counters) {
        var index = needless.index();
        return new Row(
                rank,
                new Relation(index.relation()),
                index.drop(),
                "drop",
                reason(needless, counters),
                index.bytes(),
                null,
                null,
                null,
                new JsonArray(),
                evidence(needless, counters),
                null,
                null,
                new JsonArray(),
                confidence(needless),
                null,
                index.create());
    }

    private static String reason(Needless needless, IndexCounters counters) {
        var index = needless.index();
        var name = index.name();
        var ground = switch (needless.ground()) {
            case INVALID ->
                name
                        + " is not valid: building it failed or was cancelled. No statement can use it, and writes keep it up to date";
            case COPY -> name + " is a copy of " + needless.kept().name();
            case COVERED -> needless.kept().name() + " does all that " + name + " does";
            case UNUSED ->
                String.format(
                        Locale.ROOT,
                        "nobody has read %s since %s, %.0f days ago, when the counters of this server begin",
                        name,
                        counters.since(),
                        Math.floor(counters.days()));
        };
        return ground + "; this frees its " + index.bytes() + " bytes, and writes to " + index.tableName()
                + " have one index less to keep";
    }

    private static JsonObject evidence(Needless needless, IndexCounters counters) {
        var index = needless.index();
        var kept = needless.kept();
        var evidence = new JsonObject();
        evidence.put("method", "catalog");
        evidence.put("index", index.name());
        evidence.put("ground", needless.ground().name().toLowerCase(Locale.ROOT));
        evidence.put("index_scans", index.scans());
        if (kept != null) {
            evidence.put("kept", kept.name());
            evidence.put("kept_definition", kept.create());
            evidence.put("kept_bytes", kept.bytes());
            evidence.put("kept_scans", kept.scans());
        }
        switch (needless.ground()) {
            case INVALID ->
                evidence.put(
                        "next_step",
                        "if the index is wanted: REINDEX INDEX CONCURRENTLY " + index.name()
                                + " instead of dropping it");
            case UNUSED -> {
                evidence.put("counted_since", counters.since());
                evidence.put(
                        "next_step",
                        "on each standby, which has counters of its own, and on this server after each report that is run seldom: "
                                + scans(index)
                                + "; and see that the index was not created lately, which PostgreSQL does not record");
            }
            default -> {}
        }
        if (index.partitioned()) {
            evidence.put(
                    "warning",
                    "blocks the table and its partitions while it drops: an index of a partitioned table has no CONCURRENTLY");
        }
        return evidence;
    }

    private static String scans(ExistingIndex index) {
        var name = Literal.quote(index.name());
        return "select sum(idx_scan) from pg_catalog.pg_stat_all_indexes where indexrelid "
                + (index.partitioned()
                        ? "in (select relid from pg_catalog.pg_partition_tree(" + name + "))"
                        : "= " + name + "::pg_catalog.regclass");
    }

    private static String confidence(Needless needless) {
        var kept = needless.kept();
        return switch (needless.ground()) {
            case INVALID, COPY -> "high";
            case COVERED -> kept.bytes() > LARGER * needless.index().bytes() ? "medium" : "high";
            case UNUSED -> needless.index().daysOld() == null ? "low" : "medium";
        };
    }
}
