package org.pgbrisk.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

class SqlTokensTest {
    @Test
    void leavesOutWhiteSpaceAndComments() {
        assertEquals(List.of("select", "1"), texts("select\t\u000b\f\r\n1 -- the end"));
        assertEquals(List.of("select", "1"), texts("-- one\n-- two\r select /* x */ 1"));
        assertEquals(List.of(), texts(" \n-- nothing"));
        assertEquals(List.of(), texts(""));
    }

    @Test
    void nestsComments() {
        assertEquals(List.of("a", "b"), texts("a /* one /* two */ still one */ b"));
        assertEquals(List.of("a", "b"), texts("a /* -- */ b"));
        assertEquals(List.of("a"), texts("a /* one /* two */ never closed"));
        assertEquals(List.of("a"), texts("a /*/ b"));
    }

    @Test
    void findsNoCommentsWithinQuotes() {
        assertEquals(List.of("'-- a /* b'", ",", "\"-- c /* d\""), texts("'-- a /* b', \"-- c /* d\""));
        assertEquals(List.of("$$ -- a $$", "b"), texts("$$ -- a $$ b"));
    }

    @Test
    void keepsDollarQuotesTogether() {
        assertEquals(List.of(token(Kind.STRING, "$$a;'b$$")), kinds("$$a;'b$$"));
        assertEquals(List.of(token(Kind.STRING, "$tag$a $$ $other$ b$tag$")), kinds("$tag$a $$ $other$ b$tag$"));
        assertEquals(List.of(token(Kind.STRING, "$Ä_1$x$Ä_1$")), kinds("$Ä_1$x$Ä_1$"));
        assertEquals(List.of(token(Kind.STRING, "$a$x$A$")), kinds("$a$x$A$"), "tags are not folded");
    }

    @Test
    void tellsParametersFromDollarQuotes() {
        assertEquals(
                List.of(token(Kind.PARAMETER, "$1"), token(Kind.OPERATOR, "+"), token(Kind.PARAMETER, "$23")),
                kinds("$1+$23"));
        assertEquals(
                List.of(token(Kind.PARAMETER, "$1"), token(Kind.PUNCTUATION, ","), token(Kind.STRING, "$a1$ $2 $a1$")),
                kinds("$1,$a1$ $2 $a1$"));
        assertEquals(List.of(token(Kind.PARAMETER, "$1"), token(Kind.WORD, "year")), kinds("$1year"));
    }

    @Test
    void keepsADollarWithinAWord() {
        assertEquals(List.of(token(Kind.WORD, "a$1")), kinds("a$1"));
        assertEquals(List.of(token(Kind.WORD, "a$b$c"), token(Kind.OPERATOR, "=")), kinds("a$b$c="));
    }

