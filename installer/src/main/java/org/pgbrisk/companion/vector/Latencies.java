package org.pgbrisk.companion.vector;

import java.util.Arrays;

/** Times of one statement after the other, in nanoseconds. */
final class Latencies {
    private final long[] sorted;

    Latencies(long[] nanoseconds) {
        sorted = nanoseconds.clone();
        Arrays.sort(sorted);
    }

    double medianMs() {
        return percentileMs(50);
    }

    /** By nearest rank: a time that was measured. */
    double percentileMs(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
