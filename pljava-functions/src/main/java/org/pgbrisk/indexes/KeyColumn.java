package org.pgbrisk.indexes;

import java.util.Map;
import java.util.Objects;

/**
 * A key of an index.
 *
 * @param name of a column, unquoted; or an expression within parentheses, as it stands in CREATE INDEX
 * @param operatorClass as it stands in CREATE INDEX, null for the default one
 * @param nullsFirst PostgreSQL's default is false when ascending, true when descending
 */
record KeyColumn(String name, String operatorClass, boolean descending, boolean nullsFirst) {
    KeyColumn(String name, boolean descending, boolean nullsFirst) {
        this(name, null, descending, nullsFirst);
    }

    static boolean isExpression(String name) {
        return name.startsWith("(");
    }

    static KeyColumn ascending(String name) {
        return new KeyColumn(name, false, false);
    }

    /** One with an operator class of its own. */
    static KeyColumn of(String name, String operatorClass) {
        return new KeyColumn(name, operatorClass, false, false);
    }

    /** Plans name the collation of a column in sort keys, even if it is the column's own. */
    KeyColumn withoutCollation(Map<String, Column> columns) {
        for (var column : columns.values()) {
            if (name.equals("(" + column.quoted() + " COLLATE " + column.collation() + ")")) {
                return new KeyColumn(column.name(), operatorClass, descending, nullsFirst);
            }
        }
        return this;
    }

    /** The same order read from the other end. */
    KeyColumn reversed() {
        return new KeyColumn(name, operatorClass, !descending, !nullsFirst);
    }

    boolean isReverse(KeyColumn other) {
        return descending != other.descending
                && nullsFirst != other.nullsFirst
                && name.equals(other.name)
                && Objects.equals(operatorClass, other.operatorClass);
    }

    /** What stands behind the column in CREATE INDEX, with a leading blank where there is something. */
    String suffix() {
        return (operatorClass == null ? "" : " " + operatorClass) + direction();
    }

    /** The order as it stands there. */
    String direction() {
        return (descending ? " DESC" : "")
                + (nullsFirst == descending ? "" : nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }
}