    @Test
    void takesBackslashesForEscapesInEStringsOnly() {
        assertEquals(List.of(token(Kind.STRING, "E'a\\'b'"), token(Kind.WORD, "c")), kinds("E'a\\'b' c"));
        assertEquals(List.of(token(Kind.STRING, "e'\\\\'"), token(Kind.WORD, "c")), kinds("e'\\\\' c"));
        assertEquals(List.of(token(Kind.STRING, "'a\\'"), token(Kind.WORD, "c")), kinds("'a\\' c"));
        assertEquals(List.of(token(Kind.STRING, "U&'\\0441\\'"), token(Kind.WORD, "c")), kinds("U&'\\0441\\' c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'it''s'", "E'it''s'", "B'0101'", "x'1F'", "N'a'", "u&'a'", "$$$$", "''"})
    void keepsAStringOfAnyFormTogether(String string) {
        assertEquals(List.of(token(Kind.STRING, string), token(Kind.WORD, "a")), kinds(string + " a"));
    }

    @Test
    void unquotesNames() {
        assertEquals("a\"b", SqlTokens.of("\"a\"\"b\"").get(0).name());
        assertEquals("Orders", SqlTokens.of("\"Orders\"").get(0).name());
        assertEquals("orders", SqlTokens.of("ORDERS").get(0).name());
        assertEquals("Älter", SqlTokens.of("ÄlTeR").get(0).name());
        assertEquals(Kind.QUOTED, SqlTokens.of("U&\"d\\0061t\"").get(0).kind());
    }

    @Test
    void aQuotedNameIsNoKeyword() {
        assertTrue(SqlTokens.of("From").get(0).isWord("from"));
        assertFalse(SqlTokens.of("\"from\"").get(0).isWord("from"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.5", ".5", "1.", "1e10", "1.5e-3", "1E+3", "1_000", "0x1F", "0b101"})
    void keepsANumberTogether(String number) {
        assertEquals(List.of(token(Kind.NUMBER, number), token(Kind.PUNCTUATION, ")")), kinds(number + ")"));
    }

    @Test
    void endsANumberBeforeAnOperator() {
        assertEquals(List.of("1", "-", "2"), texts("1-2"));
        assertEquals(List.of("0xe", "+", "1"), texts("0xe+1"));
        assertEquals(List.of("1", ".", ".5"), texts("1..5"));
        assertEquals(List.of("a", ".", "b"), texts("a.b"));
    }

    @Test
    void endsAnOperatorWhereACommentStarts() {
        assertEquals(List.of("a", "<", "b"), texts("a</* x */b"));
        assertEquals(List.of("a", "=", "1"), texts("a=-- x\n1"));
        assertEquals(List.of("a", "@>", "b"), texts("a@>b"));
        assertEquals(List.of("d", "?|", "e"), texts("d?|e"));
        assertEquals(List.of("d", "->>", "'a'"), texts("d->>'a'"));
    }

    @Test
    void takesTwoColonsForACast() {
        assertEquals(List.of("a", "::", "text", ":", "b"), texts("a::text : b"));
        assertEquals(List.of("a", "[", "1", ":", "2", "]"), texts("a[1:2]"));
        assertEquals(List.of("-", "1", "::", "int"), texts("-1::int"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'never closed",
                "E'x\\",
                "\"never",
                "\"",
                "'",
                "$$never",
                "$a$ $a",
                "/* never",
                "U&\"",
                "E'",
                "$"
            })
    void readsMalformedTextToItsEnd(String rest) {
        var tokens = SqlTokens.of("a " + rest);
        assertEquals("a", tokens.get(0).text());
        assertTrue(tokens.stream().allMatch(token -> token.end() <= rest.length() + 2));
    }

    @Test
    void knowsWhereEachTokenStands() {
        var sql = "select /* x */ \"a\"\"b\"::text, E'\\'' from t where d ?| $1 and e >= .5e3 -- end";
        for (var token : SqlTokens.of(sql)) {
            assertEquals(token.text(), sql.substring(token.start(), token.end()));
        }
    }

    @Test
    void splitsAScript() {
        assertEquals(
                List.of("select ';' /* ; */ , 1", "select $$;$$", "select 3 \"a;b\""),
                SqlTokens.statements("-- first;\nselect ';' /* ; */ , 1;;; select $$;$$ ; select 3 \"a;b\" -- end;\n"));
        assertEquals(List.of("select 1"), SqlTokens.statements("select 1;"));
        assertEquals(List.of("select 1"), SqlTokens.statements("select 1"));
        assertEquals(List.of(), SqlTokens.statements(" ; -- none\n ; "));
        assertEquals(List.of(), SqlTokens.statements(""));
    }

    @Test
    void takesDigitsOfOtherScriptsForLetters() {
        assertEquals(List.of(token(Kind.WORD, "٣f"), token(Kind.PUNCTUATION, "(")), kinds("٣f("));
        assertEquals(
                List.of(
                        token(Kind.STRING, "$٣$ ' $٣$"),
                        token(Kind.PUNCTUATION, ","),
                        token(Kind.WORD, "f"),
                        token(Kind.PUNCTUATION, "("),
                        token(Kind.STRING, "$٣$ ' $٣$"),
                        token(Kind.PUNCTUATION, ")")),
                kinds("$٣$ ' $٣$, f($٣$ ' $٣$)"));
    }

    @Test
    void cutsASignOffAnOperator() {
        assertEquals(List.of("a", "=", "-", "1"), texts("a=-1"));
        assertEquals(List.of("a", "<=", "+", "-", "1"), texts("a<=+-1"));
        assertEquals(List.of("a", "@-", "1"), texts("a@-1"));
    }

    @Test
    void endsAHexadecimalNumberWithACapitalXBeforeAnOperator() {
        assertEquals(List.of("0XE", "+", "1"), texts("0XE+1"));
    }

    @Test
    void namesWhatIsNeverClosed() {
        assertEquals("", SqlTokens.of("\"").get(0).name());
        assertEquals("abc", SqlTokens.of("\"abc").get(0).name());
    }

    private static List<String> texts(String sql) {
        return SqlTokens.of(sql).stream().map(Token::text).toList();
    }

    private static List<String> kinds(String sql) {
        return SqlTokens.of(sql).stream()
                .map(token -> token(token.kind(), token.text()))
                .toList();
    }

    private static String token(Kind kind, String text) {
        return kind + " " + text;
    }
}
