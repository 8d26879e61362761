package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.database.Json;

class NearestTest {
    private static final String SCAN = """
            {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Relation Name": "items", "Schema": "public", "Alias": "items",
             "Plan Rows": 20833, "Parallel Aware": %s}""";

    private static String sort(String keys, String input) {
        return """
                {"Node Type": "Sort", "Parent Relationship": "Outer", "Sort Key": [%s], "Plans": [%s]}""".formatted(keys, input);
    }

    private static Nearest limit(String input) {
        return Nearest.of(Json.object("""
                {"Node Type": "Limit", "Plan Rows": 10, "Plans": [%s]}""".formatted(input)));
    }

    private static Nearest by(String key) {
        return limit(sort("\"" + key.replace("\"", "\\\"") + "\"", SCAN.formatted(false)));
    }

    @ParameterizedTest
    @CsvSource({
        "((items.embedding <-> $1)), embedding, l2",
        "(($1 <=> items.embedding)), embedding, cosine",
        "'((items.\"Em\"\"bed\" <#> ''[1,2]''::vector))', 'Em\"bed', ip",
        "((items.embedding OPERATOR(ext.<+>) $1)), embedding, l1",
        "((items.embedding <-> other.embedding)), embedding, l2",
    })
    void readsTheColumnAndTheDistance(String key, String column, String distance) {
        var nearest = by(key);

        assertEquals(column, nearest.column());
        assertEquals(distance, nearest.distance());
        assertEquals(10, nearest.rows());
        assertEquals(20833, nearest.scanned());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((items.embedding <-> $1)) DESC",
                "('1'::double precision - (items.embedding <=> $1)) DESC",
                "((items.embedding <-> items.other))",
                "((other.embedding <-> $1))",
                "((items.embedding)::halfvec(3) <-> $1)",
                "items.id",
                "((items.embedding <-> $1) + (items.embedding <=> $2))"
            })
    void leavesAloneWhatAnIndexCannotOrder(String key) {
        assertNull(by(key));
    }

    @Test
    void wantsALimitOneKeyAndOneTable() {
        var distance = "\"((items.embedding <-> $1))\"";

        assertNull(Nearest.of(Json.object(sort(distance, SCAN.formatted(false)))));
        assertNull(limit(sort(distance + ", \"items.id\"", SCAN.formatted(false))));
        assertNull(limit(sort(distance, "{\"Node Type\": \"Hash Join\", \"Parent Relationship\": \"Outer\"}")));
    }

    @Test
    void countsTheRowsOfAllProcessesAndOfAllPartitions() {
        var sorted = sort("\"((items.embedding <-> $1))\"", SCAN.formatted(true));
        var parallel = limit("""
                {"Node Type": "Gather Merge", "Workers Planned": 2, "Parent Relationship": "Outer", "Plans": [%s]}""".formatted(sorted));
        assertNotNull(parallel);
        assertEquals(20833 * 2.4, parallel.scanned(), 1);

        var append = "{\"Node Type\": \"Append\", \"Parent Relationship\": \"Outer\", \"Plans\": [%s, %s]}";
        var partitions = limit(
                sort("\"((items.embedding <-> $1))\"", append.formatted(SCAN.formatted(false), SCAN.formatted(false))));
        assertEquals(2, partitions.scans().size());
        assertEquals(2 * 20833, partitions.scanned());
    }
}
