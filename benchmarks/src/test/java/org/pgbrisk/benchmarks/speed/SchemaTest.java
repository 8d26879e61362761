package org.pgbrisk.benchmarks.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchemaTest {
    @Test
    void makesThatManyDifferentStatementsOverAllTables() {
        var statements = new Schema(400).statements(5000);

        assertEquals(5000, new HashSet<>(statements).size());
        assertEquals(
                400,
                statements.stream()
                        .map(sql -> sql.replaceAll("(?s).* from (t\\d+) as a .*", "$1"))
                        .collect(Collectors.toSet())
                        .size());
        assertEquals(statements, new Schema(400).statements(5000));
    }
}
