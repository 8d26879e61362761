package org.pgbrisk.companion.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final Measured EXACT = new Measured(null, 0, 1, 9, 9, 0, 0);
    private static final Measured FAST_AND_LARGE = index(40, 0.97, 1.0, 500, 2000);
    private static final Measured NEARLY_AS_FAST = index(60, 0.96, 1.15, 400, 1000);
    private static final Measured SLOW_AND_SMALL = index(80, 0.99, 3, 100, 100);
    private static final Measured MISSES = index(10, 0.9, 0.1, 10, 10);

    private static Measured index(int search, double recall, double median, double buildMs, long bytes) {
        var build = new Build(AccessMethod.hnsw, Map.of("m", 16), Map.of("m", 16), List.of(search), 1);
        return new Measured(build, search, recall, median, 2 * median, buildMs, bytes);
    }

    private static Optional<Measured> choice(boolean whole, double target, Measured... measured) {
        return Choice.of(List.of(measured), target, whole);
    }

    @Test
    void ofThoseAboutAsFastTheSmallestIsTaken() {
        assertEquals(
                Optional.of(NEARLY_AS_FAST),
                choice(true, 0.95, EXACT, MISSES, FAST_AND_LARGE, NEARLY_AS_FAST, SLOW_AND_SMALL));
    }

    @Test
    void aSettingThatMissesTheTargetIsNotTakenHoweverFast() {
        assertEquals(Optional.of(SLOW_AND_SMALL), choice(true, 0.98, EXACT, MISSES, FAST_AND_LARGE, SLOW_AND_SMALL));
    }

    @Test
    void noIndexIsTakenWhereTheWholeTableIsReadAsFast() {
        var quick = new Measured(null, 0, 1, 1.1, 2, 0, 0);
        var soon = new Measured(null, 0, 1, 0.9, 1, 0, 0);

        assertEquals(Optional.of(quick), choice(true, 0.95, quick, FAST_AND_LARGE));
        assertEquals(Optional.of(FAST_AND_LARGE), choice(false, 0.95, quick, FAST_AND_LARGE));
        assertEquals(Optional.of(soon), choice(true, 0.9, soon, MISSES));
    }

    @Test
    void nothingIsTakenWhereNoIndexReachesTheTarget() {
        assertEquals(Optional.empty(), choice(true, 0.999, EXACT, MISSES, SLOW_AND_SMALL));
        assertEquals(Optional.of(SLOW_AND_SMALL), Choice.nearest(List.of(EXACT, MISSES, SLOW_AND_SMALL)));
        assertEquals(Optional.empty(), Choice.nearest(List.of(EXACT)));
    }
}
