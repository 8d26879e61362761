package org.pgbrisk.companion.call;

import com.grack.nanojson.JsonArray;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Seconds;

/**
 * One argument as it was written, before its values become JSON.
 *
 * @param type of the component of the function's argument record
 * @param texts one for a single value; any number for a list
 */
record Argument(String name, Type type, List<String> texts) {
    Argument {
        texts = List.copyOf(texts);
        if (texts.size() > 1 && !isList(type)) {
            throw new IllegalArgumentException("argument " + name + " is given " + texts.size() + " times");
        }
    }

    /** Turns a relation's name into its oid. */
    interface Relations {
        long oid(String name) throws SQLException;
    }

    static boolean isList(Type type) {
        return type instanceof ParameterizedType;
    }

    Object json(Relations relations) throws SQLException {
        if (!isList(type)) {
            return scalar(type, texts.get(0), relations);
        }
        var element = ((ParameterizedType) type).getActualTypeArguments()[0];
        var values = new JsonArray();
        for (var text : texts) {
            values.add(scalar(element, text, relations));
        }
        return values;
    }

    private Object scalar(Type kind, String text, Relations relations) throws SQLException {
        var sqlType = Records.name(kind);
        try {
            return switch (sqlType) {
                case "text" -> text;
                case "integer" -> Integer.valueOf(text.strip());
                case "bigint" -> Long.valueOf(text.strip());
                case "double precision" -> Double.valueOf(text.strip());
                case "boolean" -> truth(text.strip().toLowerCase(Locale.ROOT));
                case "interval" -> Seconds.of(Seconds.parse(text.strip()));
                case "regclass" -> relations.oid(text);
                case "jsonb" -> text.strip().startsWith("[") ? Json.array(text) : Json.object(text);
                default -> throw new IllegalStateException("no way to write " + sqlType);
            };
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(
                    "invalid value for argument " + name + ": \"" + text + "\"",
                    "Expected " + sqlType + ", for example " + name + "=" + example(sqlType) + ".");
        }
    }

    /** PostgreSQL's own words for a boolean. */
    private static boolean truth(String text) {
        return switch (text) {
            case "true", "t", "yes", "y", "on", "1" -> true;
            case "false", "f", "no", "n", "off", "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String example(String sqlType) {
        return switch (sqlType) {
            case "boolean" -> "true";
            case "jsonb" -> "'{\"key\": 1}'";
            case "double precision" -> "12.5";
            case "interval" -> "30 (seconds) or PT5M";
            default -> "20";
        };
    }
}
