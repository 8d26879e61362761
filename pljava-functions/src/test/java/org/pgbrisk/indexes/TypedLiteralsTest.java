package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedLiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d >= date $1 | d >= cast($1 as date)",
                "d >= DATE $1 | d >= cast($1 as DATE)",
                "d < date $1 + interval $2 year | d < cast($1 as date) + cast($2 as interval)",
                "interval $1 day to second | cast($1 as interval)",
                "interval $1 + x | cast($1 as interval) + x",
                "x = interval $1 year and y = $2 | x = cast($1 as interval) and y = $2",
                "x = numeric $2 or x = $1 | x = cast($2 as numeric) or x = $1",
                "t > timestamp $1 | t > cast($1 as timestamp)",
                "t > timestamp with time zone $1 | t > cast($1 as timestamp with time zone)",
                "t > timestamp without time zone $1 | t > cast($1 as timestamp without time zone)",
                "t > time with time zone $1 | t > cast($1 as time with time zone)",
                "f > double precision $1 | f > cast($1 as double precision)",
                "a in (date $1, date $2) | a in (cast($1 as date), cast($2 as date))",
                "d between date $1 and date $2 | d between cast($1 as date) and cast($2 as date)",
                "j = jsonb $1 | j = cast($1 as jsonb)",
                "date /* of birth */ $1 | cast($1 as date)"
            })
    void makesCastsOfTypedLiterals(String normalized, String sql) {
        assertEquals("select " + sql, TypedLiterals.rewrite("select " + normalized));
    }

    @Test
    void putsAFieldIntoExtract() {
        assertEquals("select extract(year from d)", TypedLiterals.rewrite("select extract($1 from d)"));
        assertEquals(
                "select extract(year from d) where a = $1",
                TypedLiterals.rewrite("select extract($1 from d) where a = $2"));
        assertEquals(
                "select extract(year from cast($1 as date))", TypedLiterals.rewrite("select extract($1 from date $2)"));
    }

    @Test
    void keepsSubstringWithNumbers() {
        assertEquals(
                "select substring(c from cast($1 as integer) for cast($2 as integer))",
                TypedLiterals.rewrite("select substring(c from $1 for $2)"));
        assertEquals(
                "select substring(trim(c) from cast($1 as integer))",
                TypedLiterals.rewrite("select substring(trim(c) from $1)"));
        assertEquals("select trim($1 from c)", TypedLiterals.rewrite("select trim($1 from c)"));
        assertEquals(
                "select overlay(c placing $1 from $2)", TypedLiterals.rewrite("select overlay(c placing $1 from $2)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select $2, extract($1 from d), $3, $2 | select $1, extract(year from d), $2, $1",
                "select $10, extract($9 from d) | select $1, extract(year from d)",
                "select '$9', $9 $$ $8 $$ | select '$9', $1 $$ $8 $$"
            })
    void numbersAnewWhatIsLeft(String normalized, String sql) {
        assertEquals(sql, TypedLiterals.rewrite(normalized));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select t.date from t where t.date = $1",
                "select $1 as date, $2 as interval",
                "select x::date, $1",
                "select $1::date",
                "select date from t where date = $1",
                "select date, interval from t limit $1",
                "select max(date) from t where time > $1 and interval < $2",
                "select date_trunc($1, d)",
                "select date($1)",
                "select numeric from t order by numeric offset $1",
                "select cast($1 as date)",
                "select d at time zone $1",
                "insert into t (date, name) values ($1, $2)",
                "update t set date = $1, name = $2",
                "select 'date $1', \"interval $1\", $tag$ date $1 $tag$ from t",
                "$1",
                "select 1"
            })
    void leavesTheRestAlone(String sql) {
        assertEquals(sql, TypedLiterals.rewrite(sql));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 | 0",
                "select $1 | 1",
                "select $2, $12, $3 | 12",
                "select '$5', $tag$ $7 $tag$, a$9, $1 | 1",
                "select 1 -- $3 | 0"
            })
    void findsTheHighestParameter(String sql, int highest) {
        assertEquals(highest, TypedLiterals.parameters(sql));
    }

    @Test
    void survivesTextThatEndsTooSoon() {
        for (var sql : new String[] {
            "$1", "date $1", "interval $1 day to", "extract($1", "substring(c from $1", "from $1", ") for $1"
        }) {
            TypedLiterals.rewrite(sql);
        }
    }

    @Test
    void passesOnAParameterNumberThatIsTooLarge() {
        assertEquals("select $99999999999", TypedLiterals.rewrite("select $99999999999"));
    }

    @Test
    void passesOnAnIdentifierThatIsNeverClosed() {
        assertEquals("select cast($1 as interval) \"", TypedLiterals.rewrite("select interval $1 \""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x = timestamp(3) $1 | x = cast($1 as timestamp(3))",
                "x = numeric(10,2) $1 | x = cast($1 as numeric(10,2))",
                "x = character varying $1 | x = cast($1 as character varying)",
                "x = pg_catalog.date $1 | x = cast($1 as pg_catalog.date)",
                "x = date$1 | x = cast($1 as date)"
            })
    void makesCastsOfRarerTypedLiterals(String normalized, String sql) {
        assertEquals("select " + sql, TypedLiterals.rewrite("select " + normalized));
    }
}
