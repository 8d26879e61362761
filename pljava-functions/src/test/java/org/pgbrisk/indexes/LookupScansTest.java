package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.database.Json;

/** What EXPLAIN of PostgreSQL 15 says of indexes once they are built, on tables of 30,000 rows with its default costs. */
class LookupScansTest {
    private static final String CONTAINS = "(o.c @> '{\\\"a\\\": 1}'::jsonb)";

    private static final String SCAN = """
            {"Node Type": "%s", "Relation Name": "orders", "Schema": "public", "Alias": "o", "Parallel Aware": %s,
             "Startup Cost": 0, "Total Cost": %s, "Plan Rows": %d, "Filter": "%s"}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Bytes and pages as built, rows and costs from the plans.
                "jsonb | gin jsonb_path_ops | 507904 | 790 | 3 | (o.c @> '1'::jsonb) | 12.02 | 23.51",
                "jsonb | gin | 827392 | 797 | 3 | (o.c ? 'k'::text) | 12.02 | 23.51",
                "_text | gin | 622592 | 750 | 5 | (o.c @> '{t77}'::text[]) | 12.04 | 30.88",
                "_text | gin | 622592 | 750 | 15 | (o.c && '{t78,t79}'::text[]) | 20.11 | 73.94",
                "text | gin public.gin_trgm_ops | 3801088 | 715 | 3 | (o.c ~~* '%abcde%'::text) | 40.02 | 51.47",
                "tsrange | gist | 2121728 | 709 | 26 | (o.c && '[1,2)'::tsrange) | 4.47 | 93.40",
                "point | gist | 1982464 | 667 | 30 | (o.c <@ '(1,1),(0,0)'::box) | 4.50 | 105.80"
            })
    void costWhatThePlannerSaysOfBuiltIndexes(
            String type, String index, long bytes, long pages, long rows, String filter, double startup, double total)
            throws SQLException {
        var whole = pages + 30_000 * (0.01 + 0.0025);
        var cost = cost(type, index, bytes, pages, SCAN.formatted("Seq Scan", false, whole, rows, filter), 1);
        if (index.startsWith("gin")) {
            assertEquals(startup, cost.startup(), 0.08 * startup);
        }
        assertEquals(total, cost.total(), 0.02 * total);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "jsonb | gin jsonb_path_ops | (o.c ? 'k'::text)",
                "jsonb | gin | (o.d @> '1'::jsonb)",
                "jsonb | gin | (p.c @> '1'::jsonb)",
                "jsonb | gin | ((o.c @> '1'::jsonb) OR (o.at = 5))",
                "text | gin public.gin_trgm_ops | (o.c ~~* '%ab%'::text)",
                "_text | gin | ('a'::text = ANY (o.c))"
            })
    void areNoneWhereTheIndexDoesNotServeTheCondition(String type, String index, String filter) throws SQLException {
        assertNull(cost(type, index, 1_000_000, 700, SCAN.formatted("Seq Scan", false, 1000, 5, filter), 1));
    }

    /** Of the rows that the index finds the plan has what the other condition leaves, one status of five. */
    @Test
    void fetchWhatTheOtherConditionsLeaveOut() throws SQLException {
        var both = "(" + CONTAINS + " AND (o.status = 5))";
        var one = cost("jsonb", "gin", 800_000, 700, SCAN.formatted("Index Scan", false, 1000, 50, CONTAINS), 1);
        var two = cost("jsonb", "gin", 800_000, 700, SCAN.formatted("Index Scan", false, 1000, 10, both), 1);
        assertEquals(one.total(), two.total(), 0.01 * one.total());
    }

    @Test
    void findTheRowsOfAllProcesses() throws SQLException {
        var alone = cost("jsonb", "gin", 800_000, 700, SCAN.formatted("Index Scan", false, 1000, 24, CONTAINS), 1);
        var shared = cost("jsonb", "gin", 800_000, 700, SCAN.formatted("Seq Scan", true, 1000, 10, CONTAINS), 2.4);
        assertEquals(alone.total(), shared.total(), 0.01 * alone.total());
    }

    private static NodeModel.Cost cost(String type, String index, long bytes, long pages, String node, double workers)
            throws SQLException {
        var column = new Column(
                Shop.ORDERS, "c", "c", 8, 1, 0, -1.0, true, true, true, 0, 0, true, null, 0, type, 4, null, null, true);
        var status = new Column(Shop.ORDERS, "status", "status", 8, 8, 0, 5.0, true, true, true);
        var table = new Table(
                "public", "orders", Shop.ORDERS, "public", "orders", "orders", 2200, false, 30_000, pages, 0, 0, 0);
        var database = Shop.database().answer(Table.class, table).answer(Column.class, column, status);
        var blueprints = new Blueprints(Catalog.of(database, 8192, List.of()), new IndexSize(8192));
        var parts = index.split(" ");
        var key = KeyColumn.of("c", parts.length == 1 ? null : parts[1]);
        var candidate = new Candidate(Shop.ORDERS, AccessMethod.of(parts[0]), List.of(key), List.of(), null);
        blueprints.take(Map.of(candidate, bytes));
        return new LookupScans(PlannerTest.capabilities(150000), blueprints)
                .cost(Json.object(node), workers, candidate);
    }
}
