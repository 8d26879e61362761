package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.indexes.CandidateTest.index;
import static org.pgbrisk.indexes.Shop.CUSTOMERS;
import static org.pgbrisk.indexes.Shop.ORDERS;
import static org.pgbrisk.indexes.Shop.scan;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.database.Json;

class PlanEstimateTest {
    private static final String CUSTOMER = """
            {"Node Type": "Seq Scan", "Relation Name": "customers", "Schema": "public", "Alias": "c", "Total Cost": 225, "Plan Rows": %d,
             "Filter": "(c.status = 1)"}""";

    @Test
    void makesAnIndexScanOfAFilter() throws SQLException {
        assertUses(scan("(o.customer_id = 5)", 100), 500, index(ORDERS, "customer_id"));
    }

    @Test
    void leavesAScanThatFindsMuchOfTheTable() throws SQLException {
        assertKeeps(scan("(o.status = 1)", 200_000), index(ORDERS, "status"));
        assertKeeps(scan("(o.at > $1)", 333_333), index(ORDERS, "at"));
    }

    @Test
    void takesTwoColumnsForMoreSelectiveThanOne() throws SQLException {
        var plan = scan("((o.customer_id = 5) AND (o.status = 1))", 20);
        double one = cost(plan, index(ORDERS, "customer_id"));
        double two = cost(plan, index(ORDERS, "customer_id,status"));
        assertTrue(two < one, two + " < " + one);
    }

    @Test
    void usesAnIndexFromItsFirstColumnOnly() throws SQLException {
        assertKeeps(scan("(o.customer_id = 5)", 100), index(ORDERS, "at,customer_id"));
        assertKeeps(scan("(o.customer_id = 5)", 100), index(CUSTOMERS, "customer_id"));
    }

