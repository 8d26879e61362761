package org.pgbrisk.companion.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RecallTest {
    @Test
    void isTheShareOfTheNearestThatWasFound() {
        var exact = new double[] {1, 2, 3, 4};

        assertEquals(1, Recall.of(exact, new double[] {1, 2, 3, 4}));
        assertEquals(0.5, Recall.of(exact, new double[] {1, 3, 7, 9}));
        assertEquals(0, Recall.of(exact, new double[] {}));
    }

    @Test
    void countsARowThatIsAsFarAwayAsTheFarthestOfTheNearest() {
        assertEquals(1, Recall.of(new double[] {1, 2, 2}, new double[] {1, 2, 2}));
        assertEquals(2.0 / 3, Recall.of(new double[] {0, 2, 2}, new double[] {2, 2, 2.5}));
    }

    @Test
    void worksForDistancesBelowZero() {
        assertEquals(0.5, Recall.of(new double[] {-9, -8}, new double[] {-9, -7}));
    }

    @Test
    void percentilesAreTimesThatWereMeasured() {
        var times = new long[100];
        for (int i = 0; i < 100; i++) {
            times[i] = (100 - i) * 1_000_000L;
        }

        assertEquals(50, new Latencies(times).medianMs());
        assertEquals(95, new Latencies(times).percentileMs(95));
        assertEquals(7, new Latencies(new long[] {7_000_000}).percentileMs(95));
    }
}
