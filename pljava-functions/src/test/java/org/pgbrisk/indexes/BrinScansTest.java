package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.database.Json;
import org.pgbrisk.indexes.Catalog.Existing;

class BrinScansTest {
    private static final String PLAN = """
            {"Node Type": "Bitmap Heap Scan", "Startup Cost": 12, "Total Cost": %s, "Plan Rows": 9000, "Plans": [
              {"Node Type": "Bitmap Index Scan", "Index Name": "%s", "Parent Relationship": "Outer",
               "Startup Cost": 0, "Total Cost": 10, "Plan Rows": 10000}]}""";

    /** A hundredth of 10,000 pages with 100 rows each, and one range more, which the planner takes for thousands of pages. */
    @Test
    void readWholeRangesAndNotScatteredPages() throws SQLException {
        double read = 10 + 4 + 228 + 22_800 * (0.01 + 2 * 0.0025);
        assertEquals(read - 9000, mistake(9000, "orders_at_idx"), 1e-6);
    }

    @Test
    void areNeverMadeDearer() throws SQLException {
        assertEquals(0, mistake(100, "orders_at_idx"));
    }

    @ParameterizedTest
    @CsvSource({"customers_pkey", "unknown"})
    void areTheOnlyOnesThatAreOverrated(String index) throws SQLException {
        assertEquals(0, mistake(9000, index));
    }

    private static double mistake(double cost, String index) throws SQLException {
        var keys = Json.array("[{\"name\": \"at\", \"descending\": false, \"nulls_first\": false}]");
        var catalog = Catalog.of(
                Shop.database()
                        .answer(
                                Existing.class,
                                new Existing(Shop.ORDERS, "orders_at_idx", "brin", false, 1, keys, keys),
                                new Existing(Shop.CUSTOMERS, "customers_pkey", "btree", true, 1, keys, keys)),
                8192,
                List.of());
        var plan = Json.object(PLAN.formatted(cost, index));
        return new BrinScans(PlannerTest.capabilities(150000)).mistake(plan, catalog);
    }
}
