package org.pgbrisk.database;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;

/**
 * How an {@link Attempt} ended: with rows, or with the server's error.
 *
 * @param rows the rows as JSON objects, null after an error
 * @param sqlstate null when it succeeded
 */
public record Outcome(JsonArray rows, String sqlstate, String message, String detail, String hint) {
    static Outcome of(JsonObject json) {
        return new Outcome(
                json.getArray("rows", null),
                json.getString("sqlstate", null),
                json.getString("message", null),
                json.getString("detail", null),
                json.getString("hint", null));
    }

    public boolean succeeded() {
        return sqlstate == null;
    }

    /** The first column of the first row; the statement must return exactly one column. */
    public Object value() {
        return rows.getObject(0).values().iterator().next();
    }
}
