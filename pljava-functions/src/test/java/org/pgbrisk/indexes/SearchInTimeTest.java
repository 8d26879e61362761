package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.indexes.CandidateTest.index;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.CannedDatabase;

/** The time is over in the middle of it all: each answer of this planner takes a millisecond. */
class SearchInTimeTest {
    private static final int STATEMENTS = 200;
    private static final long ALL_THE_TIME = 3_600_000;

    private final List<Planned> workload = new ArrayList<>();
    private long now;

    /** The first statement took most time, the last least; two of them on each table. */
    SearchInTimeTest() {
        for (int i = 0; i < STATEMENTS; i++) {
            long table = i / 2;
            var own = Set.of(index(table, i % 2 == 0 ? "a" : "b"), index(table, i % 2 == 0 ? "a,c" : "b,c"));
            workload.add(Planned.of(new Statement((long) i, "select 1", 1, 1_000 - 2 * i, null, false), plan(1_000))
                    .with(own, List.of(new Planned.Interest(table, Set.of("a", "b"), Set.of(), Set.of("z")))));
        }
    }

    @Test
    void whatWasFoundIsChosenHoweverShortTheTime() throws SQLException {
        for (long limit = 100; limit < 2_000; limit += 300) {
            var choices = choose(limit, null, STATEMENTS);
            assertFalse(choices.isEmpty(), "after " + limit + " ms");
            assertEquals(
                    workload.get(0),
                    choices.get(0).gains().get(0).planned(),
                    "the best is first, after " + limit + " ms");
        }
    }

    @Test
    void whatWasFoundIsChosenWhereTheTimeIsOverInTheSearchAndNoneIsLeftForTheEnd() throws SQLException {
        for (long limit = 100; limit < 2_000; limit += 300) {
            var costs = costs(limit);
            var choices = choose(new Search.Stages(costs, costs, costs), null, STATEMENTS);
            assertTrue(
                    choices.size() >= Math.min(STATEMENTS, 0.9 * limit),
                    "each answer is an index, and there are " + choices.size() + " after " + limit + " ms");
        }
    }

    @Test
    void nothingIsChosenOfWhichNothingIsKnown() throws SQLException {
        assertEquals(0, choose(-1, null, STATEMENTS).size());
    }

    @Test
    void whatIsSaidToBeSavedTheIndexesDoSave() throws SQLException {
        for (long limit = 100; limit < 2_000; limit += 300) {
            for (long budget : List.of(50L, Long.MAX_VALUE)) {
                var choices = choose(limit, budget, 60);
                var indexes = choices.stream().map(Search.Choice::index).toList();
                for (var choice : choices) {
                    for (var gain : choice.gains()) {
                        assertEquals(cost(gain.planned(), indexes).cost(), gain.after(), "after " + limit + " ms");
                    }
                }
            }
        }
    }

    @Test
    void whatIsAskedForIsKeptWhenTheTimeIsOver() throws SQLException {
        for (long limit = 100; limit < 2_000; limit += 300) {
            assertTrue(choose(limit, null, 7).size() <= 7, "after " + limit + " ms");
            assertTrue(choose(limit, 30L, STATEMENTS).size() <= 30, "after " + limit + " ms");
        }
    }

    @Test
    void moreTimeSavesMore() throws SQLException {
        double all = saved(choose(ALL_THE_TIME, null, STATEMENTS));
        double some = saved(choose(400, null, STATEMENTS));
        assertTrue(some > 0.4 * all, some + " of " + all);
        assertEquals(all, saved(choose(4_000, null, STATEMENTS)), all / 100);
    }

    @Test
    void theEndIsNearTheLimit() throws SQLException {
        for (long limit = 100; limit < 2_000; limit += 300) {
            now = 0;
            choose(limit, 50L, STATEMENTS);
            assertTrue(now <= TimeUnit.MILLISECONDS.toNanos(limit), now + " after " + limit + " ms");
        }
    }

    private static double saved(List<Search.Choice> choices) {
        return choices.stream()
                .flatMap(choice -> choice.gains().stream())
                .mapToDouble(Search.Gain::weighted)
                .sum();
    }

    private List<Search.Choice> choose(long milliseconds, Long budget, int most) throws SQLException {
        return choose(TimeParts.of(false).stages(costs(milliseconds)), budget, most);
    }

    private TimedCosts costs(long milliseconds) {
        var progress = new Progress(new CannedDatabase().answer(Progress.Name.class, new Progress.Name("psql")));
        return new TimedCosts(new Slow(), new Deadline(milliseconds, () -> now), progress);
    }

    private List<Search.Choice> choose(Search.Stages costs, Long budget, int most) throws SQLException {
        var worth = new Search.Worth(0.1, 0);
        return new Search(costs, workload, index -> 1, index -> 0, index -> false, budget, worth).choose(most);
    }

    private static JsonObject plan(double cost) {
        var plan = new JsonObject();
        plan.put("Total Cost", cost);
        return plan;
    }

    private static Costs.Costed cost(Planned planned, Iterable<Candidate> indexes) {
        var best = new Costs.Costed(planned.cost(), Set.of());
        for (var index : indexes) {
            if (new LinkedHashSet<>(planned.candidates()).contains(index)) {
                double cost = index.keys().size() == 1 ? 100 : 10;
                best = cost < best.cost() ? new Costs.Costed(cost, Set.of(index)) : best;
            }
        }
        return best;
    }

    private final class Slow implements Costs {
        @Override
        public List<Costed> with(List<Question> questions) {
            now += TimeUnit.MILLISECONDS.toNanos(questions.size());
            return questions.stream()
                    .map(question -> cost(question.planned(), question.indexes()))
                    .toList();
        }

        @Override
        public String method() {
            return "slow";
        }
    }
}
