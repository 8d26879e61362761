package org.pgbrisk.indexes;

/**
 * A key of an index.
 *
 * @param name of a column, unquoted; or an expression within parentheses, as it stands in CREATE INDEX
 * @param nullsFirst PostgreSQL's default is false when ascending, true when descending
 */
record KeyColumn(String name, boolean descending, boolean nullsFirst) {
    static boolean isExpression(String name) {
        return name.startsWith("(");
    }

    static KeyColumn ascending(String name) {
        return new KeyColumn(name, false, false);
    }

    /** The same order read from the other end. */
    KeyColumn reversed() {
        return new KeyColumn(name, !descending, !nullsFirst);
    }

    boolean isReverse(KeyColumn other) {
        return descending != other.descending && nullsFirst != other.nullsFirst && name.equals(other.name);
    }

    /** What stands behind the column in CREATE INDEX, with a leading blank where there is something. */
    String direction() {
        return (descending ? " DESC" : "")
                + (nullsFirst == descending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
