package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.pgbrisk.Functions;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.indexes.Workload.Observed;

class ObservedTimeTest {
    private static final String VIEW = "pg_stat_statements_info";

    private static Outcome seconds(String value) {
        return new Outcome(Json.array("[{\"seconds\": " + value + "}]"), null, null, null, null);
    }

    /** A statement that took an hour in all, observed for so long. */
    private static JsonObject suggestion(Outcome observed) throws SQLException {
        var database = Shop.database()
                .answer(Capabilities.class, Servers.withStatements())
                .answer(
                        Observed.class,
                        new Observed(
                                "bob",
                                1,
                                1L,
                                "select * from orders o where customer_id = $1",
                                100,
                                3.6e6,
                                null,
                                true,
                                0,
                                false))
                .attempts(attempt -> attempt.statement().contains(VIEW)
                        ? observed
                        : CannedDatabase.explained("[{\"Plan\": " + Shop.scan("(o.customer_id = $1)", 100) + "}]"));
        return Json.array(Functions.call(database, "suggest_indexes", "{}")).getObject(0);
    }

    @Test
    void whatIsSavedInADayIsWhatWasSavedInAllByTheDaysThatWereCounted() throws SQLException {
        var row = suggestion(seconds("172800"));

        double share = 1 - row.getDouble("cost_after") / row.getDouble("cost_before");
        assertTrue(share > 0.9, row.toString());
        assertEquals(1.8e6 * share, row.getDouble("benefit_ms_per_day"), 1000);
        assertEquals(48, row.getObject("evidence").getDouble("observed_hours"));
    }

    @Test
    void aMinuteIsNoMeasureOfADay() throws SQLException {
        var row = suggestion(seconds("60"));

        assertNull(row.get("benefit_ms_per_day"));
        assertEquals(
                "not known: pg_stat_statements was reset less than an hour ago, which is no measure of a day",
                row.getObject("evidence").getString("benefit_ms_per_day"));
    }

    @Test
    void isNotKnownWhereNobodySaysSinceWhen() throws SQLException {
        for (var outcome : new Outcome[] {seconds("null"), CannedDatabase.failure("42P01", "no such view")}) {
            var row = suggestion(outcome);
            assertNull(row.get("benefit_ms_per_day"));
            assertNull(row.getObject("evidence").get("observed_hours"));
        }
    }

    @Test
    void isNotAskedForStatementsThatTheCallerGave() throws SQLException {
        var database = Shop.database().attempts(attempt -> CannedDatabase.failure("42P01", "no plan"));
        Functions.call(database, "suggest_indexes", "{\"queries\": [\"select 1\"]}");
        assertTrue(database.attempted().stream()
                .noneMatch(attempt -> attempt.statement().contains(VIEW)));
    }
}
