package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pgbrisk.indexes.Correlation.Found;

class CorrelationTest {
    private static final SortedMap<String, String> ASKED = new TreeMap<>(Map.of("a", "1", "b", "2"));

    /** Of a table of a million rows with 500 combinations. */
    private static Correlation of(double sampled, double part, Found found) {
        return new Correlation(
                sampled,
                part,
                List.of(new KeyGroup(500, 1_000_000, Set.of(), false)),
                new double[] {1, 0},
                Map.of(ASKED, found));
    }

    private static Found found(double rows, double blocks) {
        return new Found(rows, blocks, new double[] {0, 0});
    }

    @Test
    void anAverageCombinationHasItsShareOfTheRows() {
        var rows = of(30_000, 0.03, found(0, 0)).rows(null);
        assertEquals(2000, rows.likely());
        assertEquals(20, rows.factor(100), "too few were expected");
        assertEquals(1, rows.factor(2000));
    }

    @Test
    void rowsOfTheSampleStandForThoseOfTheTable() {
        var rows = of(30_000, 0.03, found(300, 100)).rows(ASKED);
        assertEquals(10_000, rows.likely(), 1e-6);
        assertEquals(8000, rows.least(), 1e-6);
        assertEquals(12_100, rows.most(), 1e-6);
        assertEquals(80, rows.factor(100), 1e-6, "at least");
        assertEquals(100, rows.error(100), 1e-6, "likely");
    }

    @Test
    void rowsOfOneBlockProveLittle() {
        var correlation = of(30_000, 0.03, found(100, 2));
        assertEquals(1, correlation.rows(ASKED).factor(100));
        assertFalse(correlation.isSure(ASKED));
    }

    @Test
    void whatIsNotSeenIsFewAndNotNone() {
        var rows = of(30_000, 0.03, found(0, 0)).rows(ASKED);
        assertEquals(100, rows.most(), 1e-6);
        assertEquals(1, rows.factor(90));
        assertEquals(50, rows.factor(5000), 1e-6, "too many were expected");
    }

    @Test
    void aTableReadWholeIsKnown() {
        var correlation = of(20_000, 1, found(0, 0));
        assertEquals(0, correlation.rows(ASKED).most());
        assertEquals(60, correlation.rows(ASKED).factor(60));
        assertTrue(correlation.isSure(ASKED));
    }

    @Test
    void aSmallSampleTellsNothing() {
        assertNull(of(900, 0.03, found(300, 100)).rows(ASKED));
        assertNull(of(30_000, 0.03, found(3, 3)).rows(new TreeMap<>(Map.of("a", "9"))), "nobody asked");
    }

    @Test
    void rowsThatNothingCouldContradictProveNoDependency() {
        assertEquals(0, Correlation.degree(50, 50));
        assertEquals(0.9, Correlation.degree(900, 1000));
    }

    @Test
    void everyPartOfAFewColumnsAndPairsOfMany() {
        assertEquals(1, new ColumnSet(1, List.of("a", "b"), false).parts().size());
        assertEquals(4, new ColumnSet(1, List.of("a", "b", "c"), false).parts().size());
        var many = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
        assertEquals(1 + 28, new ColumnSet(1, many.subList(0, 8), false).parts().size());
        assertEquals(36, new ColumnSet(1, many, false).parts().size(), "nine are too many for statistics");
    }
}
