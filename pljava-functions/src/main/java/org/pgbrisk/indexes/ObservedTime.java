package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Database;

/**
 * How long pg_stat_statements has been counting.
 *
 * @param hours since it was reset; null where nothing was counted or nobody knows since when
 */
record ObservedTime(Double hours) {
    static final ObservedTime UNKNOWN = new ObservedTime(null);

    /** What came in less is no measure of a day. */
    private static final double LEAST_HOURS = 1;

    /** The view came with 1.9 of the extension, and a server may have been upgraded without it. */
    static ObservedTime of(Database database, Capabilities server) throws SQLException {
        var asked = Attempt.of(
                "select extract(epoch from pg_catalog.clock_timestamp() - i.stats_reset)::pg_catalog.float8 from "
                        + server.statementsSchema() + ".pg_stat_statements_info i",
                true);
        var outcome = database.attempt(List.of(asked), List.of()).get(0);
        return outcome.succeeded() && outcome.value() instanceof Number seconds
                ? new ObservedTime(seconds.doubleValue() / 3600)
                : UNKNOWN;
    }

    /** Null where it is not known, and where the time was too short. */
    Double perDay(double inAll) {
        return hours == null || hours < LEAST_HOURS ? null : Double.valueOf(inAll / hours * 24);
    }

    void describe(JsonObject evidence) {
        if (hours != null) {
            evidence.put("observed_hours", Math.round(hours * 100) / 100.0);
            if (hours < LEAST_HOURS) {
                evidence.put(
                        "benefit_ms_per_day",
                        "not known: pg_stat_statements was reset less than an hour ago, which is no measure of a day");
            }
        }
    }
}
