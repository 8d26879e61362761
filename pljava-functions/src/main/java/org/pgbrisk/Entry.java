package org.pgbrisk;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.UserError;

/**
 * A function in the registry.
 *
 * @param name its name in SQL, without the schema
 * @param arguments the record of its arguments, one component a parameter
 * @param row the record of a result row, one component a column
 */
public record Entry<A extends Record, R extends Record>(
        String name, Class<A> arguments, Class<R> row, Supplier<Function<A, R>> function) {

    /** The one argument that users never see: see {@link Function}. */
    public static final String FILLED_BY_DOORS = "search_path";

    /** @throws UserError with SQLSTATE 22023 for an argument that is unknown, of the wrong kind, or refused */
    JsonArray call(Database database, JsonObject json) throws SQLException {
        var rows = new JsonArray();
        for (var row : function.get().call(database, read(json))) {
            rows.add(Records.write(row));
        }
        return rows;
    }

    private A read(JsonObject json) throws UserError {
        var keys = Records.keys(arguments);
        var shown = keys.stream().filter(key -> !key.equals(FILLED_BY_DOORS)).collect(Collectors.joining(", "));
        var hint = "Its arguments are: " + shown + ".";
        for (var key : json.keySet()) {
            if (!keys.contains(key)) {
                throw UserError.invalidArgument("function " + name + " has no argument \"" + key + "\"", hint);
            }
        }
        try {
            return Records.read(arguments, json);
        } catch (IllegalArgumentException e) {
            throw UserError.invalidArgument("function " + name + ": " + e.getMessage(), hint);
        }
    }
}
