package org.pgbrisk.indexes;

/**
 * A condition of a plan that a B-tree on the column could serve.
 *
 * @param column the column that is compared, under its table's alias in the plan
 * @param equality whether it fixes the column to a value (=, = ANY, IS NULL); else it is a range
 * @param other the column of another table on the other side (a join), or null
 * @param alternative whether it is one arm of an OR, so that it does not go together with its neighbours
 */
record Comparison(Column column, boolean equality, Column other, boolean alternative) {
    /** A column as plans name it: unquoted. */
    record Column(String alias, String name) {}
}
