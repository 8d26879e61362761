package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.indexes.Suspects.Suspect;

class SuspectsTest {
    private static final Suspects CALLS = Suspects.of(
            List.of(new Suspect("function", "evil"), new Suspect("function", "Evil Two"), new Suspect("name", "v")));
    private static final Suspects RELATIONS = Suspects.of(List.of(new Suspect("relation", "hers")));
    private static final Suspects OPERATORS = Suspects.of(List.of(new Suspect("operator", "<>")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select evil(1) | \"evil\"",
                "select EVIL (1) | \"evil\"",
                "select evil/* x */(1) | \"evil\"",
                "select \"evil\"(1) | \"evil\"",
                "select public.evil(1) | \"evil\"",
                "select \"Evil Two\"(1) | \"Evil Two\"",
                "select * from v | \"v\"",
                "select * from s.\"v\" | \"v\"",
                "select (x).v from t x | \"v\"",
                "select 1::v | \"v\"",
                "select U&\"ev\\0069l\"(1) | an identifier written with Unicode escapes"
            })
    void findsTheNamesOfSuspects(String sql, String found) {
        assertEquals(found, CALLS.find(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select evil from t",
                "select 'evil(1)'",
                "select 1 -- evil(1)",
                "select \"evil two\"(1)",
                "select vv, $$ v $$ from t where a in ($1)",
                "select evils(1)"
            })
    void passesOverOtherNames(String sql) {
        assertNull(CALLS.find(sql));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1 <> x | operator <>",
                "select 1 operator(public.<>) x | operator <>",
                "select a from t where b in ($1, $2) | syntax that stands for an operator (in)",
                "select a is distinct from b | syntax that stands for an operator (distinct)",
                "select a from t join u using (id) | syntax that stands for an operator (using)"
            })
    void findsOperatorsAndWhatStandsForThem(String sql, String found) {
        assertEquals(found, OPERATORS.find(sql));
    }

    @Test
    void findsNothingWhereNothingIsSuspect() {
        assertNull(Suspects.none().find("select evil(1) <> x from v"));
        assertNull(OPERATORS.find("select a + b from t"));
    }

    @Test
    void takesANameOfTwoKindsForDangerousEverywhere() {
        var both = Suspects.of(List.of(new Suspect("function", "f"), new Suspect("name", "f")));
        assertNotNull(both.find("select f from t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from hers",
                "select * from a, s.hers h",
                "select * from a join hers using (id)",
                "select * from a join b on a.x = b.x, hers",
                "select * from a left join (b cross join hers) on true",
                "select * from only (hers)",
                "table hers",
                "select 1 where exists (select from hers)",
                "update hers set a = 1",
                "update a set b = 1 from hers",
                "delete from a using hers",
                "insert into hers values (1)",
                "insert into a select * from hers",
                "merge into a using hers on true when matched then delete",
                "with w as (select * from hers) select 1",
                "select 1 union all select * from \"hers\""
            })
    void findsATableWhereverTablesAreNamed(String sql) {
        assertNotNull(RELATIONS.find(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from a as set, hers",
                "select * from a values, hers",
                "select * from s.where, hers",
                "select * from s.limit join b on true, hers",
                "select * from a join b on a.values = 1, hers",
                "select * from a join b on a.set = b.order, hers"
            })
    void findsATableBehindANameLikeAKeyword(String sql) {
        assertNotNull(RELATIONS.find(sql));
    }

    @Test
    void findsANameThatIsLongerThanNamesCanBe() {
        var name = "a".repeat(63);
        assertNotNull(Suspects.of(List.of(new Suspect("function", name))).find("select " + name + "xx(1)"));
        assertNotNull(Suspects.of(List.of(new Suspect("name", name))).find("select * from \"" + name + "xx\""));
    }

    @Test
    void findsANameThatStartsWithADigitOfAnotherScript() {
        assertNotNull(Suspects.of(List.of(new Suspect("function", "٣f"))).find("select ٣f(1)"));
    }

    @Test
    void findsANameBehindADollarQuoteWithADigitOfAnotherScript() {
        assertNotNull(CALLS.find("select $٣$ ' $٣$, evil(1), $٣$ ' $٣$"));
    }

    @Test
    void findsNotEqualWrittenTheOtherWay() {
        assertNotNull(OPERATORS.find("select 1 != 'x'::text"));
    }

    @Test
    void findsAnOperatorBeforeASign() {
        assertNotNull(Suspects.of(List.of(new Suspect("operator", "="))).find("select a =-$1 from t"));
    }

    @Test
    void findsAFunctionCalledLikeAColumn() {
        assertNotNull(CALLS.find("select ($1::float8).evil"));
    }
}
