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
