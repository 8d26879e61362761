package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pgbrisk.indexes.CandidateTest.index;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SearchTest {
    private final List<Planned> workload = new ArrayList<>();
    private final Map<Planned, Map<Candidate, Double>> costs = new LinkedHashMap<>();
    private final Map<Candidate, Long> sizes = new LinkedHashMap<>();

    @Test
    void takesWhatSavesMostFirst() throws SQLException {
        statement(100, Map.of("a", 90.0));
        statement(100, Map.of("b", 10.0));
        assertEquals(List.of("b", "a"), choose(null, 10));
    }

    @Test
    void weighsStatementsByTheirTime() throws SQLException {
        statement(100, 1, Map.of("a", 10.0));
        statement(100, 50, Map.of("b", 50.0));
        assertEquals(List.of("b", "a"), choose(null, 10));
    }

    @Test
    void stopsAtTheMostThatAreWanted() throws SQLException {
        statement(100, Map.of("a", 50.0));
        statement(100, Map.of("b", 10.0));
        assertEquals(List.of("b"), choose(null, 1));
    }

    @Test
    void suggestsNothingWhereNothingPays() throws SQLException {
        statement(100, Map.of("a", 100.0, "b", 95.0));
        assertEquals(List.of(), choose(null, 10));
    }

    @Test
    void suggestsNothingForAShareThatNobodyNotices() throws SQLException {
        statement(1, 1, Map.of("a", 0.1));
        statement(100, 100_000, Map.of("b", 100.0));
        assertEquals(List.of(), choose(null, 10));
    }

    @Test
    void suggestsNothingWithoutStatements() throws SQLException {
        assertEquals(List.of(), choose(null, 10));
    }

    @Test
    void takesOneIndexThatServesTwoStatements() throws SQLException {
        statement(100, Map.of("a", 20.0, "b", 15.0));
        statement(100, Map.of("a", 20.0, "c", 15.0));
        assertEquals(List.of("a"), choose(null, 1));
    }

    @Test
    void measuresAgainAfterEachChoice() throws SQLException {
        statement(100, Map.of("a", 10.0));
        statement(100, Map.of("a", 10.0, "b", 5.0));
        assertEquals(List.of("a"), choose(null, 1));
        assertEquals(List.of("a", "b"), choose(null, 10), "half of the second statement's cost is left to save");
    }

    @Test
    void prefersTheNarrowerIndexWhenItSavesNearlyAll() throws SQLException {
        statement(100, Map.of("a", 11.0, "a,b", 10.0));
        assertEquals(List.of("a"), choose(null, 1));
    }

    @Test
    void prefersTheWiderIndexWhenItSavesMore() throws SQLException {
        statement(100, Map.of("a", 50.0, "a,b", 10.0));
        assertEquals(List.of("a,b"), choose(null, 10));
    }

    @Test
    void staysWithinTheBudget() throws SQLException {
        statement(100, Map.of("a", 10.0));
        statement(100, Map.of("b", 20.0));
        statement(100, Map.of("c", 30.0));
        size("a", 60);
        size("b", 50);
        size("c", 40);
        assertEquals(List.of("c", "a"), choose(100L, 10));
        assertEquals(List.of("c", "b"), choose(99L, 10));
        assertEquals(List.of(), choose(39L, 10));
        assertEquals(List.of("c", "b", "a"), choose(150L, 10));
    }

    @Test
    void takesTheMostByTheByteWhenThereIsABudget() throws SQLException {
        statement(100, Map.of("a", 10.0));
        statement(100, Map.of("b", 40.0));
        statement(100, Map.of("c", 40.0));
        size("a", 1000);
        size("b", 500);
        size("c", 500);
        assertEquals(List.of("b", "c"), choose(1000L, 10));
        assertEquals(List.of("a", "b", "c"), choose(null, 10));
    }

    @Test
    void spendsABudgetOnWhatSavesMostInIt() throws SQLException {
        statement(100, Map.of("a", 10.0));
        statement(100, Map.of("b", 40.0));
        size("a", 1000);
        size("b", 100);
        assertEquals(List.of("a"), choose(1000L, 10), "the room that b would leave is of no use to anything else");
    }

    @Test
    void exchangesTwoSmallIndexesForALargeOneThatSavesMore() throws SQLException {
        statement(1000, Map.of("a", 100.0));
        statement(100, Map.of("b", 10.0));
        statement(100, Map.of("c", 10.0));
        statement(1000, Map.of("d", 100.0));
        size("a", 600);
        size("b", 30);
        size("c", 30);
        size("d", 400);
        assertEquals(List.of("d", "a"), choose(1000L, 10));
    }

    @Test
    void putsAWiderIndexInThePlaceOfItsPrefix() throws SQLException {
        statement(100, Map.of("a", 50.0, "a,b", 10.0));
        size("a", 10);
        size("a,b", 100);
        assertEquals(List.of("a,b"), choose(100L, 10));
        assertEquals(List.of("a"), choose(99L, 10));
    }

    @Test
    void tellsWhichStatementsGainAndByHowMuch() throws SQLException {
        var small = statement(100, 10, Map.of("a", 50.0));
        var large = statement(100, 90, Map.of("a", 20.0));
        var none = statement(100, 50, Map.of("a", 99.5, "b", 1.0));
        var choices = search(null).choose(10);
        var first = choices.stream()
                .filter(choice -> choice.index().equals(index(1, "a")))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of(large, small),
                first.gains().stream()
                        .map(Search.Gain::planned)
                        .filter(planned -> planned != none)
                        .toList());
        assertEquals(20, first.gains().get(0).after());
        assertEquals(100, first.gains().get(0).before());
        assertEquals(72, first.gains().get(0).weighted(), 1e-9);
    }

    @Test
    void givesTheSameAnswerEachTime() throws SQLException {
        for (var name : List.of("a", "b", "c", "d", "e", "f")) {
            statement(100, Map.of(name, 10.0));
        }
        assertEquals(choose(null, 3), choose(null, 3));
        assertEquals(List.of("a", "b", "c"), choose(null, 3));
    }

    @Test
    void prefersOneWideIndexToTwoNarrowOnes() throws SQLException {
        statement(100, Map.of("a", 20.0));
        statement(100, Map.of("a", 60.0, "a,b", 10.0, "b,a", 10.0));
        assertEquals(List.of("a,b"), choose(null, 10));
    }

    /** As of two bitmaps that only together are selective. */
    @Test
    void suggestsBothOfTwoThatHelpOnlyTogether() throws SQLException {
        var planned = Planned.of(new Statement(null, "select 1", 1, 100, null, false), plan(100))
                .with(
                        Set.of(index(1, "a"), index(1, "b")),
                        List.of(new Planned.Interest(1, Set.of("a", "b"), Set.of(), Set.of("z"))));
        workload.add(planned);
        var together = new Costs() {
            @Override
            public List<Costed> with(List<Question> questions) {
                return questions.stream()
                        .map(question -> question.indexes().size() == 2
                                ? new Costed(10, Set.copyOf(question.indexes()))
                                : new Costed(100, Set.of()))
                        .toList();
            }

            @Override
            public String method() {
                return "fake";
            }
        };
        var choices =
                new Search(together, workload, index -> 1, index -> false, null, new Search.Worth(0.1, 0)).choose(10);
        assertEquals(2, choices.size());
        for (var choice : choices) {
            assertEquals(List.of(new Search.Gain(planned, 100, 10)), choice.gains());
        }
    }

    private Planned statement(double cost, Map<String, Double> with) {
        return statement(cost, cost, with);
    }

    /** @param with what it costs with one of these indexes, or one that covers it */
    private Planned statement(double cost, double worth, Map<String, Double> with) {
        var byIndex = new LinkedHashMap<Candidate, Double>();
        with.keySet().stream().sorted().forEach(keys -> byIndex.put(index(1, keys), with.get(keys)));
        var planned = Planned.of(new Statement(null, "select 1", 1, worth, null, false), plan(cost))
                .with(byIndex.keySet(), List.of(interest(byIndex.keySet())));
        workload.add(planned);
        costs.put(planned, byIndex);
        return planned;
    }

    private static Planned.Interest interest(Set<Candidate> indexes) {
        return new Planned.Interest(
                1, indexes.stream().map(Candidate::lead).collect(Collectors.toSet()), Set.of(), Set.of());
    }

    private static JsonObject plan(double cost) {
        var plan = new JsonObject();
        plan.put("Total Cost", cost);
        return plan;
    }

    private void size(String keys, long bytes) {
        sizes.put(index(1, keys), bytes);
    }

    private List<String> choose(Long budget, int most) throws SQLException {
        return search(budget).choose(most).stream()
                .map(choice -> String.join(
                        ",", choice.index().keys().stream().map(KeyColumn::name).toList()))
                .toList();
    }

    private Search search(Long budget) {
        return new Search(
                new Fake(),
                workload,
                index -> sizes.getOrDefault(index, 1L),
                index -> false,
                budget,
                new Search.Worth(0.1, 0));
    }

    private final class Fake implements Costs {
        @Override
        public List<Costed> with(List<Question> questions) {
            return questions.stream()
                    .map(question -> cost(question.planned(), question.indexes()))
                    .toList();
        }

        private Costed cost(Planned planned, Collection<Candidate> indexes) {
            var best = new Costed(planned.cost(), Set.of());
            for (var index : indexes) {
                for (var served : costs.get(planned).entrySet()) {
                    if (served.getKey().coveredBy(index) && served.getValue() < best.cost()) {
                        best = new Costed(served.getValue(), Set.of(index));
                    }
                }
            }
            return best;
        }

        @Override
        public String method() {
            return "fake";
        }
    }
}
