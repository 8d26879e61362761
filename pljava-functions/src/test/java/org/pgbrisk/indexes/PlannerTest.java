package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.CannedDatabase;

class PlannerTest {
    @ParameterizedTest
    @ValueSource(ints = {140000, 150020, 160000, 180006})
    void explainsAStatementWithoutParametersAsItStands(int version) {
        var attempt = explain(version, "select '$1' from t");
        assertEquals("explain (format json, verbose) select '$1' from t", attempt.statement());
        assertEquals(1, attempt.setup().size());
        assertEquals(List.of(), attempt.cleanup());
    }

    @Test
    void asksForTheGenericPlanFrom16On() {
        var attempt = explain(160000, "select * from t where a = $1");
        assertEquals("explain (format json, verbose, generic_plan) select * from t where a = $1", attempt.statement());
        assertEquals(1, attempt.setup().size());
        assertEquals(List.of(), attempt.cleanup());
    }

    @Test
    void preparesTheStatementBefore16() {
        var attempt = explain(150020, "select * from t where a = $1 and b > date $2");
        assertEquals(
                "prepare brisk_what_if as select * from t where a = $1 and b > cast($2 as date)",
                attempt.setup().get(1));
        assertEquals("explain (format json, verbose) execute brisk_what_if(null, null)", attempt.statement());
        assertEquals(List.of("deallocate brisk_what_if"), attempt.cleanup());
    }

    @ParameterizedTest
    @ValueSource(ints = {150000, 160000})
    void plansReadOnlyAndUndoesEverything(int version) {
        var attempt = explain(version, "delete from t where a = $1");
        assertTrue(attempt.undo());
        var settings = attempt.setup().get(0);
        assertTrue(settings.contains("set_config('transaction_read_only', 'on', true)"), settings);
        assertTrue(settings.contains("set_config('lock_timeout', "), settings);
        assertTrue(settings.contains("set_config('standard_conforming_strings', 'on', true)"), settings);
        assertFalse(settings.contains("search_path"), settings);
    }

    @Test
    void quotesTheSearchPath() {
        var attempt = new Planner(capabilities(150000), Shop.SETTINGS)
                .explain(new Statement(null, "select 1", 1, 0, "\"it's\", public", false), true);
        assertTrue(
                attempt.setup().get(0).endsWith("pg_catalog.set_config('search_path', '\"it''s\", public', true)"),
                attempt.setup().get(0));
    }

    @Test
    void findsThePlanInTheOutcome() {
        var outcome = CannedDatabase.explained("[{\"Plan\": {\"Node Type\": \"Result\", \"Total Cost\": 0.01}}]");
        assertEquals(0.01, Planner.plan(outcome).getDouble("Total Cost"));
    }

    static Capabilities capabilities(int version) {
        return Servers.plain(version);
    }

    private static Attempt explain(int version, String sql) {
        return new Planner(capabilities(version), Shop.SETTINGS)
                .explain(new Statement(null, sql, 1, 0, null, false), true);
    }
}
