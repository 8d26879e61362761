package org.pgbrisk.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    public record Boxes(
            String someText,
            Integer smallNumber,
            Long bigNumber,
            Double ratio,
            Boolean isThere,
            Relation relation,
            JsonObject object,
            JsonArray array,
            List<String> texts,
            List<Long> numbers,
            List<List<Integer>> nested) {}

    public record Primitives(int small, long big, double ratio, boolean there) {}

    public record Refusing(Integer count) {
        public Refusing {
            if (count != null && count < 0) {
                throw new IllegalArgumentException("count is " + count + ": expected 0 or more");
            }
        }
    }

    public record Waiting(Duration patience) {}

    public record Odd(BigDecimal number) {}

    public record Outer(Refusing inner, List<Refusing> inners) {}

    record Hidden(int number) {}

    @ParameterizedTest
    @CsvSource({
        "30, PT30S, 30",
        "0.250000, PT0.25S, 0.25",
        "-1, PT-1S, -1",
        "0.000000, PT0S, 0",
        "86400.001, PT24H0.001S, 86400.001",
        "'\"PT1M30S\"', PT1M30S, 90",
        "'\"12.5\"', PT12.5S, 12.5",
        "1e3, PT16M40S, 1000"
    })
    void readsAndWritesIntervals(String json, Duration read, String written) {
        var waiting = read(Waiting.class, "{\"patience\": " + json + "}");
        assertEquals(read, waiting.patience());
        assertEquals("{\"patience\":" + written + "}", Json.write(Records.write(waiting)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "P", "PT", "Infinity", "1e30", "5 minutes"})
    void refusesWhatIsNoInterval(String text) {
        var refusal = assertThrows(
                IllegalArgumentException.class, () -> read(Waiting.class, "{\"patience\": \"" + text + "\"}"));
        assertEquals("patience cannot be \"" + text + "\": expected interval", refusal.getMessage());
    }

    @Test
    void namesKeysInSnakeCase() {
        assertEquals(
                List.of(
                        "some_text",
                        "small_number",
                        "big_number",
                        "ratio",
                        "is_there",
                        "relation",
                        "object",
                        "array",
                        "texts",
                        "numbers",
                        "nested"),
                Records.keys(Boxes.class));
    }

    @Test
    void readsEveryKind() {
        var boxes = read(Boxes.class, """
                {"some_text": "a\\u00e4\\n", "small_number": -5, "big_number": 9223372036854775807, "ratio": 1.5e3,
                 "is_there": true, "relation": 4294967295, "object": {"a": [1]}, "array": [1, "b", null],
                 "texts": ["x", null], "numbers": [1, 9223372036854775807], "nested": [[1, 2], []]}""");
        assertEquals("aä\n", boxes.someText());
        assertEquals(-5, boxes.smallNumber());
        assertEquals(Long.MAX_VALUE, boxes.bigNumber());
        assertEquals(1500, boxes.ratio());
        assertEquals(true, boxes.isThere());
        assertEquals(new Relation(0xFFFFFFFFL), boxes.relation());
        assertEquals(1, boxes.object().getArray("a").getInt(0));
        assertEquals(3, boxes.array().size());
        assertEquals(Arrays.asList("x", null), boxes.texts());
        assertEquals(List.of(1L, Long.MAX_VALUE), boxes.numbers());
        assertEquals(List.of(List.of(1, 2), List.of()), boxes.nested());
    }

    @Test
    void readsWhatIsMissingAsNull() {
        var boxes = read(Boxes.class, "{\"some_text\": null}");
        assertNull(boxes.someText());
        assertNull(boxes.bigNumber());
        assertNull(boxes.relation());
        assertNull(boxes.nested());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"big\": 1, \"ratio\": 1, \"there\": true} | small must not be null",
                "{\"small\": 1, \"big\": null, \"ratio\": 1, \"there\": true} | big must not be null",
                "{\"small\": 1, \"big\": 1, \"there\": true} | ratio must not be null",
                "{\"small\": 1, \"big\": 1, \"ratio\": 1} | there must not be null",
                "{\"small\": 2147483648, \"big\": 1, \"ratio\": 1, \"there\": true}"
                        + " | small cannot be 2147483648: expected integer",
                "{\"small\": 1, \"big\": 9223372036854775808, \"ratio\": 1, \"there\": true}"
                        + " | big cannot be 9223372036854775808: expected bigint",
                "{\"small\": 1, \"big\": 1.5, \"ratio\": 1, \"there\": true} | big cannot be 1.5: expected bigint",
                "{\"small\": 1, \"big\": 1, \"ratio\": \"x\", \"there\": true}"
                        + " | ratio cannot be \"x\": expected double precision",
                "{\"small\": 1, \"big\": 1, \"ratio\": 1, \"there\": 1} | there cannot be 1: expected boolean",
                "{\"small\": [1], \"big\": 1, \"ratio\": 1, \"there\": true} | small cannot be [1]: expected integer"
            })
    void refusesWhatAPrimitiveCannotBe(String json, String message) {
        assertEquals(message, refusal(Primitives.class, json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"some_text\": 5} | some_text cannot be 5: expected text",
                "{\"some_text\": {}} | some_text cannot be {}: expected text",
                "{\"texts\": \"x\"} | texts cannot be \"x\": expected text[]",
                "{\"texts\": [\"x\", 5]} | texts cannot be 5: expected text",
                "{\"numbers\": [[1]]} | numbers cannot be [1]: expected bigint",
                "{\"object\": []} | object cannot be []: expected jsonb",
                "{\"array\": {}} | array cannot be {}: expected jsonb",
                "{\"relation\": \"public.orders\"} | relation cannot be \"public.orders\": expected regclass",
                "{\"relation\": 0} | relation cannot be 0: expected regclass",
                "{\"relation\": 4294967296} | relation cannot be 4294967296: expected regclass",
                "{\"relation\": -1} | relation cannot be -1: expected regclass"
            })
    void refusesAValueOfAnotherKind(String json, String message) {
        assertEquals(message, refusal(Boxes.class, json));
    }

    @Test
    void passesOnWhatTheRecordRefuses() {
        assertEquals("count is -1: expected 0 or more", refusal(Refusing.class, "{\"count\": -1}"));
    }

    @Test
    void saysThatItHasNoCodec() {
        assertThrows(IllegalStateException.class, () -> read(Odd.class, "{\"number\": 1}"));
        assertThrows(IllegalStateException.class, () -> read(Hidden.class, "{\"number\": 1}"));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void carriesNumbersThatJsonHasNot(String number) {
        var read = read(Primitives.class, "{\"small\": 1, \"big\": 1, \"ratio\": \"" + number + "\", \"there\": true}");
        assertEquals(Double.parseDouble(number), read.ratio());
        assertTrue(Json.write(Records.write(read)).contains("\"ratio\":\"" + number + "\""));
    }

    @Test
    void writesWhatItReads() {
        var json = "{\"some_text\":\"a\\\"b\",\"small_number\":-1,\"big_number\":9223372036854775807,\"ratio\":0.25,"
                + "\"is_there\":false,\"relation\":16384,\"object\":{\"n\":123456789012345678901234567890.5},"
                + "\"array\":[9007199254740993],\"texts\":[null],\"numbers\":[-9223372036854775808],"
                + "\"nested\":[[1],[]]}";
        assertEquals(json, Json.write(Records.write(read(Boxes.class, json))));
    }

    @Test
    void writesRecordsWithinRecords() {
        assertEquals(
                "{\"inner\":{\"count\":1},\"inners\":[{\"count\":2},{\"count\":null}]}",
                Json.write(Records.write(new Outer(new Refusing(1), List.of(new Refusing(2), new Refusing(null))))));
    }

    @Test
    void readsRowsInOrder() {
        assertEquals(
                List.of(new Refusing(2), new Refusing(1)),
                Records.read(Refusing.class, Json.array("[{\"count\": 2}, {\"count\": 1}]")));
    }

    @Test
    void refusesTextThatIsNoJson() {
        assertThrows(IllegalArgumentException.class, () -> Json.object("[1]"));
        assertThrows(IllegalArgumentException.class, () -> Json.object("{\"a\": }"));
        assertThrows(IllegalArgumentException.class, () -> Json.object(""));
        assertThrows(IllegalArgumentException.class, () -> Json.array("{}"));
    }

    private static <R extends Record> R read(Class<R> type, String json) {
        return Records.read(type, Json.object(json));
    }

    private static String refusal(Class<? extends Record> type, String json) {
        return assertThrows(IllegalArgumentException.class, () -> read(type, json))
                .getMessage();
    }
}
