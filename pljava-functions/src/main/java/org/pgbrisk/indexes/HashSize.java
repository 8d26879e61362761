package org.pgbrisk.indexes;

import java.util.List;

/**
 * The size of a hash index that CREATE INDEX makes (src/backend/access/hash/hashpage.c): a page for each bucket, as many buckets as keep them
 * three quarters full with the rows of the table (NULLs count there, though they are not in the index), in steps of a quarter of a power of two; and
 * the pages that overflow. The rows of a bucket are taken to be scattered by chance.
 */
final class HashSize {
    private static final int PAGE_OVERHEAD = 24 + 16;
    /** Header, hash value, pointer. */
    private static final int ITEM = 8 + 8 + 4;

    private static final int FILL_PERCENT = 75;
    /** Up to so many buckets their number doubles in one step. */
    private static final int ONE_STEP = 512;

    private final int blockSize;

    HashSize(int blockSize) {
        this.blockSize = blockSize;
    }

    /**
     * @param rows of the table
     * @param groups of its keys
     */
    long bytes(double rows, List<KeyGroup> groups) {
        double buckets = buckets(rows / Math.floor(blockSize * FILL_PERCENT / 100.0 / ITEM));
        double room = Math.floor((blockSize - PAGE_OVERHEAD) / (double) ITEM);
        double whole = Long.highestOneBit((long) buckets);
        // Buckets that are split already share the rows of one that is not.
        double split = 2 * (buckets - whole);
        double overflow =
                split * overflow(groups, 1 / (2 * whole), room) + (buckets - split) * overflow(groups, 1 / whole, room);
        double bitmaps = Math.ceil((buckets + overflow) / (blockSize / 2.0 * 8));
        return (long) ((1 + bitmaps + buckets + Math.round(overflow)) * blockSize);
    }

    private static double buckets(double wanted) {
        double buckets = 2;
        while (buckets < wanted) {
            buckets += buckets < ONE_STEP ? buckets : Long.highestOneBit((long) buckets) / 4.0;
        }
        return buckets;
    }

    /** Pages more than one that a bucket with this share of the keys has on average. */
    private static double overflow(List<KeyGroup> groups, double share, double room) {
        double mean = 0;
        double variance = 0;
        double chains = 0;
        for (var group : groups) {
            double each = group.rows() / group.keys();
            if (!group.nulls().isEmpty()) {
                continue;
            }
            if (each > room) {
                chains += group.keys() * share * each / room;
            } else {
                mean += group.rows() * share;
                variance += group.rows() * share * each;
            }
        }
        double pages = 0;
        double deviation = Math.sqrt(Math.max(variance, 1e-6));
        for (double full = room; full < mean + 6 * deviation; full += room) {
            pages += beyond((full + 0.5 - mean) / deviation);
        }
        return chains + pages;
    }

    /** The share of a normal distribution beyond so many deviations (an approximation by Bowling and others, 2009). */
    private static double beyond(double deviations) {
        return 1 / (1 + Math.exp(0.07056 * Math.pow(deviations, 3) + 1.5976 * deviations));
    }
}
