package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.indexes.Comparison.Column;

class PrefixesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(c.name ~~ 'abc%'::text) | name",
                "((c.name)::text ~~ 'abc%'::text) | name",
                "((c.a = 1) AND (c.name ^@ 'abc'::text)) | name",
                "(c.name ~ '^abc'::text) | name",
                "starts_with(c.name, 'abc'::text) | name",
                "((c.a = 1) AND starts_with(lower((c.name)::text), 'a'::text)) | (lower((name)::text))",
                "(c.name ~~ E'a\\\\%b%'::text) | name",
                "(lower(c.name) ~~ 'abc%'::text) | (lower(name))"
            })
    void aPatternThatSaysHowATextBeginsIsARange(String condition, String column) {
        assertEquals(List.of(new Comparison(new Column("c", column), false, null, false)), Prefixes.of(condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(c.name ~~ '%abc'::text)",
                "(c.name ~~ '_bc'::text)",
                "(c.name ~~ ''::text)",
                "(c.name ~~ $1)",
                "starts_with(c.name, $1)",
                "starts_with('abc'::text, c.name)",
                "starts_with(c.name, ''::text)",
                "(c.name ~~ d.pattern)",
                "(c.name !~~ 'abc%'::text)",
                "(c.name ~~* 'abc%'::text)",
                "(c.name ~ 'abc'::text)",
                "(c.name ~ '^.*abc'::text)",
                "(c.name = 'abc'::text)"
            })
    void otherPatternsAreNone(String condition) {
        assertEquals(List.of(), Prefixes.of(condition));
    }

    @ParameterizedTest
    @ValueSource(strings = "((c.a = 1) OR (c.name ~~ 'abc%'::text))")
    void knowsTheArmsOfAnOr(String condition) {
        assertEquals(List.of(new Comparison(new Column("c", "name"), false, null, true)), Prefixes.of(condition));
    }
}
