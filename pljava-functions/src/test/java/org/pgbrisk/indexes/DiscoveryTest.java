package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pgbrisk.indexes.PoolTest.index;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final Pool pool = new Pool(index -> 1);
    private final List<String> asked = new ArrayList<>();
    private final List<Planned> workload = new ArrayList<>();
    private Discovery discovery;

    @Test
    void findsWhatIsUsedAndWhatIsUsedInItsPlace() throws SQLException {
        statement("a+x", "a,b", "a", "b", "c");
        assertEquals("a+x", best());
        assertEquals(Set.of("a+x", "a,b", "a", "b"), pool());
    }

    @Test
    void asksNothingThatAnEarlierAnswerTells() throws SQLException {
        statement("a", "b");
        best();
        assertEquals(List.of("a; b", "b"), asked);
    }

    @Test
    void asksForAllStatementsAtOnce() throws SQLException {
        statement("a");
        statement("b+x", "b");
        best();
        assertEquals(List.of("a", "b+x; b", "b"), asked);
    }

    @Test
    void mergesWhatBeginsAlike() throws SQLException {
        statement("a+x");
        statement("a,b");
        statement("c");
        assertEquals("c; a,b+x", best());
    }

    @Test
    void offersSmallerIndexesThatDoAPart() throws SQLException {
        statement("a,b,c+x", "a,b", "a");
        statement("a+x");
        statement("b,c", "b");
        best();
        assertEquals(Set.of("a,b,c", "a,b", "a", "a+x"), narrower("a,b,c+x"));
        assertEquals(Set.of("a"), narrower("a,b"));
        assertEquals(Set.of("b"), narrower("b,c"));
        assertEquals(Set.of("a"), narrower("a+x"));
        assertEquals(Set.of(), narrower("b"));
        assertEquals(Set.of("d"), narrower("d+x"), "of no use to anybody, but smaller");
        assertEquals(Set.of(), narrower("e,f"), "nobody asked for e");
    }

    private String best() throws SQLException {
        var costs = new FirstOfThem();
        discovery = new Discovery(costs, pool, new KnownCosts(costs, pool, workload));
        return texts(pool.all(discovery.best(workload)));
    }

    private Set<String> pool() {
        var all = new LinkedHashSet<String>();
        for (int i = 0; i < pool.count(); i++) {
            all.add(PoolTest.text(pool.get(i)));
        }
        return all;
    }

    private Set<String> narrower(String index) {
        return discovery.narrower(pool.number(index(index))).stream()
                .map(number -> PoolTest.text(pool.get(number)))
                .collect(Collectors.toSet());
    }

    private static String texts(Iterable<Candidate> indexes) {
        var texts = new ArrayList<String>();
        indexes.forEach(index -> texts.add(PoolTest.text(index)));
        return String.join("; ", texts);
    }

    /** @param indexes the earlier, the better */
    private void statement(String... indexes) {
        var plan = new JsonObject();
        plan.put("Total Cost", 100);
        var candidates = new LinkedHashSet<Candidate>();
        Arrays.stream(indexes).forEach(each -> candidates.add(index(each)));
        var leads = candidates.stream().map(Candidate::lead).collect(Collectors.toSet());
        workload.add(Planned.of(new Statement(null, indexes[0], 1, 0, null, false), plan)
                .with(candidates, List.of(new Planned.Interest(1, leads, Set.of(), Set.of("more")))));
    }

    private final class FirstOfThem implements Costs {
        @Override
        public List<Costed> with(List<Question> questions) {
            var answers = new ArrayList<Costed>();
            for (var question : questions) {
                asked.add(texts(question.indexes()));
                var first = question.indexes().stream().findFirst().orElse(null);
                answers.add(first == null ? new Costed(100, Set.of()) : new Costed(10, Set.of(first)));
            }
            return answers;
        }

        @Override
        public String method() {
            return "fake";
        }
    }
}
