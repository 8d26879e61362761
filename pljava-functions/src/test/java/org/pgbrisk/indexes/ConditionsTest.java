package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.indexes.Comparison.Column;

/** What is expected stands as {@code o.a =} for equality, {@code o.a <>} for a range, {@code o.a = c.b} for a join, in {@code ( )} for an arm of an OR. */
class ConditionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(o.a = 5) | o.a =",
                "(5 = o.a) | o.a =",
                "(o.a = $1) | o.a =",
                "(o.a = '-1'::integer) | o.a =",
                "((o.status)::text = 'open'::text) | o.status =",
                "((o.a = $1) AND ((o.status)::text = 'it''s AND (o.b = 1)'::text)) | o.a =, o.status =",
                "((o.a = 1) AND (o.b = 2) AND (o.c > 3)) | o.a =, o.b =, o.c <>",
                "((o.a >= 1) AND (o.a <= 9)) | o.a <>, o.a <>",
                "(now() > o.at) | o.at <>",
                "(o.at > (now() - '1 day'::interval)) | o.at <>",
                "(o.a = ANY ('{1,2,3}'::integer[])) | o.a =",
                "((o.a)::text = ANY ('{x,\"AND\"}'::text[])) | o.a =",
                "(o.a = ANY (ARRAY[$1, $2])) | o.a =",
                "(o.a IS NULL) | o.a =",
                "(o.\"a.b\" = 1) | o.a.b =",
                "(\"o.x\".\"and\" = 1) | o.x.and =",
                "(\"O\"\"\".\"a\"\"b(\" = 1) | O\".a\"b( =",
                "(o.a = (InitPlan 1).col1) | o.a =",
                "(o.a = $0) | o.a =",
                "(o.a = (SubPlan 1)) | o.a =",
                "(o.c = c.id) | o.c = c.id, c.id = o.c",
                "((c.id = o.c) AND (o.c > 5)) | c.id = o.c, o.c = c.id, o.c <>",
                "(o.a < c.b) | o.a <> c.b, c.b <> o.a",
                "(o.a = (c.b + 1)) | o.a = c.(b + 1)"
            })
    void readsWhatAnIndexCouldServe(String condition, String comparisons) {
        assertEquals(comparisons, read(condition));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "((o.a = 1) OR (o.b = 2)) | (o.a =), (o.b =)",
                "((o.a = 1) AND ((o.b = 2) OR (o.c < 3))) | o.a =, (o.b =), (o.c <>)",
                "(((o.a = 1) AND (o.b = 2)) OR (o.c IS NULL)) | (o.a =), (o.b =), (o.c =)",
                "((o.a = 1) OR (o.b ~~ 'x%'::text)) | (o.a =)"
            })
    void marksTheArmsOfAnOr(String condition, String comparisons) {
        assertEquals(comparisons, read(condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "o.flag",
                "(NOT o.flag)",
                "(NOT (o.a = 1))",
                "(o.a IS NOT NULL)",
                "(o.a <> 1)",
                "(o.a IS DISTINCT FROM 1)",
                "(o.a IS NOT DISTINCT FROM 1)",
                "(lower(o.a) = 'x'::text)",
                "(lower((o.a)::text) = 'x'::text)",
                "((o.a + 1) = 5)",
                "((- o.a) = 5)",
                "((o.d ->> 'k'::text) = 'v'::text)",
                "((o.d -> 'k'::text) IS NULL)",
                "(o.d @> '{\"a\": 1}'::jsonb)",
                "(o.t ~~ 'abc%'::text)",
                "(5 = ANY (o.list))",
                "(o.list[1] = 5)",
                "(COALESCE(o.a, 0) = 1)",
                "(CASE WHEN (o.a = 1) THEN 2 ELSE 3 END = 2)",
                "CASE WHEN ((o.a = 1) AND (o.b = 2)) THEN true ELSE false END",
                "(CASE o.a WHEN 1 THEN 2 ELSE NULL::integer END = 2)",
                "(o.a = o.b)",
                "(o.a < (o.b + 1))",
                "(ROW(o.a, o.b) < ROW(1, 2))",
                "(o.* IS NULL)",
                "(hashed SubPlan 1)",
                "(NOT (hashed SubPlan 1))",
                "(alternatives: SubPlan 1 or hashed SubPlan 2)",
                "(ANY (o.a = (hashed SubPlan 1).col1))",
                "(NOT (ANY (o.a = (hashed SubPlan 1).col1)))",
                "EXISTS(SubPlan 1)",
                "(sum(o.a) > 5)",
                "((count(*)) = 2)",
                "(pg_catalog.lower(o.a) = 'x'::text)",
                "false"
            })
    void passesOverWhatAnIndexOnTheColumnCannotServe(String condition) {
        assertEquals("", read(condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "((o.a = 1)",
                "(o.a = 1))",
                "= = =",
                "o.",
                "'never",
                "\"never",
                "(o.a =",
                "AND",
                "(o.a = 1) AND",
                "IS NULL"
            })
    void survivesTextThatNoPlanHolds(String condition) {
        Conditions.read(condition);
        Conditions.sortKey(condition);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "o.a | false | false",
                "o.a DESC | true | true",
                "o.a NULLS FIRST | false | true",
                "o.a NULLS LAST | false | false",
                "o.a DESC NULLS LAST | true | false",
                "o.a DESC NULLS FIRST | true | true",
                "(o.a) | false | false"
            })
    void readsTheDirectionOfASortKey(String key, boolean descending, boolean nullsFirst) {
        assertEquals(new Conditions.SortKey(new Column("o", "a"), descending, nullsFirst), Conditions.sortKey(key));
    }

    @Test
    void readsSortKeysWithNamesLikeKeywords() {
        assertEquals(new Column("o", "nulls"), Conditions.sortKey("o.nulls").column());
        assertEquals(
                new Column("nulls", "first"), Conditions.sortKey("nulls.first").column());
        assertEquals(new Column("o", "desc"), Conditions.sortKey("o.\"desc\"").column());
    }

    @Test
    void readsADescendingColumnCalledNulls() {
        assertEquals(new Conditions.SortKey(new Column("o", "nulls"), true, true), Conditions.sortKey("o.nulls DESC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(lower(o.a))",
                "((o.a + 1)) DESC",
                "(sum(o.a))",
                "o.a COLLATE \"C\"",
                "o.a USING >>",
                "a",
                "(CASE WHEN (o.a = 1) THEN 2 END)",
                ""
            })
    void hasNoColumnAsAnotherSortKey(String key) {
        var found = Conditions.sortKey(key);
        assertTrue(found == null || KeyColumn.isExpression(found.column().name()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(lower(o.a) = 'x'::text) | o.(lower(a)) =",
                "((o.d ->> 'k'::text) = 'v'::text) | o.(d ->> 'k'::text) =",
                "((o.at)::date > '2024-01-01'::date) | o.((at)::date) <>",
                "((o.d -> 'k'::text) IS NULL) | o.(d -> 'k'::text) =",
                "(lower(o.a) = lower(c.b)) | o.(lower(a)) = c.(lower(b)), c.(lower(b)) = o.(lower(a))"
            })
    void readsWhatAnIndexOnAnExpressionCouldServe(String condition, String comparisons) {
        var found = Conditions.read(condition);
        assertEquals(comparisons, found.stream().map(ConditionsTest::text).collect(Collectors.joining(", ")));
    }

    @Test
    void readsASortKeyThatIsAnExpression() {
        assertEquals(
                new Conditions.SortKey(new Column("o", "(lower(a))"), true, true),
                Conditions.sortKey("(lower(o.a)) DESC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((c.first)::text || (c.last)::text) = 'ab'::text)",
                "(((o.small)::integer + 1) = 5)",
                "(((o.d)::jsonb ->> 'k'::text) = 'v'::text)",
                "('ab'::text = ((c.first)::text || 'b'::text))",
                "(((o.a)::text || 'x'::text) IS NULL)"
            })
    void passesOverExpressionsThatStartWithACast(String condition) {
        assertEquals("", read(condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((o.at)::date = '2024-01-01'::date)",
                "((o.id)::numeric = 1.5)",
                "((o.price)::double precision > '1'::double precision)",
                "(((o.t)::text COLLATE \"C\") = 'x'::text)"
            })
    void passesOverCastsThatComputeAnotherValue(String condition) {
        assertEquals("", read(condition));
    }

    /** What is said of columns, not of expressions. */
    private static String read(String condition) {
        return Conditions.read(condition).stream()
                .filter(comparison ->
                        !KeyColumn.isExpression(comparison.column().name()))
                .map(ConditionsTest::text)
                .collect(Collectors.joining(", "));
    }

    private static String text(Comparison comparison) {
        var text = text(comparison.column())
                + (comparison.equality() ? " =" : " <>")
                + (comparison.other() == null ? "" : " " + text(comparison.other()));
        return comparison.alternative() ? "(" + text + ")" : text;
    }

    private static String text(Column column) {
        return String.join(".", List.of(column.alias(), column.name()));
    }
}