    @Test
    void passesOverTablesThatAreNotItsOwn() throws SQLException {
        assertKeeps("""
                {"Node Type": "Foreign Scan", "Relation Name": "far", "Schema": "public", "Alias": "o", "Total Cost": 22500,
                 "Plan Rows": 100, "Filter": "(o.customer_id = 5)"}""", index(ORDERS, "customer_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Node Type\": \"Result\", \"Total Cost\": 0.01, \"Plan Rows\": 1}",
                "{\"Node Type\": \"Custom Scan\", \"Total Cost\": 10, \"Plan Rows\": 1, \"Filter\": \"(o.customer_id = 5)\"}",
                "{\"Node Type\": \"CTE Scan\", \"Alias\": \"o\", \"Total Cost\": 10, \"Plan Rows\": 1, \"Filter\": \"(o.status = 5)\"}",
                "{\"Node Type\": \"Append\", \"Total Cost\": 0, \"Plan Rows\": 0, \"Plans\": []}",
                "{\"Node Type\": \"Limit\", \"Total Cost\": 1, \"Plan Rows\": 1}",
                "{\"Node Type\": \"Hash Join\", \"Total Cost\": 1, \"Plan Rows\": 1, \"Plans\": [{\"Total Cost\": 1}]}",
                "{\"Node Type\": \"ModifyTable\", \"Operation\": \"Insert\", \"Relation Name\": \"orders\", \"Schema\": \"public\", "
                        + "\"Alias\": \"o\", \"Total Cost\": 1, \"Plan Rows\": 0}"
            })
    void leavesNodesThatItDoesNotKnow(String plan) throws SQLException {
        assertKeeps(plan, index(ORDERS, "customer_id"));
    }

    @Test
    void shrinksWhatStandsAboveAScan() throws SQLException {
        var plan = """
                {"Node Type": "Aggregate", "Total Cost": 22510, "Plan Rows": 1, "Plans": [
                  {"Node Type": "ModifyTable", "Relation Name": "orders", "Schema": "public", "Alias": "o", "Total Cost": 22500,
                   "Plan Rows": 0, "Plans": [%s]}]}""".formatted(scan("(o.customer_id = 5)", 100));
        assertUses(plan, 510, index(ORDERS, "customer_id"));
        assertTrue(cost(plan, index(ORDERS, "customer_id")) >= 10, "the node's own cost stays");
    }

    @Test
    void shrinksEachPartOfAnAppend() throws SQLException {
        var part = scan("(o.customer_id = 5)", 100);
        var plan = "{\"Node Type\": \"Append\", \"Total Cost\": 45000, \"Plan Rows\": 200, \"Plans\": [" + part + ","
                + part + "]}";
        assertUses(plan, 1000, index(ORDERS, "customer_id"));
    }

    @Test
    void makesANestedLoopOfAHashJoin() throws SQLException {
        assertUses(join("(o.customer_id = c.id)", 10, 1000), 15_000, index(ORDERS, "customer_id"));
    }

    @Test
    void keepsAHashJoinOfManyRows() throws SQLException {
        assertKeeps(join("(o.customer_id = c.id)", 10_000, 1_000_000), index(ORDERS, "customer_id"));
    }

    @Test
    void looksUpTheInnerSideOfANestedLoop() throws SQLException {
        var plan = """
                {"Node Type": "Nested Loop", "Total Cost": 225225, "Plan Rows": 1000, "Join Filter": "(o.customer_id = c.id)", "Plans": [
                  {"Node Type": "Seq Scan", "Relation Name": "customers", "Schema": "public", "Alias": "c", "Total Cost": 225,
                   "Plan Rows": 10, "Parent Relationship": "Outer"},
                  {"Node Type": "Materialize", "Parent Relationship": "Inner", "Total Cost": 22500, "Plan Rows": 1000000, "Plans": [
                    {"Node Type": "Seq Scan", "Relation Name": "orders", "Schema": "public", "Alias": "o", "Total Cost": 22500,
                     "Plan Rows": 1000000}]}]}""";
        assertUses(plan, 10_000, index(ORDERS, "customer_id"));
    }

    @Test
    void endsALimitInTheOrderOfAnIndex() throws SQLException {
        assertUses(limit("o.at"), 100, index(ORDERS, "at"));
        assertUses(limit("o.at DESC"), 100, index(ORDERS, "at"));
    }

    @Test
    void keepsTheSortWhereTheIndexHasAnotherOrder() throws SQLException {
        assertKeeps(limit("o.at NULLS FIRST"), index(ORDERS, "at"));
        assertKeeps(limit("o.at\", \"o.id DESC"), index(ORDERS, "at,id"));
        assertKeeps(limit("lower(o.at)"), index(ORDERS, "at"));
    }

    @Test
    void walksAnOrderBehindAFixedColumn() throws SQLException {
        var plan = limit("o.at", "(o.customer_id = 5)", 100);
        double both = cost(plan, index(ORDERS, "customer_id,at"));
        double one = cost(plan, index(ORDERS, "customer_id"));
        assertTrue(both < one, both + " < " + one);
        assertKeeps(plan, index(ORDERS, "at"));
    }

    @Test
    void countsASubplanAsOftenAsItRuns() throws SQLException {
        var plan = """
                {"Node Type": "Seq Scan", "Relation Name": "customers", "Schema": "public", "Alias": "c", "Total Cost": 225000225,
                 "Plan Rows": 10000, "Filter": "(SubPlan 1)", "Plans": [
                   {"Node Type": "Aggregate", "Parent Relationship": "SubPlan", "Subplan Name": "SubPlan 1", "Total Cost": 22500,
                    "Plan Rows": 1, "Plans": [%s]}]}""".formatted(scan("(o.customer_id = c.id)", 100));
        assertUses(plan, 225_000_225 / 40.0, index(ORDERS, "customer_id"));
    }

    @Test
    void isNeverNegativeAndNeverMore() throws SQLException {
        for (var plan : List.of(scan("(o.customer_id = 5)", 0), limit("o.at"), join("(o.customer_id = c.id)", 0, 0))) {
            for (var keys : List.of("customer_id", "at", "status", "status,at")) {
                double cost = cost(plan, index(ORDERS, keys));
                assertTrue(cost >= 0 && cost <= Json.object(plan).getDouble("Total Cost"), plan);
            }
        }
    }

    @Test
    void countsConditionsThatItCannotRead() throws SQLException {
        assertKeeps(scan("((o.status = 1) AND ((o.note)::text ~~ '%x%'::text))", 10), index(ORDERS, "status"));
        assertKeeps(scan("((o.status = 1) AND ((o.at > $1) OR (o.id = $2)))", 10), index(ORDERS, "status"));
        assertKeeps(
                scan("((o.status = 1) AND (o.at IS NOT NULL) AND (lower(o.note) = 'x'::text))", 1),
                index(ORDERS, "status"));
    }

    @Test
    void readsOnWhereAFilterThatItCannotReadStandsUnderALimit() throws SQLException {
        assertKeeps(limit("o.at", "((o.note)::text ~~ '%rare%'::text)", 10), index(ORDERS, "at"));
        assertKeeps(limit("o.at", "((o.id = 1) OR (o.customer_id = 2))", 101), index(ORDERS, "at"));
    }

    @Test
    void countsAllRowsThatALookUpFinds() throws SQLException {
        assertKeeps(join("(o.status = c.id)", 5, 1_000_000), index(ORDERS, "status"));
    }

    @Test
    void readsTheConditionOfABitmapScan() throws SQLException {
        assertKeeps("""
                {"Node Type": "Bitmap Heap Scan", "Relation Name": "orders", "Schema": "public", "Alias": "o", "Total Cost": 500,
                 "Plan Rows": 20, "Recheck Cond": "(o.customer_id = 5)", "Filter": "(o.status = 1)", "Plans": [
                   {"Node Type": "Bitmap Index Scan", "Index Name": "i", "Index Cond": "(o.customer_id = 5)", "Total Cost": 5,
                    "Plan Rows": 100}]}""", index(ORDERS, "status"));
    }

    @Test
    void keepsTheSideOfAnOuterJoinThatIsReadWhole() throws SQLException {
        assertKeeps(
                join("(o.customer_id = c.id)", 10, 1_000_000).replace("\"Inner\"", "\"Left\""),
                index(ORDERS, "customer_id"));
        assertKeeps(
                join("(o.customer_id = c.id)", 10, 1_000_000).replace("\"Inner\"", "\"Full\""),
                index(ORDERS, "customer_id"));
    }

    @Test
    void endsALimitOverAParallelSort() throws SQLException {
        var plan = """
                {"Node Type": "Limit", "Total Cost": 30000, "Plan Rows": 10, "Plans": [
                  {"Node Type": "Gather Merge", "Total Cost": 60000, "Plan Rows": 833333, "Plans": [
                    {"Node Type": "Sort", "Sort Key": ["o.at"], "Total Cost": 30000, "Plan Rows": 416667, "Plans": [
                      {"Node Type": "Seq Scan", "Parallel Aware": true, "Relation Name": "orders", "Schema": "public", "Alias": "o",
                       "Total Cost": 14000, "Plan Rows": 416667}]}]}]}""";
        assertUses(plan, 100, index(ORDERS, "at"));
    }

    @Test
    void estimatesManyJoinsInNoTime() throws SQLException {
        var plan = scan("(o.status = 1)", 1000);
        for (int i = 1; i <= 14; i++) {
            plan = """
                    {"Node Type": "Hash Join", "Join Type": "Inner", "Total Cost": %d, "Plan Rows": 1000, "Hash Cond": "(o%d.customer_id = o.customer_id)",
                     "Plans": [%s, {"Node Type": "Hash", "Total Cost": 22500, "Plan Rows": 1000000, "Plans": [%s]}]}""".formatted(
                            22500 * (i + 1),
                            i,
                            plan,
                            scan("(o%d.status = 1)".formatted(i), 1_000_000).replace("\"o\"", "\"o" + i + "\""));
        }
        var node = Json.object(plan);
        var estimate = estimate(
                index(ORDERS, "customer_id"), index(ORDERS, "customer_id,status"), index(ORDERS, "customer_id,at"));
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> estimate.cost(node));
    }

