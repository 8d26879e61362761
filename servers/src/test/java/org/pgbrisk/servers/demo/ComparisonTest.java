package org.pgbrisk.servers.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void addsUpAndPairsByTask() {
        var comparison =
                Comparison.of(List.of(timing("a", 300), timing("b", 100)), List.of(timing("b", 50), timing("a", 30)));
        assertEquals(400, comparison.beforeMs());
        assertEquals(80, comparison.afterMs());
        assertEquals(5, comparison.factor());
        assertEquals(10, comparison.pairs().get(0).factor());
        assertTrue(comparison.faster());
        assertFalse(comparison.cutOff());
    }

    @Test
    void theSameTimeIsNotFaster() {
        assertFalse(
                Comparison.of(List.of(timing("a", 5)), List.of(timing("a", 5))).faster());
    }

    @Test
    void nothingInNoTimeStaysAsItWas() {
        assertEquals(1, Comparison.of(List.of(), List.of()).factor());
        assertEquals(
                Double.POSITIVE_INFINITY,
                Comparison.of(List.of(timing("a", 5)), List.of(timing("a", 0))).factor());
    }

    @Test
    void refusesTasksThatWereMeasuredOnOneSideOnly() {
        var one = List.of(timing("a", 1));
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(one, List.of()));
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(one, List.of(timing("b", 1))));
    }

    @Test
    void theBestOfTwoRunsIsTheFasterOneThatWasNotCutOff() {
        var slow = timing("a", 9);
        var quick = timing("a", 4);
        var cut = new Timing("a", 2, true);
        assertEquals(quick, slow.best(quick));
        assertEquals(quick, quick.best(slow));
        assertEquals(slow, cut.best(slow));
        assertEquals(slow, slow.best(cut));
    }

    private static Timing timing(String task, double ms) {
        return new Timing(task, ms, false);
    }
}
