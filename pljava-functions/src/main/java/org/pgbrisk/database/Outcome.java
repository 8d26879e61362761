package org.pgbrisk.database;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * How an {@link Attempt} ended: with rows, or with the server's error.
 *
 * @param rows the rows as JSON objects, null after an error
 * @param sqlstate null when it succeeded
 */
public record Outcome(JsonArray rows, String sqlstate, String message, String detail, String hint) {
    /** @param json what brisk.attempt answers */
    public static List<Outcome> list(String json) {
        var outcomes = new ArrayList<Outcome>();
        for (var outcome : Json.array(json)) {
            outcomes.add(of((JsonObject) outcome));
        }
        return outcomes;
    }

    private static Outcome of(JsonObject json) {
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
