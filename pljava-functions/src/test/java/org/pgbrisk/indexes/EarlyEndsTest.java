package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

/** Orders have 10,000 pages and 1,000,000 rows; all in the order of an index cost 40,000 for pages that are read here and there, at 4 each. */
class EarlyEndsTest {
    private static final Map<String, Table> TABLES = Map.of(
            "o",
            new Table("public", "orders", 1, "public", "orders", "orders", 2200, false, 1_000_000, 10_000, 0, 0, 0));
    private static final double ROWS = 1_000_000 * (0.01 + 0.005);

    private static double missing(String parent, double parentCost, double cost) {
        return new EarlyEnds(Servers.plain(150000))
                .missing(Json.object("""
                {"Node Type": "%s", "Startup Cost": 0, "Total Cost": %s, "Plan Rows": 10, "Plans": [
                 {"Node Type": "Index Scan", "Parent Relationship": "Outer", "Relation Name": "orders", "Alias": "o",
                  "Startup Cost": 0, "Total Cost": %s, "Plan Rows": 1000000}]}""".formatted(parent, parentCost, cost)), TABLES, 10_000);
    }

    /** A tenth of the rows stands on all pages: Mackert and Lohman say 2 * 10,000 * 100,000 / 120,000, and there are no more than 10,000. */
    @Test
    void aTenthOfTheRowsIsOnNearlyAllPages() {
        double whole = 40_000 + ROWS;

        assertEquals(40_000 - 4_000, missing("Merge Join", whole / 10, whole), 1e-6);
        assertEquals(40_000 - 4_000, missing("Limit", whole / 10, whole), 1e-6);
    }

    @Test
    void aFewRowsAreOnAsManyPages() {
        double whole = 40_000 + ROWS;

        assertEquals(4 * 20_000.0 * 10 / 20_010 - 0.4, missing("Limit", whole / 100_000, whole), 1e-6);
    }

    @Test
    void hasNothingToAddWhereRowsStandInOrder() {
        double whole = 10_000 + ROWS;

        assertEquals(0, missing("Merge Join", whole / 10, whole), 1e-6);
    }

    @Test
    void hasNothingToAddWhereAllIsRead() {
        double whole = 40_000 + ROWS;

        assertEquals(0, missing("Merge Join", whole + 1, whole), 1e-6);
        assertEquals(0, missing("Sort", whole, whole), 1e-6);
    }
}
