package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.indexes.Restrictions.Restriction;

class RestrictionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(o.a IS NULL) | a | (a IS NULL) | true | true",
                "(o.a IS NOT NULL) | a | (a IS NOT NULL) | false | true",
                "o.deleted | deleted | deleted | true | false",
                "(NOT o.deleted) | deleted | (NOT deleted) | true | false",
                "(o.a = 5) | a | (a = 5) | true | false",
                "(o.status = 'open'::text) | status | (status = 'open'::text) | true | false",
                "((o.status)::text = 'open'::text) | status | ((status)::text = 'open'::text) | true | false",
                "(o.status <> 'done'::s.state) | status | (status <> 'done'::s.state) | false | false",
                "(o.\"Weird \"\"Name\"\"; --\" = 5) | Weird \"Name\"; -- | (\"Weird \"\"Name\"\"; --\" = 5) | true | false"
            })
    void readsAConditionOfOneColumn(String condition, String column, String text, boolean fixes, boolean nullTest) {
        assertEquals(
                List.of(new Restriction(new Comparison.Column("o", column), text, fixes, nullTest)),
                Restrictions.of(condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(o.a = $1)",
                "(o.a = c.id)",
                "(o.a > 5)",
                "(lower(o.a) = 'x'::text)",
                "((o.a = 5) OR (o.b IS NULL))",
                "(o.a = ANY ('{1,2}'::integer[]))",
                "(SubPlan 1)",
                "(NOT (hashed SubPlan 1))",
                "(o.a = (5 + $1))",
                "(o.a = '5'::text || o.b)"
            })
    void passesOverAllElse(String condition) {
        assertEquals(List.of(), Restrictions.of(condition));
    }

    @Test
    void readsEachPartOfAConjunction() {
        var conditions = Restrictions.of("((o.a = 5) AND (o.b > 6) AND (NOT o.c))").stream()
                .map(Restriction::condition)
                .toList();
        assertEquals(List.of("(a = 5)", "(NOT c)"), conditions);
    }
}
