package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | a | true",
                "a | a,b | true",
                "a,b | a,b | true",
                "a,b | a | false",
                "b | a,b | false",
                "b,a | a,b | false",
                "a | a desc | true",
                "a | a desc,b | true",
                "a,b | a desc,b desc | true",
                "a,b desc | a desc,b | true",
                "a,b | a,b desc | false",
                "a,b desc | a,b | false",
                "a | a nulls first | false",
                "a nulls first | a desc nulls last | true",
                "a desc | a nulls first | false"
            })
    void isCoveredByAnIndexThatStartsWithItFromEitherEnd(String narrower, String wider, boolean covered) {
        assertEquals(covered, index(1, narrower).coveredBy(index(1, wider)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | a+x | true | true",
                "a+x | a | false | true",
                "a+x | a,x | true | true",
                "a+x | a,b+x | true | true",
                "a+x | a,b+y | false | true",
                "a+x | a+x,y | true | true",
                "a,b | a+b | false | true",
                "a+b | b,a | false | false",
                "a,b+x | a,c+x | false | false"
            })
    void carriesWhatItIncludes(String one, String other, boolean covered, boolean overlaps) {
        assertEquals(covered, PoolTest.index(one).coveredBy(PoolTest.index(other)));
        assertEquals(overlaps, PoolTest.index(one).overlaps(PoolTest.index(other)));
        assertEquals(overlaps, PoolTest.index(other).overlaps(PoolTest.index(one)));
    }

    @Test
    void includesNoKeyAndNothingTwice() {
        assertEquals(
                List.of("b", "c"),
                index(1, "a").including(List.of("c", "a", "b", "c")).include());
        assertEquals(PoolTest.index("a+b,c"), PoolTest.index("a+c,b"));
        assertEquals(true, PoolTest.index("a,b+c").hasAll(List.of("c", "a")));
        assertEquals(index(1, "a"), PoolTest.index("a,b+c").head(1));
    }

    @Test
    void isNotCoveredByAnIndexOnAnotherTable() {
        assertEquals(false, index(1, "a").coveredBy(index(2, "a")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a |''",
                "a desc | ' DESC'",
                "a nulls first | ' NULLS FIRST'",
                "a desc nulls last | ' DESC NULLS LAST'"
            })
    void writesItsDirectionOnlyWhereItIsNotTheDefault(String key, String direction) {
        assertEquals(direction, index(1, key).keys().get(0).direction());
    }

    @Test
    void isOfTheKindThatSetsItApartMost() {
        assertEquals("btree", index(1, "a").kind());
        assertEquals("covering", index(1, "a").including(List.of("b")).kind());
        assertEquals(
                "expression",
                Candidate.on(1, "(lower(a))").including(List.of("b")).kind());
        assertEquals(
                "partial", Candidate.on(1, "(lower(a))").where("(b IS NULL)").kind());
    }

    @Test
    void doesNothingThatAnIndexOfAnotherMethodOrOperatorClassDoes() {
        var btree = index(1, "a");
        var hash = new Candidate(1, AccessMethod.HASH, btree.keys(), List.of(), null);
        var patterns = new Candidate(1, List.of(KeyColumn.of("a", "text_pattern_ops")));
        for (var other : List.of(hash, patterns)) {
            assertEquals(false, btree.equals(other));
            assertEquals(false, btree.coveredBy(other));
            assertEquals(false, other.coveredBy(btree));
            assertEquals(false, btree.overlaps(other));
            assertEquals(true, other.coveredBy(other));
        }
        assertEquals(
                true,
                patterns.coveredBy(
                        new Candidate(1, List.of(patterns.keys().get(0).reversed(), KeyColumn.ascending("b")))));
        assertEquals(hash, hash.including(List.of("b")).head(1));
        assertEquals("hash", hash.where("(b IS NULL)").kind());
        assertEquals("btree", patterns.kind());
        assertEquals(" text_pattern_ops DESC", patterns.keys().get(0).reversed().suffix());
    }

    @Test
    void hasAtLeastOneKey() {
        assertThrows(IllegalArgumentException.class, () -> Candidate.on(1));
    }

    /** @param keys as in CREATE INDEX, without blanks behind the commas */
    static Candidate index(long table, String keys) {
        var columns = new ArrayList<KeyColumn>();
        for (var key : keys.split(",")) {
            boolean descending = key.contains(" desc");
            boolean nullsFirst = key.contains(" nulls first") || descending && !key.contains(" nulls last");
            columns.add(new KeyColumn(key.split(" ")[0], descending, nullsFirst));
        }
        return new Candidate(table, List.copyOf(columns));
    }
}
