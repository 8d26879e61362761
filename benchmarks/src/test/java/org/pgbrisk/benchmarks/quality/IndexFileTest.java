package org.pgbrisk.benchmarks.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndexFileTest {
    @Test
    void readsStatementsBetweenComments() {
        assertEquals(
                List.of("create index on t (a)", "CREATE UNIQUE INDEX CONCURRENTLY i ON t (b)", "analyze t"),
                IndexFile.statements(
                        "-- advised;\ncreate index on t (a); /* and */ CREATE UNIQUE INDEX CONCURRENTLY i ON t (b);\n"
                                + "analyze t;\n-- the end\n"));
    }

    @Test
    void refusesWhatMakesNoIndex() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> IndexFile.statements("create index on t (a); drop table t"));

        assertTrue(refused.getMessage().contains("\"drop table t\" is not judged"), refused.getMessage());
    }
}
