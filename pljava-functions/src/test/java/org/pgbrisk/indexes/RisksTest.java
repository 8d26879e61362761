package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.indexes.CandidateTest.index;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

class RisksTest {
    private static final Candidate CHOSEN = index(1, "a");
    private static final Candidate OTHER = index(1, "b");

    private static final JsonObject NOW = plan(1000);
    private static final JsonObject WITH = plan(500);

    private final JsonObject instead = plan(550);

    private static JsonObject plan(double cost) {
        return Json.object("{\"Node Type\": \"Seq Scan\", \"Startup Cost\": 0, \"Total Cost\": " + cost + "}");
    }

    /** Uses the chosen index where it may; else the other one. */
    private final class Fake implements Costs {
        @Override
        public List<Costed> with(List<Question> questions) {
            var answers = new ArrayList<Costed>();
            for (var question : questions) {
                boolean both = question.indexes().contains(CHOSEN);
                answers.add(
                        both
                                ? new Costed(500, Set.of(CHOSEN), WITH)
                                : new Costed(instead.getDouble("Total Cost"), Set.of(OTHER), instead));
            }
            return answers;
        }

        @Override
        public String method() {
            return "fake";
        }
    }

    private Risks risks(SlowDowns slowdowns) throws SQLException {
        return risks(slowdowns, true);
    }

    private Risks risks(SlowDowns slowdowns, boolean gains) throws SQLException {
        var interest = new Planned.Interest(1, Set.of("a", "b"), Set.of(), Set.of());
        var planned = Planned.of(new Statement(null, "select 1", 1, 0, null, false), NOW)
                .with(Set.of(CHOSEN, OTHER), List.of(interest));
        var whatItGains = gains ? List.of(new Search.Gain(planned, 1000, 500)) : List.<Search.Gain>of();
        return Risks.of(
                new Fake(),
                slowdowns,
                WeakEstimates.Skew.NONE,
                List.of(new Search.Choice(CHOSEN, whatItGains), new Search.Choice(OTHER, whatItGains)),
                List.of(planned));
    }

    @Test
    void namesWhatIsSlower() throws SQLException {
        var risks = risks((planned, plan) -> plan == WITH ? 2 : 0.5);

        assertEquals(1, risks.of(CHOSEN).size());
        assertTrue(risks.of(CHOSEN).get(0).reason().contains("2.0 times as long"));
        assertEquals(List.of(), risks.of(OTHER));
    }

    @Test
    void namesWhatIsSlowerAndNearlyChosen() throws SQLException {
        var risks = risks((planned, plan) -> plan == instead ? 3 : 0.5);

        assertTrue(risks.of(CHOSEN).get(0).reason().startsWith("the planner nearly chooses another plan"));
        assertEquals(1, risks.of(OTHER).size());
    }

    @Test
    void namesNothingThatIsFaster() throws SQLException {
        var risks = risks((planned, plan) -> 1.05);

        assertEquals(List.of(), risks.of(CHOSEN));
        assertEquals(List.of(), risks.of(OTHER));
    }

    @Test
    void aStatementThatGainsNothingMayGetSlowerToo() throws SQLException {
        var risks = risks((planned, plan) -> plan == WITH ? 2 : 0, false);

        assertEquals(1, risks.of(CHOSEN).size());
        assertTrue(risks.of(CHOSEN).get(0).reason().contains("2.0 times as long"));
    }
}
