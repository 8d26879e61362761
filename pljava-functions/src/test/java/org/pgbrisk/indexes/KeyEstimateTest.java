package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.indexes.KeySample.Seen;

class KeyEstimateTest {
    private static final int ROWS = 1_000_000;
    private static final int ROWS_OF_BLOCK = 50;
    private static final double PART = 0.03;

    @Test
    void countsKeysThatAreEquallyFrequent() {
        assertEquals(1, keys(row -> row % 100_000) / 100_000, 0.1);
        assertEquals(1, keys(row -> row % 1000) / 1000, 0.1);
        assertEquals(1, keys(row -> row) / ROWS, 0.1);
    }

    @Test
    void countsKeysWhoseRowsStandTogether() {
        assertEquals(1, keys(row -> row / 5) / 200_000, 0.1);
        assertEquals(1, keys(row -> row / 200) / 5000, 0.1);
    }

    @Test
    void tellsKeysWithManyRowsFromThoseWithOne() {
        var groups = estimate(row -> row % 2 == 0 ? row : row % 20_001, PART);
        double keys = groups.stream().mapToDouble(KeyGroup::keys).sum();
        assertEquals(1, keys / 510_000, 0.15);
    }

    @Test
    void takesATableReadWholeAsItIs() {
        var groups = estimate(row -> row % 3 == 0 ? row : 1, 1);
        assertEquals(ROWS, groups.stream().mapToDouble(KeyGroup::rows).sum());
        assertEquals(333_335, groups.stream().mapToDouble(KeyGroup::keys).sum());
    }

    private static double keys(java.util.function.IntUnaryOperator key) {
        return estimate(key, PART).stream().mapToDouble(KeyGroup::keys).sum();
    }

    /** What the sample of a table would see whose row n has this key. */
    private static List<KeyGroup> estimate(java.util.function.IntUnaryOperator key, double part) {
        var random = new Random(1);
        var rows = new int[ROWS];
        var blocks = new int[ROWS];
        var lastBlock = new int[ROWS];
        for (int block = 1; block <= ROWS / ROWS_OF_BLOCK; block++) {
            if (random.nextDouble() < part) {
                for (int row = (block - 1) * ROWS_OF_BLOCK; row < block * ROWS_OF_BLOCK; row++) {
                    int k = key.applyAsInt(row);
                    rows[k]++;
                    blocks[k] += lastBlock[k] == block ? 0 : 1;
                    lastBlock[k] = block;
                }
            }
        }
        var seen = new ArrayList<Seen>();
        for (int k = 0; k < ROWS; k++) {
            if (rows[k] > 0) {
                seen.add(new Seen(0, 0, Math.min(KeyEstimate.FREQUENT, blocks[k]), 1, rows[k]));
            }
        }
        return KeyEstimate.of(seen, Set.of(), part);
    }
}
