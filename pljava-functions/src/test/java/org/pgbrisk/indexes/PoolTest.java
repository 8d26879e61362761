package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolTest {
    private final Pool pool = new Pool(candidate -> candidate.columns().size() - 1L);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | a,b | a,b",
                "a,b | a | a,b",
                "a+x | a,b | a,b+x",
                "a+b | a,b | a,b",
                "a+x | a+y | a+x,y",
                "a desc | a | a desc",
                "a,b desc | a desc+x | a,b desc+x"
            })
    void mergesIndexesOfWhichOneBeginsLikeTheOther(String one, String other, String merged) {
        assertEquals(merged, text(pool.merged(index(one), index(other))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a | b", "a,b | a,c", "a,b | b", "a nulls first | a", "a,b | a,b desc"})
    void mergesNothingElse(String one, String other) {
        assertNull(pool.merged(index(one), index(other)));
    }

    @Test
    void mergesNothingOfTwoTables() {
        assertNull(pool.merged(CandidateTest.index(1, "a"), CandidateTest.index(2, "a")));
    }

    @Test
    void mergesNoMoreColumnsThanAnIndexHasRoomFor() {
        var some = IntStream.range(0, 16).mapToObj(i -> "x" + i).toList();
        var others = IntStream.range(0, 16).mapToObj(i -> "y" + i).toList();
        var one = index("a").including(some);
        assertNull(pool.merged(one, index("a").including(others)));
        assertEquals(
                32,
                pool.merged(one, index("a").including(others.subList(1, 16)))
                        .columns()
                        .size());
    }

    @Test
    void numbersEachIndexOnce() {
        assertEquals(0, pool.number(index("a+x")));
        assertEquals(1, pool.number(CandidateTest.index(2, "a")));
        assertEquals(0, pool.number(index("a+x")));
        assertEquals(2, pool.number(index("a+y,z")));
        assertEquals(List.of(0, 2), pool.on(1));
        assertEquals(3, pool.count());
        assertEquals(
                List.of(1L, 1L, 2L), IntStream.range(0, 3).mapToObj(pool::bytes).toList());
        assertEquals(3, pool.bytes(KnownCostsTest.set(0, 2)));
    }

    /** @param text keys as in CREATE INDEX, and behind a + what is included */
    static Candidate index(String text) {
        var parts = text.split("\\+");
        var keys = CandidateTest.index(1, parts[0]);
        return parts.length == 1 ? keys : keys.including(List.of(parts[1].split(",")));
    }

    static String text(Candidate index) {
        var keys = index.keys().stream()
                .map(key -> key.name() + key.direction().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        return keys + (index.include().isEmpty() ? "" : "+" + String.join(",", index.include()));
    }
}
