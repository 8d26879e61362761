package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.indexes.GinSize.Keys;

class GinSizeTest {
    private final GinSize sizes = new GinSize(8192);

    /** 180,000 elements scattered over 20,000 values of an int[] in 40,000 rows on 1,530 pages; measured on PostgreSQL 15. */
    @Test
    void isWhatCreateIndexMakesOfAnArray() {
        assertEquals(1, sizes.bytes(1530, List.of(new Keys(20_000, 180_000, 179_500, 4))) / 2_195_456.0, 0.15);
    }

    @Test
    void isThreePagesForAnEmptyTable() {
        assertEquals(3 * 8192, sizes.bytes(0, List.of()));
    }

    @Test
    void aKeyInEveryRowHasATreeOfAByteARow() {
        double bytes = sizes.bytes(10_000, List.of(new Keys(1, 1_000_000, 10_000, 8)));
        assertEquals(1, bytes / 1_000_000, 0.15);
    }
}
