package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.indexes.CandidateTest.index;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pgbrisk.indexes.KnownCosts.Case;

class KnownCostsTest {
    private final Pool pool = new Pool(index -> 1);
    private final List<List<Costs.Question>> asked = new ArrayList<>();

    @Test
    void anAnswerStandsForAllSetsBetweenWhatWasUsedAndWhatWasShown() throws SQLException {
        var known = known(statement("a", "b", "c"));
        assertEquals(10, known.fact(0, set(0, 1, 2)).cost());
        assertEquals(10, known.fact(0, set(0)).cost());
        assertEquals(10, known.fact(0, set(0, 2)).cost());
        assertEquals(1, asked.size(), "one question tells the rest");
        assertEquals(20, known.fact(0, set(1, 2)).cost());
        assertEquals(2, asked.size(), "what was used is missing");
        assertTrue(known.fact(0, set(1)).used().has(1));
        assertEquals(2, asked.size());
    }

    @Test
    void nothingIsAskedWithoutIndexes() throws SQLException {
        assertEquals(100, known(statement("a")).fact(0, new BitSet()).cost());
        assertEquals(List.of(), asked);
    }

    @Test
    void indexesThatCannotMatterAreNotShown() throws SQLException {
        var known = known(statement("a"), statement("b"));
        assertEquals(10, known.fact(0, set(0, 1)).cost());
        assertEquals(List.of(index(1, "a")), asked.get(0).get(0).indexes());
        assertEquals(set(0), known.relevant(0));
        assertEquals(set(1), known.concerned(1));
    }

    @Test
    void asksAllThatIsOpenAtOnce() throws SQLException {
        var known = known(statement("a"), statement("a", "b"), statement("c"));
        known.learn(List.of(
                new Case(0, set(0, 1, 2)), new Case(1, set(0, 1, 2)), new Case(2, set(2)), new Case(2, set(2))));
        assertEquals(1, asked.size());
        assertEquals(3, asked.get(0).size());
        known.learn(List.of(new Case(0, set(0)), new Case(1, set(0))));
        assertEquals(1, asked.size());
    }

    @Test
    void showsOnlySoManyTogether() throws SQLException {
        var names = IntStream.range(0, 500).mapToObj(i -> "c" + i).toArray(String[]::new);
        var statements = Arrays.stream(names).map(KnownCostsTest::statement).toArray(Planned[]::new);
        var known = known(statements);
        var all = new BitSet();
        all.set(0, 500);
        known.learn(IntStream.range(0, 500).mapToObj(i -> new Case(i, all)).toList());
        var shown = new LinkedHashSet<>(
                asked.get(0).stream().map(question -> question.indexes().size()).toList());
        assertEquals(Set.of(200, 100), shown);
        assertEquals(10, known.fact(499, all).cost());
        assertEquals(1, asked.size());
    }

    @Test
    void takesInWhatThePlannerUsesWithoutAReason() throws SQLException {
        var counted = new Planned.Interest(1, Set.of("a"), Set.of(), Set.of("a", "z"));
        var known = known(statement("a").with(Set.of(index(1, "a")), List.of(counted)), statement("b"));
        var questions = new ArrayList<Case>();
        // As for LIKE 'x%' or max(b), which an index on b serves.
        served = "b";
        questions.add(new Case(0, set(0, 1)));
        questions.add(new Case(1, set(0, 1)));
        known.learn(questions);
        assertEquals(10, known.fact(0, set(0, 1)).cost());
        assertTrue(known.fact(0, set(0, 1)).used().has(1));
        assertFalse(known.fact(0, set(0, 1)).used().has(0));
        assertEquals(set(0, 1), known.relevant(0));
        served = null;
        assertEquals(10, known.fact(0, set(0)).cost());
    }

    @Test
    void boundsStandForAnAnswerWhereTheyAreNear() throws SQLException {
        var known = known(statement("a", "b", "c"));
        known.fact(0, set(0, 1, 2));
        known.fact(0, set(2));
        // With b and c: no less than with all three, no more than with c alone.
        assertNull(known.estimate(new Case(0, set(1, 2)), 19));
        assertEquals(30, known.estimate(new Case(0, set(1, 2)), 20));
        assertEquals(10, known.estimate(new Case(0, set(0, 1)), 0));
        assertEquals(100, known.estimate(new Case(0, new BitSet()), 0));
        assertEquals(2, asked.size());
    }

    @Test
    void remembersWhatWasAskedElsewhere() throws SQLException {
        var known = known(statement("a", "b"));
        known.remember(0, List.of(index(1, "a"), index(1, "x")), new Costs.Costed(7, Set.of(index(1, "a"))));
        known.remember(0, List.of(index(1, "x")), new Costs.Costed(3, Set.of(index(1, "x"))));
        assertEquals(7, known.fact(0, set(0)).cost());
        assertEquals(7, known.least(new Case(0, set(0))), "the pool does not have x");
        assertEquals(List.of(), asked);
    }

    /** The planner would use all three, and be wrong: it would take longer than with nothing. */
    @Test
    void trustsNoBoundsWhereMoreIndexesMayBeWorse() throws SQLException {
        var known = known(statement("a", "b", "c"));
        known.remember(
                0,
                List.of(index(1, "a"), index(1, "b"), index(1, "c")),
                new Costs.Costed(150, 5, Set.of(index(1, "a"), index(1, "b"), index(1, "c")), null));
        assertNull(known.estimate(new Case(0, set(1)), 1000));
        assertEquals(20, known.fact(0, set(1)).cost());
        assertEquals(5, known.least(new Case(0, set(0, 1))), "as far as the planner knows");
    }

    private String served;

    private KnownCosts known(Planned... statements) {
        var workload = List.of(statements);
        workload.forEach(planned -> planned.candidates().forEach(pool::number));
        return new KnownCosts(new Fake(), pool, workload);
    }

    /** Costs 10 with an index on the first of these columns, 20 with one on the second, 30 with one on the third. */
    private static Planned statement(String... columns) {
        var plan = new JsonObject();
        plan.put("Total Cost", 100);
        var candidates = new LinkedHashSet<Candidate>();
        Arrays.stream(columns).forEach(column -> candidates.add(index(1, column)));
        var interest = new Planned.Interest(1, Set.of(columns), Set.of(), Set.of("not", "covered"));
        return Planned.of(new Statement(null, String.join(" ", columns), 1, 0, null, false), plan)
                .with(candidates, List.of(interest));
    }

    static BitSet set(int... numbers) {
        var set = new BitSet();
        Arrays.stream(numbers).forEach(set::set);
        return set;
    }

    private final class Fake implements Costs {
        @Override
        public List<Costed> with(List<Question> questions) {
            asked.add(questions);
            return questions.stream()
                    .map(question -> cost(question.planned(), question.indexes()))
                    .toList();
        }

        private Costed cost(Planned planned, Collection<Candidate> indexes) {
            double cost = 0;
            for (var column : (served == null ? planned.statement().sql() : served).split(" ")) {
                cost += 10;
                if (indexes.contains(index(1, column))) {
                    return new Costed(cost, Set.of(index(1, column)));
                }
            }
            return new Costed(planned.cost(), Set.of());
        }

        @Override
        public String method() {
            return "fake";
        }
    }
}
