package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.pgbrisk.indexes.CandidateTest.index;
import static org.pgbrisk.indexes.PoolTest.index;
import static org.pgbrisk.indexes.PoolTest.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.indexes.Chosen.Change;

class ChosenTest {
    private final Pool pool = new Pool(candidate -> 10 * candidate.columns().size());
    private final Chosen chosen = new Chosen(pool);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | b | a; b",
                "a | a,b | a,b",
                "a,b | a | a,b",
                "a,b; a,c | a | a,b; a,c",
                "a | a+x | a+x",
                "a+x | a+y | a+x,y",
                "a,b+x | a+y | a,b+x,y",
                "a+x | a,x | a,x",
                "a,b; b+x | a+x | b+x; a,b+x",
                "a,b,c; b | a,b+x | b; a,b,c+x"
            })
    void takesOneThatDoesTheWorkOfAllThatBeginLikeIt(String there, String added, String then) {
        for (var each : there.split("; ")) {
            chosen.apply(new Change(List.of(), pool.number(index(each))));
        }
        var change = chosen.add(pool.number(index(added)));
        if (change != null) {
            long bytes = chosen.bytesAfter(change);
            var after = chosen.after(change);
            chosen.apply(change);
            assertEquals(bytes, chosen.bytes());
            assertEquals(after, chosen.numbers());
        }
        assertEquals(
                then, pool.all(chosen.numbers()).stream().map(PoolTest::text).collect(Collectors.joining("; ")));
    }

    @Test
    void leavesOutWhatOneIndexHasNoRoomFor() {
        var some = IntStream.range(0, 20).mapToObj(i -> "x" + i).toList();
        var others = IntStream.range(0, 20).mapToObj(i -> "y" + i).toList();
        chosen.apply(new Change(List.of(), pool.number(index(1, "a").including(some))));
        assertNull(chosen.add(pool.number(index(1, "a").including(others))));
    }

    @Test
    void knowsWhetherOneMayStandInThePlaceOfAnother() {
        var numbers = Arrays.asList("a,b", "b,c", "a", "b").stream()
                .map(keys -> pool.number(index(1, keys)))
                .toList();
        chosen.apply(new Change(List.of(), numbers.get(0)));
        chosen.apply(new Change(List.of(), numbers.get(1)));
        assertEquals(true, chosen.allows(Change.instead(numbers.get(0), numbers.get(2))));
        assertEquals(false, chosen.allows(Change.instead(numbers.get(0), numbers.get(3))), "b,c begins like b");
        assertEquals(true, chosen.allows(Change.without(numbers.get(0))));
        assertEquals(false, chosen.allows(Change.without(numbers.get(2))), "not here");
        assertEquals(false, chosen.allows(Change.instead(numbers.get(0), numbers.get(1))), "here already");
        assertEquals("b,c", text(pool.get(numbers.get(1))));
    }
}
