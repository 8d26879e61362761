package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

class PlanComparisonsTest {
    private static PlanComparisons of(String plan) {
        return PlanComparisons.of(Json.object(plan));
    }

    /** The columns and values of the one scan, nulls as {@code ?}. */
    private static Map<String, String> values(String filter) {
        var scans = of(Shop.scan(filter, 10)).scans();
        if (scans.isEmpty()) {
            return Map.of();
        }
        var values = new java.util.TreeMap<>(scans.get(0).values());
        values.replaceAll((column, value) -> value == null ? "?" : value);
        return values;
    }

    @Test
    void readsConstantsAndParameters() {
        assertEquals(
                Map.of("customer_id", "7", "status", "it's"),
                values("((o.customer_id = 7) AND ((o.status)::text = 'it''s'::text))"));
        assertEquals(
                Map.of("customer_id", "?", "status", "?"),
                values("((o.customer_id = $1) AND ((o.status)::text = ($2)::text))"));
        assertEquals(
                Map.of("customer_id", "-7", "status", "?"),
                values("((o.customer_id = '-7'::integer) AND (o.status = ANY ('{a,b}'::text[])))"));
    }

    @Test
    void readsBooleanColumns() {
        assertEquals(Map.of("paid", "true", "sent", "false"), values("(o.paid AND (NOT o.sent))"));
        assertEquals(Map.of("paid", "true", "status", "7"), values("(o.paid AND (o.status = 7))"));
    }

    @Test
    void leavesOutWhatDependenciesDoNotHelp() {
        assertEquals(Map.of(), values("((o.customer_id = 7) AND (o.status > 5))"), "a range");
        assertEquals(Map.of(), values("((o.customer_id = 7) OR (o.status = 5))"), "OR");
        assertEquals(Map.of(), values("((o.customer_id = 7) AND ((o.status = 5) OR (o.status = 6)))"), "OR within");
        assertEquals(Map.of(), values("((o.customer_id = 7) AND (o.status <> 5))"), "unequal");
        assertEquals(Map.of(), values("((o.customer_id = 7) AND (o.status IS NULL))"), "NULL");
        assertEquals(Map.of(), values("((o.customer_id = 7) AND (o.status = o.at))"), "one column with another");
        assertEquals(Map.of(), values("((o.customer_id = c.id) AND (o.status = 7))"), "another table's");
        assertEquals(Map.of(), values("((o.customer_id = 7) AND (lower(o.status) = 'x'::text))"), "an expression");
        assertEquals(Map.of(), values("((o.customer_id = 7) AND (o.status = (5 + $1)))"), "what is computed");
        assertEquals(Map.of(), values("((o.customer_id = 7) AND (NOT (o.status = 5)))"), "what must not be");
        assertEquals(Map.of(), values("(o.customer_id = 7)"), "one column");
    }

    @Test
    void knowsWhereThePlanRestsOnTheRows() {
        var scan = Shop.scan("((o.customer_id = 7) AND (o.status = 5))", 10);
        assertFalse(of(scan).scans().get(0).decides());
        assertFalse(of(above("Sort", "", scan)).scans().get(0).decides());
        assertTrue(of(above("Limit", "", scan)).scans().get(0).decides());
        assertTrue(of(above("Hash Join", "", above("Hash", "", scan)))
                .scans()
                .get(0)
                .decides());
    }

    @Test
    void readsGroupsOfOneTable() {
        var scan = Shop.scan("(o.at > 7)", 10);
        var groupings = of(above("Aggregate", "\"Group Key\": [\"o.status\", \"o.customer_id\"], ", scan))
                .groupings();
        assertEquals(1, groupings.size());
        assertEquals(List.of("customer_id", "status"), groupings.get(0).columns());
        assertEquals(50, groupings.get(0).rows());
    }

    @Test
    void leavesOutGroupsThatTellNothing() {
        var scan = Shop.scan("(o.at > 7)", 10);
        for (var keys : List.of(
                "\"Group Key\": [\"o.status\"], ",
                "\"Group Key\": [\"o.status\", \"c.id\"], ",
                "\"Group Key\": [\"o.status\", \"(o.customer_id + 1)\"], ",
                "\"Partial Mode\": \"Partial\", \"Group Key\": [\"o.status\", \"o.customer_id\"], ",
                "\"Filter\": \"(count(*) > 5)\", \"Group Key\": [\"o.status\", \"o.customer_id\"], ",
                "")) {
            assertEquals(List.of(), of(above("Aggregate", keys, scan)).groupings(), keys);
        }
    }

    private static String above(String type, String more, String child) {
        return "{\"Node Type\": \"" + type + "\", \"Plan Rows\": 50, " + more + "\"Plans\": [" + child + "]}";
    }
}
