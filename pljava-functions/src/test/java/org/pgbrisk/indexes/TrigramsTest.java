package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrigramsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "~~ ; '%abc%' ; true",
                "~~ ; '%ab%' ; false",
                "~~ ; '%ab_cd%' ; false",
                "~~ ; '_abc' ; true",
                "~~ ; 'abc%' ; false",
                "~~ ; 'abcd' ; false",
                "~~ ; 'ab%cde%' ; true",
                "~~* ; 'abc%' ; true",
                "~~* ; '%%' ; false",
                "~~ ; $1 ; false",
                "~~ ; ('%' || $1) ; true",
                "~~ ; (($1 || 'x') || '%') ; false",
                "~ ; $1 ; false",
                "~~* ; $1 ; true",
                "~ ; 'abc' ; true",
                "~ ; '^abc' ; false",
                "~ ; 'abc*' ; false",
                "~ ; 'abcd?' ; true",
                "~ ; '[abc][def]' ; false",
                "~ ; 'a[0-9]bcd' ; true",
                "~ ; 'abc|de' ; false",
                "~ ; 'abc|def' ; true",
                "~* ; '(abc|de)fgh' ; true",
                "~* ; '(abc)?de' ; false",
                "~* ; '(abc){0,2}de' ; false",
                "~ ; '\\d\\d\\w' ; false",
                "% ; 'word' ; true",
                "% ; 'wo' ; false"
            })
    void needThreeLettersSideBySide(String operator, String pattern, boolean served) {
        var value = pattern.contains("$1") ? pattern : pattern + "::text";
        assertEquals(served, Trigrams.serve(LookupTest.one("(d.name " + operator + " " + value + ")")));
    }
}
