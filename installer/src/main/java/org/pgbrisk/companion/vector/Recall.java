package org.pgbrisk.companion.vector;

import java.util.Arrays;

/** How many of the nearest an index finds. */
final class Recall {
    private Recall() {}

    /**
     * By distance, not by row: of rows equally far away each is as good as the other.
     *
     * @param exact distances of the nearest, ascending, at least one
     * @param found distances of the rows that the index returned, at most as many
     * @return 0 to 1
     */
    static double of(double[] exact, double[] found) {
        double farthest = exact[exact.length - 1];
        long hits =
                Arrays.stream(found).filter(distance -> distance <= farthest).count();
        return (double) hits / exact.length;
    }
}
