package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.database.SqlTokens;

class ExpressionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lower(o.a) | o | (lower(a))",
                "lower((o.name)::text) | o | (lower((name)::text))",
                "o.data ->> 'k'::text | o | (data ->> 'k'::text)",
                "(o.at)::date | o | ((at)::date)",
                "o.a + o.b | o | (a + b)",
                "app.f(o.a) | o | (app.f(a))",
                "date_trunc('day.month'::text, o.at) | o | (date_trunc('day.month'::text, at))",
                "lower(\"O o\".\"A.b\") | O o | (lower(\"A.b\"))"
            })
    void leavesOutTheAlias(String expression, String alias, String text) {
        assertEquals(new Comparison.Column(alias, text), Expressions.of(expression, SqlTokens.of(expression)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "o.a",
                "5",
                "lower('x'::text)",
                "lower($1)",
                "o.a + $1",
                "o.a + c.b",
                "ANY (o.a)",
                "(SubPlan 1)",
                "count(*) FILTER (WHERE o.a)"
            })
    void passesOverWhatDependsOnMoreThanOneTable(String expression) {
        assertNull(Expressions.of(expression, SqlTokens.of(expression)));
    }
}
