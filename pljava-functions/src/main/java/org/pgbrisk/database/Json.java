package org.pgbrisk.database;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;

/** JSON text and back. Numbers stay as they were written, so that no bigint or numeric passes through a double. */
public final class Json {
    private Json() {}

    /** @throws IllegalArgumentException when the text is not a JSON object */
    public static JsonObject object(String text) {
        try {
            return JsonParser.object().withLazyNumbers().from(text);
        } catch (JsonParserException e) {
            throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when the text is not a JSON array */
    public static JsonArray array(String text) {
        try {
            return JsonParser.array().withLazyNumbers().from(text);
        } catch (JsonParserException e) {
            throw new IllegalArgumentException("not a JSON array: " + e.getMessage(), e);
        }
    }

    public static String write(Object value) {
        return JsonWriter.string(value);
    }
}
