package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;

/**
 * A column that a B-tree can hold.
 *
 * @param relation oid of its table
 * @param quoted its name as it stands in SQL
 * @param width average width of a value in bytes
 * @param alignment in bytes: at multiples of it its values stand in a row; 1 for short values of varying length
 * @param distinct as pg_stats.n_distinct, null when not known
 * @param equalIsSame whether a B-tree may deduplicate it
 * @param keyable whether it can be a key: its type has an order, and its values are short
 * @param includable whether it can be included: its values are short
 * @param commonValues how many values are known to be frequent
 * @param commonShare of the rows that have one of these
 * @param varying whether the width of its type varies
 * @param remainders of how many values the width leaves 0 to 7 when it is divided by 8, in any unit; null when not known
 * @param correlation of the order of the values with that of the rows, as in pg_stats
 * @param type name of its type without domains, empty when not known
 * @param elementWidth of the elements of an array, below 0 where it varies; null where it is none, or they have no order
 * @param collation quoted; null for that of the database
 * @param patternClass the operator class for patterns that say how a text begins; null where the default one serves them, or none does
 * @param sampled whether a statement of ours may compare its values
 */
public record Column(
        long relation,
        String name,
        String quoted,
        double width,
        int alignment,
        double nullFraction,
        Double distinct,
        boolean equalIsSame,
        boolean keyable,
        boolean includable,
        int commonValues,
        double commonShare,
        boolean varying,
        JsonArray remainders,
        double correlation,
        String type,
        Integer elementWidth,
        String collation,
        String patternClass,
        boolean sampled) {
    private static final int GUESSED_WIDTH = 16;

    /** Where nothing is known of single values; of fixed width where it is aligned. */
    Column(
            long relation,
            String name,
            String quoted,
            double width,
            int alignment,
            double nullFraction,
            Double distinct,
            boolean equalIsSame,
            boolean keyable,
            boolean includable) {
        this(
                relation,
                name,
                quoted,
                width,
                alignment,
                nullFraction,
                distinct,
                equalIsSame,
                keyable,
                includable,
                0,
                0,
                alignment == 1,
                null,
                0,
                "",
                null,
                null,
                null,
                false);
    }

    /** A key that is no column, as CREATE INDEX takes it. */
    static Column expression(long relation, String text) {
        return new Column(relation, text, text, GUESSED_WIDTH, 1, 0, null, true, true, false);
    }

    boolean isExpression() {
        return KeyColumn.isExpression(name) && quoted.equals(name);
    }

    /** How many different values among this many rows; a guess of a tenth of the rows where there are no statistics. */
    double distinct(double rows) {
        if (distinct == null) {
            return Math.max(1, rows / 10);
        }
        return Math.max(1, distinct < 0 ? -distinct * rows : distinct);
    }
}
