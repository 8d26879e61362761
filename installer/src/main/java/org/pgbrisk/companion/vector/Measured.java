package org.pgbrisk.companion.vector;

/**
 * One setting, measured.
 *
 * @param build null for the exact scan
 * @param search value of the search setting; 0 for the exact scan
 * @param recall 0 to 1
 * @param buildMs 0 for the exact scan
 * @param sizeBytes of the index on the sample; 0 for the exact scan
 */
record Measured(Build build, int search, double recall, double medianMs, double p95Ms, double buildMs, long sizeBytes) {
    static Measured exact(Latencies latencies) {
        return new Measured(null, 0, 1, latencies.medianMs(), latencies.percentileMs(95), 0, 0);
    }

    boolean isExact() {
        return build == null;
    }
}
