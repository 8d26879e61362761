package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class StatementTest {
    @Test
    void clipsToOneLineOf200Characters() {
        assertEquals("select 1 from t", clipped(" select\n\t1\r\n  from t \n"));
        assertEquals("x".repeat(200), clipped("x".repeat(200)));
        assertEquals("x".repeat(197) + "...", clipped("x".repeat(201)));
        assertEquals("", clipped(""));
    }

    @Test
    void clipsNoCharacterInTwo() {
        var clipped = clipped("x".repeat(196) + "\uD83D\uDC18".repeat(3));
        assertFalse(Character.isHighSurrogate(clipped.charAt(clipped.length() - 4)), clipped);
    }

    @Test
    void guessesTypesOnlyWhenAsked() {
        var statement = statement("select $1 + $2, date $3");
        assertEquals("select $1 + $2, cast($3 as date)", statement.plannable());
        assertEquals(
                "select cast($1 as numeric) + cast($2 as numeric), cast($3 as date)",
                statement.withGuesses().plannable());
    }

    private static String clipped(String sql) {
        return statement(sql).clipped();
    }

    private static Statement statement(String sql) {
        return new Statement(null, sql, 1, 0, null, false);
    }
}
