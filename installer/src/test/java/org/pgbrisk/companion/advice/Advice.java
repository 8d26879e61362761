package org.pgbrisk.companion.advice;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What brisk.suggest_indexes answered. */
record Advice(JsonArray json) {
    List<JsonObject> rows() {
        return json.stream().map(JsonObject.class::cast).toList();
    }

    List<JsonObject> ofKind(String kind) {
        return rows().stream().filter(row -> kind.equals(row.getString("kind"))).toList();
    }

    /** The statements to run, best first. */
    List<String> ddl() {
        return ddl(null);
    }

    /** @param kind null for all */
    List<String> ddl(String kind) {
        return (kind == null ? rows() : ofKind(kind))
                .stream()
                        .map(row -> row.getString("ddl"))
                        .filter(ddl -> ddl != null)
                        .toList();
    }

    /** The statements that create or drop indexes. */
    List<String> ofIndexes() {
        return ddl().stream()
                .filter(ddl -> !ddl.startsWith("CREATE STATISTICS"))
                .toList();
    }

    /** The statements that drop what suggestions replace. */
    List<String> replaced() {
        return rows().stream()
                .filter(row -> row.getArray("replaces", null) != null)
                .flatMap(row -> row.getArray("replaces").stream())
                .map(name -> "DROP INDEX " + name)
                .toList();
    }

    /** What stands behind ON, best first: the index without its name. */
    List<String> targets() {
        return ddl().stream()
                .filter(ddl -> ddl.startsWith("CREATE"))
                .map(ddl -> ddl.substring(ddl.indexOf(" ON ") + 4))
                .toList();
    }

    List<String> reasons(String kind) {
        return ofKind(kind).stream().map(row -> row.getString("reason")).toList();
    }

    /** The same text for the same rows, however their numbers are written and their keys ordered. */
    String canonical() {
        return canonical(json);
    }

    private static String canonical(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Advice::canonical).collect(Collectors.joining(",\n", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, String>();
            map.forEach((key, content) -> sorted.put(key.toString(), canonical(content)));
            return sorted.toString();
        }
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
