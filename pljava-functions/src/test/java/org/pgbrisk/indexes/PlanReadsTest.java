package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;

/** The plans in plan-reads.json are PostgreSQL 15's, as EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) gave them. */
class PlanReadsTest {
    private static final JsonObject PLANS = Json.object(Resource.text(PlanReadsTest.class, "plan-reads.json"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whole row | o.* o.customer",
                "physical target lists under a join | c.id c.name o.customer o.total",
                "a nested loop | c.id c.name o.customer o.id",
                "sub-plan | c.id c.name c.region o.customer o.total",
                "init plan | c.id c.name o.customer o.total",
                "append | m_1.at m_1.device m_1.v m_2.at m_2.device m_2.v",
                "update | c.ctid c.id c.name c.region o.ctid o.customer",
                "cte named like its table | o_1.customer o_1.id o_1.status",
                "sub-query named like its table | o_1.customer",
                "self-join | a.id a.name b.name b.region"
            })
    void tellsWhatAStatementReads(String name, String columns) {
        assertEquals(Set.of(columns.split(" ")), reads(name));
    }

    /** Of one table EXPLAIN writes the columns that are put out without its alias. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one table | o.customer o.total | status note total",
                "one table, row identity | o.customer | ctid",
                "aggregate | o.status | total",
                "window | o.customer o.total | id total customer",
                "grouping sets | o.customer o.status | customer status",
                "sorted grouping sets | o.customer o.status | customer status"
            })
    void tellsTheWordsOfAStatementOnOneTable(String name, String columns, String words) {
        var use = PlanUses.of(plan(name)).iterator().next();
        assertEquals(Set.of(columns.split(" ")), reads(name));
        assertEquals(Set.of(words.split(" ")), use.words());
    }

    /** As PostgreSQL 18 says it, where an index gives the order and so no Sort tells. */
    @Test
    void readsTheWindow() {
        var plan = Json.object("""
                {"Node Type": "WindowAgg", "Window": "w1 AS (PARTITION BY o.customer ORDER BY o.total)", "Plans": [
                  {"Node Type": "Index Scan", "Parent Relationship": "Outer", "Relation Name": "o", "Schema": "s", "Alias": "o",
                   "Output": ["o.id"]}]}""");
        assertEquals(
                Set.of("customer", "total"), PlanUses.of(plan).iterator().next().read());
    }

    private static Set<String> reads(String name) {
        var reads = new TreeSet<String>();
        var uses = PlanUses.of(plan(name)).iterator();
        for (var alias : aliases(plan(name), new LinkedHashSet<>())) {
            uses.next().read().forEach(column -> reads.add(alias + "." + column));
        }
        return reads;
    }

    /** Of tables, as they stand in the plan. */
    private static Set<String> aliases(JsonObject node, Set<String> found) {
        if (node.getString("Relation Name") != null) {
            found.add(node.getString("Alias"));
        }
        PlanUses.children(node).forEach(child -> aliases((JsonObject) child, found));
        return found;
    }

    private static JsonObject plan(String name) {
        return PLANS.getObject(name).getObject("plan");
    }
}
