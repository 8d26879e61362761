package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

/** Orders have 10,000 pages and 1,000,000 rows of 10,000 customers, scattered: a customer's 100 rows stand on 100 pages. */
class LoopedReadsTest {
    private static final String ALL = """
            {"Node Type": "Hash Join", "Total Cost": 60000, "Startup Cost": 0, "Plan Rows": 200000, "Plans": [
                {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Schema": "public", "Relation Name": "orders",
                 "Alias": "o", "Startup Cost": 0, "Total Cost": 22500, "Plan Rows": 1000000},
                {"Node Type": "Seq Scan", "Parent Relationship": "Inner", "Schema": "public", "Relation Name": "customers",
                 "Alias": "c", "Startup Cost": 0, "Total Cost": 200, "Plan Rows": 10000}]}""";

    /** The planner knows 10,000 customers, and a join above leaves some of them. */
    private static JsonObject looksUp(int customers, String scan, String more) {
        return Json.object("""
                {"Node Type": "Nested Loop", "Total Cost": 12000, "Startup Cost": 0, "Plan Rows": 200000, "Plans": [
                    {"Node Type": "Hash Join", "Parent Relationship": "Outer", "Startup Cost": 0, "Total Cost": 300, "Plan Rows": %d,
                     "Plans": [
                        {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Relation Name": "customers",
                         "Alias": "c", "Startup Cost": 0, "Total Cost": 200, "Plan Rows": 10000}]},
                    {"Node Type": "%s", "Parent Relationship": "Inner", "Relation Name": "orders", "Alias": "o",
                     "Index Name": "i", "Startup Cost": 0, "Total Cost": 5.5, "Plan Rows": 100,
                     "Index Cond": "(customer_id = c.id)"%s}]}""".formatted(customers, scan, more));
    }

    /** The customers of five nations of 25, looked up as well: the planner knows 10,000 all the same. */
    private static JsonObject looksUpBoth() {
        return Json.object("""
                {"Node Type": "Nested Loop", "Total Cost": 12000, "Startup Cost": 0, "Plan Rows": 200000, "Plans": [
                    {"Node Type": "Nested Loop", "Parent Relationship": "Outer", "Startup Cost": 0, "Total Cost": 100, "Plan Rows": 2000,
                     "Plans": [
                        {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Relation Name": "nations",
                         "Alias": "n", "Startup Cost": 0, "Total Cost": 1, "Plan Rows": 5},
                        {"Node Type": "Index Only Scan", "Parent Relationship": "Inner", "Schema": "public",
                         "Relation Name": "customers", "Alias": "c", "Index Name": "j", "Startup Cost": 0, "Total Cost": 10,
                         "Plan Rows": 400, "Index Cond": "(nation_id = n.id)"}]},
                    {"Node Type": "Index Scan", "Parent Relationship": "Inner", "Schema": "public", "Relation Name": "orders",
                     "Alias": "o", "Index Name": "i", "Startup Cost": 0, "Total Cost": 5.5, "Plan Rows": 100,
                     "Index Cond": "(customer_id = c.id)"}]}""");
    }

    private static double missing(JsonObject plan) throws SQLException {
        return reads().missing(planned(), plan);
    }

    private static LoopedReads reads() throws SQLException {
        var orders = TableUse.of("public", "orders");
        orders.read().addAll(Set.of("customer_id", "status"));
        var customers = TableUse.of("public", "customers");
        customers.read().add("id");
        var catalog = Catalog.of(Shop.database(), 8192, java.util.List.of(orders, customers));
        return new LoopedReads(Servers.plain(150000), catalog);
    }

    private static Planned planned() {
        return Planned.of(new Statement(null, "select 1", 1, 0, null, false), Json.object(ALL));
    }

    /** All pages, once, at 4: 40,000; a fifth of them where a fifth of the customers share what was spread over all. */
    @Test
    void chargesThePagesToTheLookUpsThatAreMade() throws SQLException {
        assertEquals(40_000 * 4 / 5.0, missing(looksUp(2_000, "Index Scan", "")), 1);
    }

    @Test
    void hasNothingToAddWhereAllRowsOfTheOtherTableAreLookedUp() throws SQLException {
        assertEquals(0, missing(looksUp(10_000, "Index Scan", "")), 1e-6);
    }

    @Test
    void hasNothingToAddForAScanOfTheIndexAlone() throws SQLException {
        assertEquals(0, missing(looksUp(2_000, "Index Only Scan", "")), 1e-6);
    }

    @Test
    void hasNothingToAddWithoutALoop() throws SQLException {
        assertEquals(0, missing(Json.object(ALL)), 1e-6);
    }

    /** Whatever a filter leaves of them, the pages of 100 rows are read. */
    @Test
    void countsTheRowsThatAFilterTakesAway() throws SQLException {
        var filtered = Json.object(Json.write(looksUp(2_000, "Index Scan", ", \"Filter\": \"(status = 1)\""))
                .replace("100,", "20,"));
        assertEquals(missing(looksUp(2_000, "Index Scan", "")), missing(filtered), 1);
    }

    @Test
    void knowsARowCountThatThisPlanDoesNotTellFromTheOneBefore() throws SQLException {
        assertEquals(missing(looksUp(2_000, "Index Scan", "")), missing(looksUpBoth()), 1);
    }

    @Test
    void knowsItFromTheTableWhereNothingButAJoinAsksForItsRows() throws SQLException {
        var statement = new Statement(null, "select 1", 1, 0, null, false);

        assertEquals(missing(looksUpBoth()), reads().missing(Planned.of(statement, looksUpBoth()), looksUpBoth()), 1);
    }

    /** 2.4 processes, each of which makes its share of the look-ups, and finds pages that another has read. */
    @Test
    void chargesAProcessItsShareOfThePages() throws SQLException {
        var parallel = Json.object(Json.write(looksUp(2_000, "Index Scan", ""))
                .replace("\"Plan Rows\":10000", "\"Parallel Aware\":true,\"Plan Rows\":4166.67")
                .replace("\"Plan Rows\":2000,", "\"Plan Rows\":833.33,"));
        var gathered = Json.object(
                "{\"Node Type\": \"Gather\", \"Workers Planned\": 2, \"Total Cost\": 12000, \"Startup Cost\": 0,"
                        + " \"Plan Rows\": 200000, \"Plans\": [" + Json.write(parallel) + "]}");

        assertEquals(missing(looksUp(2_000, "Index Scan", "")) / 2.4, missing(gathered), 1);
    }

    @Test
    void tellsHowMuchSlowerThePlanIs() throws SQLException {
        assertEquals((12_000 + 32_000) / 60_000.0, reads().of(planned(), looksUp(2_000, "Index Scan", "")), 0.001);
        assertTrue(reads().of(planned(), Json.object(ALL)) == 1);
    }
}
