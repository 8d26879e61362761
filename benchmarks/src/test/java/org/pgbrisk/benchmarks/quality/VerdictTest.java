package org.pgbrisk.benchmarks.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final double UNTIMED = Double.NaN;

    private static Verdict verdict(Verdict.OfQuery... queries) {
        return new Verdict(
                new IndexSet("some", List.of(), List.of(), OptionalDouble.empty(), List.of()),
                List.of(
                        new Verdict.Built("create index on t (a)", 110L, "hypopg", 100),
                        new Verdict.Built("create index on t (b)", 40L, "hypopg", 50),
                        new Verdict.Built("analyze t", null, "hypopg", 0)),
                1,
                List.of(queries),
                List.of());
    }

    @Test
    void leavesOutOfTheNineteenWhatDrownsTheOthers() {
        var verdict = verdict(
                new Verdict.OfQuery("Q1", 100, 50, 10, 10, null),
                new Verdict.OfQuery("Q2", 900, 100, 10, 10, null),
                new Verdict.OfQuery("Q17", 9000, 1, UNTIMED, UNTIMED, null));

        assertEquals(.5, verdict.ratio19());
        assertEquals(151.0 / 10000, verdict.ratio22());
        assertEquals(Math.cbrt(.5 / 9 / 9000), verdict.geo22(), 1e-12);
    }

    @Test
    void timesOnlyWhatWasTimedOnBothSides() {
        var verdict = verdict(
                new Verdict.OfQuery("Q1", 1, 1, 10, 20, null),
                new Verdict.OfQuery("Q3", 1, 1, 30, 15, null),
                new Verdict.OfQuery("Q20", 1, 1, UNTIMED, UNTIMED, null));

        assertEquals(35.0 / 40, verdict.time20());
        assertEquals(1, verdict.geo20(), 1e-12);
        assertEquals("Q1", verdict.slower().get(0).name());
        assertEquals(1, verdict.slower().size());
        assertTrue(verdict.comparedWith(new double[] {20, 30, UNTIMED}).slower().isEmpty());
    }

    @Test
    void findsTheWorstEstimateOfWhatIsAnIndex() {
        var verdict = verdict();

        assertEquals(.2, verdict.worstEstimate(), 1e-12);
        assertEquals(150, verdict.bytes());
        assertTrue(Double.isNaN(verdict.time20()));
    }

    @Test
    void knowsAQueryThatTheAdvisorNamedWhateverItsSpaces() {
        var sql = "select a,\n    b\nfrom t";

        assertTrue(new IndexSet.Risk("select a, b from t", "").means(sql));
        assertTrue(new IndexSet.Risk("select a, b ...", "").means(sql));
        assertEquals(false, new IndexSet.Risk("select b from t", "").means(sql));
        assertEquals(false, new IndexSet.Risk("", "").means(sql));
    }
}
