package org.pgbrisk.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits SQL text into tokens as PostgreSQL's own lexer does with standard_conforming_strings on; white space and comments (nested ones
 * too) are left out. Where text is malformed (a quote never closed) the rest is one token.
 */
public final class SqlTokens {
    /** What a token is. */
    public enum Kind {
        /** A keyword or an identifier without quotes. */
        WORD,
        /** An identifier in double quotes, U& included. */
        QUOTED,
        /** A string constant of any form, its prefix included. */
        STRING,
        NUMBER,
        /** $1, $2, … */
        PARAMETER,
        OPERATOR,
        /** One of ( ) [ ] , ; . : */
        PUNCTUATION
    }

    /**
     * @param start offset of the first character in the text
     * @param end offset behind the last character
     */
    public record Token(Kind kind, String text, int start, int end) {
        public boolean is(String other) {
            return text.equals(other);
        }

        /** Whether it is this keyword, given in lower case. */
        public boolean isWord(String keyword) {
            return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
        }

        /** The name that an identifier stands for: folded to lower case without quotes, unescaped within. */
        public String name() {
            if (kind != Kind.QUOTED) {
                return fold(text);
            }
            boolean closed = text.length() > 1 && text.endsWith("\"");
            return text.substring(1, text.length() - (closed ? 1 : 0)).replace("\"\"", "\"");
        }

        /** The server folds ASCII letters only, when its encoding has more than one byte a character. */
        private static String fold(String word) {
            var folded = new StringBuilder(word.length());
            for (int i = 0; i < word.length(); i++) {
                var c = word.charAt(i);
                folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
            return folded.toString();
        }
    }

    private static final String OPERATORS = "+-*/<>=~!@#%^&|`?";

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    public static List<Token> of(String sql) {
        var lexer = new SqlTokens(sql);
        while (lexer.skipBlank()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    /** The statements of a script, without their semicolons; pieces without a token are left out. */
    public static List<String> statements(String script) {
        var statements = new ArrayList<String>();
        Token first = null;
        Token last = null;
        for (var token : of(script)) {
            if (!token.is(";")) {
                first = first == null ? token : first;
                last = token;
            } else if (first != null) {
                statements.add(script.substring(first.start(), last.end()));
                first = null;
            }
        }
        if (first != null) {
            statements.add(script.substring(first.start(), last.end()));
        }
        return statements;
    }

    private void next() {
        int start = at;
        var c = sql.charAt(at);
        if (c == '\'') {
            add(Kind.STRING, start, quoted('\'', at + 1, false));
        } else if (c == '"') {
            add(Kind.QUOTED, start, quoted('"', at + 1, false));
        } else if (c == '$') {
            dollar(start);
        } else if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            add(Kind.NUMBER, start, numberEnd());
        } else if (startsWord(c)) {
            word(start);
        } else if (OPERATORS.indexOf(c) >= 0) {
            add(Kind.OPERATOR, start, operatorEnd());
        } else if (c == ':' && peek(1) == ':') {
            add(Kind.OPERATOR, start, at + 2);
        } else {
            add(Kind.PUNCTUATION, start, at + 1);
        }
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, sql.substring(start, end), start, end));
        at = end;
    }

    private void dollar(int start) {
        int end = at + 1;
        if (isDigit(peek(1))) {
            while (end < sql.length() && isDigit(sql.charAt(end))) {
                end++;
            }
            add(Kind.PARAMETER, start, end);
            return;
        }
        while (end < sql.length() && isWordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        if (end < sql.length() && sql.charAt(end) == '$') {
            var delimiter = sql.substring(start, end + 1);
            int close = sql.indexOf(delimiter, end + 1);
            add(Kind.STRING, start, close < 0 ? sql.length() : close + delimiter.length());
        } else {
            add(Kind.PUNCTUATION, start, at + 1);
        }
    }

    private void word(int start) {
        var c = Character.toLowerCase(sql.charAt(at));
        var prefixed = peek(1);
        if (prefixed == '\'' && "ebxn".indexOf(c) >= 0) {
            add(Kind.STRING, start, quoted('\'', at + 2, c == 'e'));
        } else if (c == 'u' && prefixed == '&' && (peek(2) == '\'' || peek(2) == '"')) {
            add(peek(2) == '"' ? Kind.QUOTED : Kind.STRING, start, quoted(peek(2), at + 3, false));
        } else {
            int end = at + 1;
            while (end < sql.length() && isWordPart(sql.charAt(end))) {
                end++;
            }
            add(Kind.WORD, start, end);
        }
    }

    private int quoted(char quote, int from, boolean backslashes) {
        for (int i = from; i < sql.length(); i++) {
            var c = sql.charAt(i);
            if (backslashes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    private int numberEnd() {
        int end = at;
        while (end < sql.length()) {
            var c = sql.charAt(end);
            boolean exponentSign = (c == '+' || c == '-') && Character.toLowerCase(sql.charAt(end - 1)) == 'e';
            if (c == '.' && end + 1 < sql.length() && sql.charAt(end + 1) == '.') {
                break;
            }
            if (!isWordPart(c) && c != '.' && !(exponentSign && !sql.regionMatches(true, at, "0x", 0, 2))) {
                break;
            }
            end++;
        }
        return end;
    }

    /**
     * A comment that starts inside a run of operator characters ends the operator; a + or - at its end belongs to what follows, unless
     * the operator holds a character that no operator of the standard has.
     */
    private int operatorEnd() {
        int end = at;
        while (end < sql.length()
                && OPERATORS.indexOf(sql.charAt(end)) >= 0
                && !sql.startsWith("--", end)
                && !sql.startsWith("/*", end)) {
            end++;
        }
        boolean standard = sql.substring(at, end).chars().noneMatch(c -> "~!@#%^&|`?".indexOf(c) >= 0);
        while (standard && end > at + 1 && "+-".indexOf(sql.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** Whether anything is left behind white space and comments. */
    private boolean skipBlank() {
        while (at < sql.length()) {
            if (sql.startsWith("--", at)) {
                while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
                    at++;
                }
            } else if (sql.startsWith("/*", at)) {
                skipComment();
            } else if (" \t\n\r\f\u000b".indexOf(sql.charAt(at)) >= 0) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipComment() {
        int depth = 0;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
    }

    private char peek(int ahead) {
        return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
    }

    private static boolean startsWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    /** ASCII only, as in the server: the digits of other scripts are letters to it. */
    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return startsWord(c) || isDigit(c) || c == '$';
    }
}
