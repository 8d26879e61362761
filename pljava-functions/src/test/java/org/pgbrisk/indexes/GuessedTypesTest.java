package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuessedTypesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$1 + $2 | cast($1 as numeric) + cast($2 as numeric)",
                "a + $1 | a + $1",
                "$1 | $1",
                "case when a = $1 then $2 else $3 end | case when a = $1 then cast($2 as numeric) else cast($3 as numeric) end",
                "generate_series($1, $2) | generate_series(cast($1 as integer), cast($2 as integer))",
                "a = $1 and b = $2 | a = $1 and b = $2",
                "$1 ~ $2 | $1 ~ $2",
                "a in ($1, $2) | a in ($1, $2)"
            })
    void takesConstantsThatNothingTypesForNumbers(String sql, String guessed) {
        assertEquals(guessed, GuessedTypes.add(sql));
    }
}
