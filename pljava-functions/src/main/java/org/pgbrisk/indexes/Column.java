package org.pgbrisk.indexes;

/**
 * A column that a B-tree can have as a key.
 *
 * @param relation oid of its table
 * @param quoted its name as it stands in SQL
 * @param width average width of a value in bytes
 * @param distinct as pg_stats.n_distinct, null when not known
 * @param equalIsSame whether a B-tree may deduplicate it
 */
public record Column(
        long relation,
        String name,
        String quoted,
        double width,
        boolean doubleAligned,
        double nullFraction,
        Double distinct,
        boolean equalIsSame) {
    /** How many different values among this many rows; a guess of a tenth of the rows where there are no statistics. */
    double distinct(double rows) {
        if (distinct == null) {
            return Math.max(1, rows / 10);
        }
        return Math.max(1, distinct < 0 ? -distinct * rows : distinct);
    }
}
