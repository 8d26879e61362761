package org.pgbrisk.companion.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.pgbrisk.companion.failure.Refusal;

/** libpq's connection string, {@code host=db.example port=5432 password='it''s'}, with its quotes and backslashes. */
final class KeywordValue {
    private static final Pattern PAIR =
            Pattern.compile("\\s*([A-Za-z_]+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s'\\\\]|\\\\.)*))(?=\\s|$)");

    private KeywordValue() {}

    static Map<String, String> parse(String text) throws Refusal {
        var parameters = new LinkedHashMap<String, String>();
        var pairs = PAIR.matcher(text.strip());
        var end = 0;
        while (end < text.strip().length()) {
            if (!pairs.find(end) || pairs.start() != end) {
                throw Refusal.usage(
                        "the connection string is not made of parameter=value pairs",
                        "Write it as \"host=db.example dbname=shop\", or as a URL: postgresql://db.example/shop.");
            }
            var value = pairs.group(2) == null ? pairs.group(3) : pairs.group(2);
            parameters.put(Parameters.known(pairs.group(1)), value.replaceAll("(?s)\\\\(.)", "$1"));
            end = pairs.end();
        }
        return parameters;
    }
}
