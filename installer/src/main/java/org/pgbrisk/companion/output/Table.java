package org.pgbrisk.companion.output;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Records;

/**
 * Rows to be shown.
 *
 * @param rows one value a column: a String, Number, Boolean, JsonObject, JsonArray, or null
 */
public record Table(List<String> columns, List<List<Object>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The components of a record as columns. */
    public static <R extends Record> Table of(Class<R> type, List<R> records) {
        var columns = Records.keys(type);
        return of(columns, records.stream().map(Records::write).toList());
    }

    public static Table of(List<String> columns, List<JsonObject> rows) {
        return new Table(
                columns,
                rows.stream()
                        .map(row -> columns.stream().map(row::get).toList())
                        .toList());
    }

    boolean isAllNull(int column) {
        return rows.stream().allMatch(row -> row.get(column) == null);
    }

    boolean isNumeric(int column) {
        return !isAllNull(column)
                && rows.stream().allMatch(row -> row.get(column) == null || row.get(column) instanceof Number);
    }

    /** A value for people: compact JSON, fractions to two places. */
    static String readable(Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof Number number) {
            var decimal = new BigDecimal(number.toString());
            return (decimal.scale() > 2 ? decimal.setScale(2, RoundingMode.HALF_UP) : decimal).toPlainString();
        }
        return plain(value);
    }

    /** A value as text, exactly. */
    static String plain(Object value) {
        return value instanceof JsonObject || value instanceof JsonArray ? Json.write(value) : value.toString();
    }
}
