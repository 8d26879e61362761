package org.pgbrisk.indexes;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * How the values of some columns go together, in a sample.
 *
 * @param sampled rows that were looked at
 * @param part of the table's rows; 1 where all were
 * @param groups combinations of values, in the whole table
 * @param degrees for each column the share of rows whose other columns determine it, 0 to 1
 * @param found combinations that somebody asked for
 */
record Correlation(
        double sampled,
        double part,
        List<KeyGroup> groups,
        double[] degrees,
        Map<SortedMap<String, String>, Found> found) {
    /** In fewer rows nothing is seen. */
    private static final double FEWEST_SAMPLED = 1000;

    /** So many rows have to be seen together with others that could contradict them. */
    private static final double FEWEST_CONTRADICTABLE = 200;

    /**
     * A combination of values.
     *
     * @param rows of the sample
     * @param blocks that these stand in
     * @param alone rows of the sample that have the value of each column
     */
    record Found(double rows, double blocks, double[] alone) {}

    /** Of the table: what is likely, and what it may be at least and at most. */
    record Rows(double least, double likely, double most) {
        /** How many times as many or as few rows there are as somebody says, at least; 1 where that may be right. */
        double factor(double said) {
            return Math.max(1, Math.max(least / Math.max(1, said), Math.max(1, said) / Math.max(1, most)));
        }

        /** By what it is likely to be wrong. */
        double error(double said) {
            double truth = Math.max(1, likely);
            return Math.max(truth / Math.max(1, said), Math.max(1, said) / truth);
        }
    }

    /** As dependencies_degree of PostgreSQL, but rows alone in their group, which prove nothing, count neither way. */
    static double degree(double determined, double rows) {
        return rows < FEWEST_CONTRADICTABLE ? 0 : determined / rows;
    }

    double combinations() {
        return groups.stream().mapToDouble(KeyGroup::keys).sum();
    }

    /**
     * Rows of the table with one combination.
     *
     * @param values null for an average combination
     * @return null where the sample does not tell
     */
    Rows rows(SortedMap<String, String> values) {
        if (sampled < FEWEST_SAMPLED && part < 1) {
            return null;
        }
        if (values == null) {
            double rows = groups.stream().mapToDouble(KeyGroup::rows).sum();
            double mean = rows / Math.max(1, combinations());
            return new Rows(mean, mean, mean);
        }
        var seen = found.get(values);
        if (seen == null) {
            return null;
        }
        if (part == 1) {
            return new Rows(seen.rows, seen.rows, seen.rows);
        }
        // Rows of one block come together, so blocks are what is drawn. Of what was never seen there are fewer than
        // three, nearly always.
        double error = 2 / Math.sqrt(Math.max(1, seen.blocks));
        return new Rows(
                Math.max(0, seen.rows * (1 - error)) / part, seen.rows / part, (seen.rows * (1 + error) + 3) / part);
    }

    /** Whether enough was seen to rely on it. */
    boolean isSure(SortedMap<String, String> values) {
        return part == 1 || (values == null ? sampled >= 10 * FEWEST_SAMPLED : found.get(values).blocks >= 30);
    }
}
