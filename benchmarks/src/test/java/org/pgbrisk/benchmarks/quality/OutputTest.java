package org.pgbrisk.benchmarks.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pgbrisk.database.Json;

class OutputTest {
    @TempDir
    Path folder;

    @Test
    void writesFiguresForPrograms() throws IOException {
        var verdict = new Verdict(
                new IndexSet("mine", List.of(), List.of(), OptionalDouble.empty(), List.of()),
                List.of(new Verdict.Built("create index on t (a, \"b\")", null, "hypopg", 2_500_000)),
                1,
                List.of(new Verdict.OfQuery("Q1", 100, 50, 10, 13, "a join, \"underestimated\"")),
                List.of());

        new Output(folder).write("PostgreSQL", .1, List.of(verdict));

        var json = Json.object(Files.readString(folder.resolve("result.json")));
        var query = json.getArray("queries").getObject(0);
        assertEquals(.5, query.getDouble("cost_ratio"));
        assertEquals("slower", query.getString("slower"));
        assertEquals(2.5, json.getArray("indexes").getObject(0).getDouble("real_mb"));
        assertNull(json.getArray("indexes").getObject(0).get("estimated_mb"));
        assertTrue(json.getArray("published").size() > 10);
        assertEquals(2, Files.readAllLines(folder.resolve("indexes.csv")).size());
        assertTrue(Files.readString(folder.resolve("queries.csv")).contains("\"a join, \"\"underestimated\"\"\""));
    }
}