    private static String limit(String keys) {
        return limit(keys, "", 1_000_000);
    }

    private static String limit(String keys, String filter, long rows) {
        var scan = filter.isEmpty() ? scan(filter, rows).replace(", \"Filter\": \"\"", "") : scan(filter, rows);
        return """
                {"Node Type": "Limit", "Total Cost": 22600, "Plan Rows": 10, "Plans": [
                  {"Node Type": "Sort", "Sort Key": ["%s"], "Total Cost": 22700, "Plan Rows": %d, "Plans": [%s]}]}""".formatted(keys, rows, scan);
    }

    /** Orders with some customers. */
    private static String join(String condition, long customers, long rows) {
        return """
                {"Node Type": "Hash Join", "Join Type": "Inner", "Total Cost": 25000, "Plan Rows": %d, "Hash Cond": "%s", "Plans": [
                  {"Node Type": "Seq Scan", "Relation Name": "orders", "Schema": "public", "Alias": "o", "Total Cost": 20000,
                   "Plan Rows": 1000000, "Parent Relationship": "Outer"},
                  {"Node Type": "Hash", "Parent Relationship": "Inner", "Total Cost": 225, "Plan Rows": %d, "Plans": [%s]}]}""".formatted(rows, condition, customers, CUSTOMER.formatted(customers));
    }

    private static void assertUses(String plan, double most, Candidate index) throws SQLException {
        var estimate = estimate(index);
        double cost = estimate.cost(Json.object(plan));
        assertTrue(cost <= most, () -> "costs " + cost);
        assertEquals(Set.of(index), estimate.used());
    }

    private static void assertKeeps(String plan, Candidate index) throws SQLException {
        var estimate = estimate(index);
        assertEquals(Json.object(plan).getDouble("Total Cost"), estimate.cost(Json.object(plan)), 1e-6);
        assertEquals(Set.of(), estimate.used());
    }

    private static double cost(String plan, Candidate index) throws SQLException {
        return estimate(index).cost(Json.object(plan));
    }

    private static PlanEstimate estimate(Candidate... indexes) throws SQLException {
        var catalog = Catalog.of(Shop.database(), 8192, List.of());
        return new PlanEstimate(PlannerTest.capabilities(150000), catalog, List.of(indexes));
    }
}
