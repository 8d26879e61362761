package org.pgbrisk.companion.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final Build HNSW = new Grid(List.of(16), List.of(64), List.of())
            .builds(AccessMethod.hnsw, 1, 1, 10)
            .get(0);

    private static VectorColumn column(String kind, long pages, String type, boolean schemaInPath) {
        return new VectorColumn(
                1,
                "embedding",
                "shop.items",
                "items",
                "embedding",
                kind,
                pages,
                type,
                type + "(3)",
                "ext",
                schemaInPath,
                3,
                0,
                true,
                true,
                false);
    }

    private static Statements statements(String kind, String type, boolean schemaInPath, boolean halves) {
        return new Statements(column(kind, 10, type, schemaInPath), Distance.cosine, halves);
    }

    @Test
    void theIndexIsCreatedWithoutBlockingWriters() {
        assertEquals(
                "CREATE INDEX CONCURRENTLY ON shop.items USING hnsw (embedding vector_cosine_ops)"
                        + " WITH (m = 16, ef_construction = 64)",
                statements("r", "vector", true, false).create(HNSW));
    }

    @Test
    void onAPartitionedTableThereIsNoConcurrently() {
        assertTrue(statements("p", "vector", true, false).create(HNSW).startsWith("CREATE INDEX ON shop.items"));
    }

    @Test
    void namesOutsideTheSearchPathAreQualified() {
        var ddl = statements("r", "vector", false, true).create(HNSW);

        assertTrue(ddl.contains("((embedding::ext.halfvec(3)) ext.halfvec_cosine_ops)"), ddl);
    }

    @Test
    void distancesAreThoseInFullPrecisionWhateverTheIndexHolds() {
        assertEquals(
                "select s.v operator(ext.<=>) ?::ext.vector(3) from pg_temp.pgbrisk_sample as s"
                        + " order by (s.v::ext.halfvec(3)) operator(ext.<=>) (?::ext.vector(3)::ext.halfvec(3)) limit 10",
                statements("r", "vector", true, true).nearest(10));
    }

    @Test
    void onlyALargeTableIsSampledByBlocks() {
        assertTrue(statements("r", "vector", true, false).createSample(5, 9).contains("tablesample bernoulli (5.0)"));
        var large = new Statements(column("r", 200_000, "vector", true), Distance.l2, false);
        assertTrue(large.createSample(5, 9).contains("tablesample system (5.0)"));
        assertFalse(large.createSample(100, 9).contains("tablesample"));
    }

    @Test
    void tablesThatInheritAreLeftOutAsTheIndexDoes() {
        assertTrue(statements("r", "vector", true, false).createSample(100, 9).contains("from only shop.items"));
        assertTrue(statements("p", "vector", true, false).createSample(100, 9).contains("from shop.items"));
    }

    @Test
    void aLittleMoreIsReadThanNeeded() {
        assertEquals(12, Sample.percent(100, 1000));
        assertEquals(100, Sample.percent(900, 1000));
        assertEquals(100, Sample.percent(900, 0));
    }

    @Test
    void theSampleFitsIntoTheMemoryOfOneSession() {
        assertTrue(Sample.mostRows(column("r", 10, "vector", true)) > 1_000_000);
        assertEquals(8, Sample.buffersMb(100, column("r", 10, "vector", true)));
        assertEquals(512, Sample.buffersMb(100_000_000, column("r", 10, "vector", true)));
    }
}
