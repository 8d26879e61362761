package org.pgbrisk.servers.demo;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A row of {@code pgbrisk call suggest_indexes --json}.
 *
 * @param rank empty for a notice
 * @param relation empty where the row says none
 * @param ddl empty for a notice: a statement that was skipped, something that is missing
 * @param benefitPercent of the whole workload's cost; empty where it was not computed
 */
record Suggestion(
        OptionalLong rank,
        String relation,
        String ddl,
        String reason,
        OptionalLong sizeBytes,
        OptionalDouble benefitPercent) {

    /** @throws IllegalStateException when the text is not an array of objects */
    static List<Suggestion> parse(String json) {
        try {
            return JsonParser.array().from(json).stream()
                    .map(JsonObject.class::cast)
                    .map(Suggestion::of)
                    .toList();
        } catch (JsonParserException | ClassCastException e) {
            throw new IllegalStateException(
                    "expected a JSON array of suggestions, got: "
                            + json.strip().lines().findFirst().orElse("nothing"),
                    e);
        }
    }

    /** Whether the statement makes an index; other advice is shown, never executed. */
    boolean makesIndex() {
        var start = ddl.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("create index") || start.startsWith("create unique index");
    }

    /** The statement as it may run inside a transaction. */
    String transactionalDdl() {
        return ddl.replaceFirst("(?i)\\bindex\\s+concurrently\\b", "index");
    }

    private static Suggestion of(JsonObject row) {
        return new Suggestion(
                number(row, "rank"),
                text(row, "relation"),
                text(row, "ddl"),
                text(row, "reason"),
                number(row, "size_bytes"),
                row.getNumber("benefit_percent") == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(row.getNumber("benefit_percent").doubleValue()));
    }

    private static OptionalLong number(JsonObject row, String field) {
        var number = row.getNumber(field);
        return number == null ? OptionalLong.empty() : OptionalLong.of(number.longValue());
    }

    private static String text(JsonObject row, String field) {
        var value = row.get(field);
        return value == null || value instanceof JsonArray ? "" : value.toString();
    }
}
