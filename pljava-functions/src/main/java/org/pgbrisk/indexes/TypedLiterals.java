package org.pgbrisk.indexes;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Makes a statement of pg_stat_statements one that can be planned again. Where a statement had a typed literal the view puts a
 * parameter, and {@code date $1}, {@code interval $2 year} and {@code extract($1 from d)} are no SQL: they become casts, and a
 * plausible field for extract. {@code substring(c from $1 for $2)} would be taken for the form with patterns.
 */
final class TypedLiterals {
    /** Words behind which an expression may start. Any other word in front of a parameter is the name of its type. */
    private static final Set<String> BEFORE_EXPRESSIONS = Set.of(
            ("select all distinct where and or not like ilike similar to between symmetric asymmetric then else when case in limit "
                            + "offset by on from for having any some returning set values as using escape is row array default with "
                            + "zone placing first next rows range groups union intersect except overlaps variadic both leading trailing "
                            + "operator filter over within collate fetch into update delete insert if exists only isnull notnull")
                    .split(" "));

    private static final Set<String> INTERVAL_FIELDS = Set.of("year", "month", "day", "hour", "minute", "second");

    /** {@code date'2026-01-01'} without a blank. */
    private static final Pattern GLUED = Pattern.compile("(?i)(date|time|timestamp|timestamptz|interval)(\\$[0-9]+)");

    /** More than the server takes, so that it says so itself. */
    private static final int TOO_MANY = 99_999;

    private final List<Token> tokens;
    private final StringBuilder rewritten = new StringBuilder();
    private final String sql;
    private int copied;

    private TypedLiterals(String sql) {
        this.sql = sql;
        this.tokens = SqlTokens.of(sql);
    }

    static String rewrite(String sql) {
        return sql.indexOf('$') < 0 ? sql : new TypedLiterals(unglued(sql)).rewrite();
    }

    /** The highest parameter number, 0 without parameters. */
    static int parameters(String sql) {
        int highest = 0;
        for (var token : SqlTokens.of(sql)) {
            if (token.kind() == Kind.PARAMETER) {
                highest = Math.max(highest, number(token));
            }
        }
        return highest;
    }

    private static String unglued(String sql) {
        var separate = new StringBuilder();
        int copied = 0;
        for (var token : SqlTokens.of(sql)) {
            var glued = token.kind() == Kind.WORD ? GLUED.matcher(token.text()) : null;
            if (glued != null && glued.matches()) {
                separate.append(sql, copied, token.start())
                        .append(glued.group(1))
                        .append(' ')
                        .append(glued.group(2));
                copied = token.end();
            }
        }
        return separate.append(sql, copied, sql.length()).toString();
    }

    private String rewrite() {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.PARAMETER) {
                parameter(i);
            }
        }
        return renumbered(rewritten.append(sql, copied, sql.length()).toString());
    }

    /** A parameter that went leaves a gap, and the server cannot tell the type of one that is nowhere used. */
    private static String renumbered(String sql) {
        var numbers = new TreeMap<Integer, Integer>();
        var parameters = SqlTokens.of(sql).stream()
                .filter(token -> token.kind() == Kind.PARAMETER)
                .toList();
        parameters.forEach(token -> numbers.put(number(token), 0));
        if (numbers.containsKey(TOO_MANY)) {
            return sql;
        }
        int next = 1;
        for (var number : numbers.keySet()) {
            numbers.put(number, next++);
        }
        var renumbered = new StringBuilder();
        int copied = 0;
        for (var token : parameters) {
            renumbered.append(sql, copied, token.start()).append('$').append(numbers.get(number(token)));
            copied = token.end();
        }
        return renumbered.append(sql, copied, sql.length()).toString();
    }

    private static int number(Token parameter) {
        return parameter.text().length() > 6
                ? TOO_MANY
                : Integer.parseInt(parameter.text().substring(1));
    }

    private void parameter(int i) {
        var parameter = tokens.get(i);
        var before = tokens.get(i - 1);
        if (before.is("(") && i >= 2 && word(i - 2, "extract") && word(i + 1, "from")) {
            replace(parameter.start(), parameter.end(), "year");
        } else if ((before.isWord("from") || before.isWord("for")) && insideSubstring(i)) {
            replace(parameter.start(), parameter.end(), "cast(" + parameter.text() + " as integer)");
        } else {
            int type = typeStart(i);
            if (type >= 0) {
                var name = sql.substring(tokens.get(type).start(), before.end());
                int last = tokens.get(type).isWord("interval") ? intervalEnd(i) : i;
                replace(
                        tokens.get(type).start(),
                        tokens.get(last).end(),
                        "cast(" + parameter.text() + " as " + name + ")");
            }
        }
    }

    /** Where the type in front of a parameter starts, or -1: {@code timestamp(3) with time zone}, {@code pg_catalog.date}, … */
    private int typeStart(int parameter) {
        int first = parameter - 1;
        if (word(first, "zone") && word(first - 1, "time") && (word(first - 2, "with") || word(first - 2, "without"))) {
            first -= 3;
        }
        if (first > 0 && tokens.get(first).is(")")) {
            first = opening(first) - 1;
        }
        if (word(first, "varying") || word(first, "precision")) {
            first--;
        }
        if (!isName(first)
                || tokens.get(first).kind() == Kind.WORD
                        && BEFORE_EXPRESSIONS.contains(tokens.get(first).name())) {
            return -1;
        }
        while (first >= 2 && tokens.get(first - 1).is(".") && isName(first - 2)) {
            first -= 2;
        }
        return first;
    }

    private boolean isName(int i) {
        return i >= 0 && (tokens.get(i).kind() == Kind.WORD || tokens.get(i).kind() == Kind.QUOTED);
    }

    private int opening(int closing) {
        int depth = 0;
        for (int k = closing; k >= 0; k--) {
            depth += tokens.get(k).is(")") ? 1 : tokens.get(k).is("(") ? -1 : 0;
            if (depth == 0) {
                return k;
            }
        }
        return 0;
    }

    /** {@code interval $1 day}, {@code interval $1 day to second}: the fields go, the cast takes any interval. */
    private int intervalEnd(int i) {
        int last = i;
        if (isField(i + 1)) {
            last = i + 1;
            if (word(i + 2, "to") && isField(i + 3)) {
                last = i + 3;
            }
            if (last + 3 < tokens.size()
                    && tokens.get(last).isWord("second")
                    && tokens.get(last + 1).is("(")) {
                last += 3;
            }
        }
        return last;
    }

    private boolean isField(int i) {
        return i < tokens.size()
                && tokens.get(i).kind() == Kind.WORD
                && INTERVAL_FIELDS.contains(tokens.get(i).name());
    }

    private boolean insideSubstring(int i) {
        int depth = 0;
        for (int k = i - 1; k > 0; k--) {
            if (tokens.get(k).is(")")) {
                depth++;
            } else if (tokens.get(k).is("(") && depth-- == 0) {
                return tokens.get(k - 1).isWord("substring");
            }
        }
        return false;
    }

    private boolean word(int i, String keyword) {
        return i >= 0 && i < tokens.size() && tokens.get(i).isWord(keyword);
    }

    private void replace(int start, int end, String text) {
        if (start >= copied) {
            rewritten.append(sql, copied, start).append(text);
            copied = end;
        }
    }
}
