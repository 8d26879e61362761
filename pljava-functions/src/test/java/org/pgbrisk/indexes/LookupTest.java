package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(d.tags @> '{a}'::text[]) | tags | @> | {a}",
                "('{a}'::text[] <@ d.tags) | tags | @> | {a}",
                "(d.tags && $1) | tags | && | ",
                "(d.data ? 'k'::text) | data | ? | k",
                "((d.name)::text ~~* '%it''s%'::text) | name | ~~* | %it's%",
                "((d.data -> 'tags'::text) @> '[\"a\"]'::jsonb) | (data -> 'tags'::text) | @> | [\"a\"]",
                "('10.0.0.0/8'::inet >> d.address) | address | << | 10.0.0.0/8",
                "(d.words @@ plainto_tsquery('simple'::regconfig, $1)) | words | @@ | ",
                "(d.name ~~ E'a\\\\%b'::text) | name | ~~ | "
            })
    void isReadWithItsColumnOnTheLeft(String condition, String column, String operator, String constant) {
        var lookup = one(condition);
        assertEquals(new Comparison.Column("d", column), lookup.column());
        assertEquals(operator, lookup.operator());
        assertEquals(constant, lookup.constant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(d.a = 1)",
                "('x'::text = ANY (d.tags))",
                "(d.tags @> e.tags AND d.tags = e.tags)",
                "(d.tags @> d.others)",
                "(d.address << ANY ('{10.0.0.0/8}'::inet[]))",
                "((d.tags @> '{a}'::text[]) OR (d.a = 1))",
                "(NOT (d.tags @> '{a}'::text[]))",
                ""
            })
    void otherConditionsAreNone(String condition) {
        assertEquals(
                List.of(),
                Lookup.of(condition).stream()
                        .filter(arms -> !arms.get(0).value().equals("e.tags"))
                        .toList());
    }

    @Test
    void armsOfAnOrBelongTogether() {
        var conjuncts =
                Lookup.of("((d.a = 1) AND ((d.n ~~* '%abc%'::text) OR (d.n ~~* '%def%'::text)) AND (d.t @> $1))");
        assertEquals(2, conjuncts.size());
        assertEquals(
                List.of("%abc%", "%def%"),
                conjuncts.get(0).stream().map(Lookup::constant).toList());
    }

    static Lookup one(String condition) {
        var conjuncts = Lookup.of(condition);
        assertEquals(1, conjuncts.size(), condition);
        assertEquals(1, conjuncts.get(0).size(), condition);
        return conjuncts.get(0).get(0);
    }
}
