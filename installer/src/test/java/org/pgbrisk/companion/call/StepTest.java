package org.pgbrisk.companion.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StepTest {
    @Test
    void readsHowMuchIsDone() {
        assertEquals(new Step(120, 500, "planned"), Step.of("pgbrisk: suggest_indexes 120 of 500 planned"));
        assertEquals(new Step(0, 3, "run"), Step.of("pgbrisk: suggest_indexes 0 of 3 run"));
    }

    @Test
    void readsWhatIsDoneWhereNobodyKnowsHowMuchItWillBe() {
        assertEquals(
                new Step(0, -1, "3400 plans with other indexes"),
                Step.of("pgbrisk: suggest_indexes 3400 plans with other indexes"));
    }

    @Test
    void knowsNothingFromOtherNames() {
        for (var name : new String[] {
            null, "", "psql", "pgbrisk", "pgbrisk: ", "pgbrisk: suggest_indexes", "PostgreSQL JDBC Driver"
        }) {
            assertEquals(Step.UNKNOWN, Step.of(name), name);
        }
    }

    @Test
    void takesNoNumberThatIsTooLarge() {
        var what = "99999999999999999999 of 5 planned";
        assertEquals(new Step(0, -1, what), Step.of("pgbrisk: suggest_indexes " + what));
    }

    @Test
    void sendsNothingToATerminalThatItWouldObey() {
        assertEquals(
                "a?[2Jb?", Step.of("pgbrisk: suggest_indexes a\u001b[2Jb\u00e9").what());
    }
}
