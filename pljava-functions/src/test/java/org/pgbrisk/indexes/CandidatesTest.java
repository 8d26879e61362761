package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.indexes.CandidateTest.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.indexes.Restrictions.Restriction;

class CandidatesTest {
    private static final Map<String, Double> DISTINCT = Map.of("a", 10.0, "b", 1000.0, "c", 100.0, "d", 5.0);

    private final TableUse use = TableUse.of("public", "t");
    private final Set<String> coverable = new HashSet<>();

    @Test
    void offersEachColumnAlone() {
        use.fixed().add("a");
        use.bounded().add("b");
        use.joined().add("c");
        use.alternatives().add("d");
        assertTrue(found().containsAll(indexes("a", "b", "c", "d")));
    }

    @Test
    void offersNothingWhereNothingIsAsked() {
        assertEquals(List.of(), found());
    }

    @Test
    void putsTheMoreSelectiveOfTwoFixedColumnsFirst() {
        use.fixed().addAll(List.of("a", "b", "c"));
        assertEquals(indexes("b", "c", "a", "b,c", "b,a", "c,a", "b,c,a"), found());
    }

    @Test
    void putsARangeBehindFixedAndJoinedColumns() {
        use.fixed().add("a");
        use.joined().add("c");
        use.bounded().add("b");
        assertEquals(indexes("a", "c", "b", "c,a", "a,c", "a,b", "c,b", "c,a,b", "b,c"), found());
    }

    @Test
    void neverPairsArmsOfAnOr() {
        use.alternatives().addAll(List.of("a", "b"));
        assertEquals(indexes("a", "b"), found());
    }

    @Test
    void neverPairsAColumnWithItself() {
        use.fixed().add("a");
        use.joined().add("a");
        use.bounded().add("a");
        use.orders().add(List.of(KeyColumn.ascending("a"), KeyColumn.ascending("a")));
        assertEquals(indexes("a"), found());
    }

    @Test
    void offersAnOrderAndTheFixedColumnBeforeIt() {
        use.fixed().add("a");
        use.orders().add(index(1, "b desc,c").keys());
        assertEquals(indexes("a", "b", "b,c desc", "a,b", "a,b,c desc"), found());
    }

    @Test
    void writesAnOrderAscendingWhereItCan() {
        use.orders().add(index(1, "b desc,c desc").keys());
        assertEquals(indexes("b", "b,c"), found());
    }

    @Test
    void keepsNullsWhereTheOrderWantsThem() {
        use.orders().add(index(1, "b desc nulls last").keys());
        use.orders().add(index(1, "c,d nulls first").keys());
        assertEquals(indexes("b nulls first", "c", "c,d nulls first"), found());
    }

    @Test
    void includesWhatElseIsReadWhereAnIndexMayHoldIt() {
        use.fixed().add("a");
        use.read().addAll(List.of("a", "b", "c"));
        assertEquals(indexes("a"), found());
        coverable.addAll(use.read());
        assertEquals(List.of(index(1, "a"), index(1, "a").including(List.of("b", "c"))), found());
    }

    @Test
    void coversATableThatIsOnlyRead() {
        use.read().addAll(List.of("c", "b"));
        coverable.addAll(use.read());
        assertEquals(List.of(index(1, "b").including(List.of("c"))), found());
    }

    @Test
    void offersAnIndexOfTheRowsThatAConditionLeaves() {
        use.fixed().addAll(List.of("a", "b"));
        use.restrictions().add(new Restriction(new Comparison.Column("t", "a"), "(a = 1)", true, false));
        assertEquals(
                List.of(
                        index(1, "b"),
                        index(1, "a"),
                        index(1, "b,a"),
                        index(1, "b").where("(a = 1)"),
                        index(1, "a").where("(a = 1)")),
                found());
    }

    @Test
    void keepsAKeyThatAConditionDoesNotFix() {
        use.bounded().add("a");
        use.restrictions().add(new Restriction(new Comparison.Column("t", "a"), "(a IS NOT NULL)", false, true));
        assertEquals(List.of(index(1, "a"), index(1, "a").where("(a IS NOT NULL)")), found());
    }

    private List<Candidate> found() {
        return new ArrayList<>(Candidates.of(
                use,
                1,
                new Candidates.Limits(
                        3, column -> DISTINCT.getOrDefault(column, 1.0), coverable::containsAll, restriction -> true)));
    }

    private static List<Candidate> indexes(String... keys) {
        return Arrays.stream(keys).map(key -> index(1, key)).toList();
    }
}
