package org.pgbrisk.servers.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    static final String INDEX = "CREATE INDEX CONCURRENTLY orders_custkey ON public.orders (o_custkey)";

    @Test
    void readsSuggestionsAndNotices() {
        var rows = Suggestion.parse("""
                [{"rank": 1, "relation": "orders", "ddl": "%s", "kind": "index", "reason": "r", "size_bytes": 9000000000,
                  "cost_before": 5, "cost_after": 1.5, "benefit_percent": 42.5, "statements": 3, "evidence": {}},
                 {"rank": null, "relation": null, "ddl": null, "kind": "notice", "reason": "skipped",
                  "size_bytes": null, "benefit_percent": null}]""".formatted(INDEX));
        assertEquals(
                new Suggestion(
                        OptionalLong.of(1),
                        "orders",
                        INDEX,
                        "r",
                        OptionalLong.of(9_000_000_000L),
                        OptionalDouble.of(42.5)),
                rows.get(0));
        assertEquals(
                new Suggestion(OptionalLong.empty(), "", "", "skipped", OptionalLong.empty(), OptionalDouble.empty()),
                rows.get(1));
    }

    @Test
    void executesNothingButNewIndexes() {
        assertTrue(suggestion(INDEX).makesIndex());
        assertTrue(suggestion("create unique index on t (a)").makesIndex());
        assertFalse(suggestion("drop index concurrently i").makesIndex());
        assertFalse(suggestion("").makesIndex());
    }

    @Test
    void leavesConcurrentlyOutInsideATransaction() {
        assertEquals(
                "CREATE index orders_custkey ON public.orders (o_custkey)",
                suggestion(INDEX).transactionalDdl());
    }

    @Test
    void saysWhatItGotWhereItExpectedAnArray() {
        var error = assertThrows(IllegalStateException.class, () -> Suggestion.parse("ERROR: no\nmore"));
        assertTrue(error.getMessage().endsWith("ERROR: no"), error.getMessage());
        assertThrows(IllegalStateException.class, () -> Suggestion.parse("[1]"));
    }

    @Test
    void tellsWhatHelpsFromWhatDoesNot() {
        var timings = List.of(new Timing("slow", 990, false), new Timing("quick", 10, false));
        var index = suggestion(INDEX);
        var much = Verdict.of(index, timings, List.of(100.0, 10.0), List.of(50.0, 10.0));
        assertTrue(much.helps());
        assertEquals(49.5, much.savedPercent(), 1e-9);
        assertTrue(Verdict.of(index, timings, List.of(100.0, 10.0), List.of(100.0, 4.0))
                .helps());
        assertFalse(Verdict.of(index, timings, List.of(100.0, 10.0), List.of(100.0, 9.0))
                .helps());
        assertFalse(Verdict.of(index, timings, List.of(100.0, 10.0), List.of(120.0, 1.0))
                .helps());
        assertFalse(Verdict.of(index, List.of(), List.of(), List.of()).helps());
    }

    private static Suggestion suggestion(String ddl) {
        return new Suggestion(OptionalLong.of(1), "t", ddl, "", OptionalLong.empty(), OptionalDouble.empty());
    }
}
