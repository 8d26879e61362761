package org.pgbrisk.companion.call;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pgbrisk.Entry;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.SqlTokens;

/** The arguments of one call: {@code name=value}, read against the argument record of the function. */
final class Arguments {
    /** Filled in by every door with the caller's own, never by the caller. */
    static final String SEARCH_PATH = "search_path";

    private final Entry<?, ?> entry;
    private final List<Argument> given;

    private Arguments(Entry<?, ?> entry, List<Argument> given) {
        this.entry = entry;
        this.given = List.copyOf(given);
    }

    /** @throws Refusal for what is no argument of this function, and for a file that cannot be read; reads values, needs no server */
    static Arguments parse(Entry<?, ?> entry, List<String> words) throws Refusal {
        var types = types(entry);
        var texts = new LinkedHashMap<String, List<String>>();
        for (var word : words) {
            var equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !types.containsKey(name)) {
                throw Refusal.usage(
                        equals < 0
                                ? "argument \"" + word + "\" is not of the form name=value"
                                : "function " + entry.name() + " has no argument \"" + name + "\"",
                        "Its arguments are: " + describe(types) + ".");
            }
            texts.computeIfAbsent(name, n -> new ArrayList<>())
                    .addAll(values(word.substring(equals + 1), Argument.isList(types.get(name))));
        }
        var given = new ArrayList<Argument>();
        for (var name : texts.keySet()) {
            given.add(argument(name, types.get(name), texts.get(name)));
        }
        return new Arguments(entry, given);
    }

    private static Argument argument(String name, Type type, List<String> texts) throws Refusal {
        try {
            return new Argument(name, type, texts);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(e.getMessage(), "It takes one value; only lists are given several times.");
        }
    }

    private static Map<String, Type> types(Entry<?, ?> entry) {
        var types = new LinkedHashMap<String, Type>();
        var keys = Records.keys(entry.arguments());
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i).equals(SEARCH_PATH)) {
                types.put(
                        keys.get(i), entry.arguments().getRecordComponents()[i].getGenericType());
            }
        }
        return types;
    }

    private static String describe(Map<String, Type> types) {
        return String.join(
                ", ",
                types.entrySet().stream()
                        .map(type -> type.getKey() + " " + Records.name(type.getValue()))
                        .toList());
    }

    /** {@code @file} is the file's content, for a list its SQL statements; {@code @@x} is the text {@code @x}. */
    private static List<String> values(String text, boolean list) throws Refusal {
        if (text.startsWith("@@")) {
            return List.of(text.substring(1));
        } else if (!text.startsWith("@")) {
            return List.of(text);
        }
        try {
            var content = Files.readString(Path.of(text.substring(1)));
            return list ? SqlTokens.statements(content) : List.of(content.stripTrailing());
        } catch (IOException | InvalidPathException e) {
            throw Refusal.unreadable(
                    text.substring(1), e, "@file reads a value from a file; write @@ for a value that begins with @.");
        }
    }

    Entry<?, ?> entry() {
        return entry;
    }

    /** @param searchPath the caller's own */
    JsonObject json(Argument.Relations relations, String searchPath) throws SQLException {
        var json = new JsonObject();
        for (var argument : given) {
            json.put(argument.name(), argument.json(relations));
        }
        if (Records.keys(entry.arguments()).contains(SEARCH_PATH)) {
            json.put(SEARCH_PATH, searchPath);
        }
        return json;
    }
}
