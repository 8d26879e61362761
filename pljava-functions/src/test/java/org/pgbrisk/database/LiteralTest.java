package org.pgbrisk.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"`` | ''", "a | 'a'", "it's | 'it''s'", "a\\b | E'a\\\\b'", "\\' | E'\\\\'''", "$1 | '$1'"})
    void quotesAsTheServerDoes(String value, String quoted) {
        assertEquals(quoted, Literal.quote(value));
    }
}
