package org.pgbrisk.indexes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Makes a statement of pg_stat_statements one that can be planned again. Where a statement had a typed literal the view puts a
 * parameter, and {@code date $1}, {@code interval $2 year} and {@code extract($1 from d)} are no SQL: they become casts, and a
 * plausible field for extract. {@code substring(c from $1 for $2)} would be taken for the form with patterns.
 */
final class TypedLiterals {
    private static final Set<String> TYPES = Set.of(
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "numeric",
            "decimal",
            "integer",
            "int",
            "int2",
            "int4",
            "int8",
            "bigint",
            "smallint",
            "real",
            "float4",
            "float8",
            "float",
            "text",
            "varchar",
            "char",
            "bpchar",
            "boolean",
            "bool",
            "uuid",
            "json",
            "jsonb",
            "bytea",
            "inet",
            "cidr",
            "macaddr",
            "point",
            "box",
            "line",
            "lseg",
            "path",
            "polygon",
            "circle",
            "xml",
            "money",
            "bit",
            "varbit",
            "oid",
            "regclass",
            "name",
            "tsquery",
            "tsvector",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange");

    private static final Set<String> INTERVAL_FIELDS = Set.of("year", "month", "day", "hour", "minute", "second");

    /** Of two words: what stands before a parameter, and the type it names. */
    private static final Map<String, String> ZONED = Map.of("timestamp", "timestamptz", "time", "timetz");

    private final List<Token> tokens;
    private final StringBuilder rewritten = new StringBuilder();
    private final String sql;
    private int copied;

    private TypedLiterals(String sql) {
        this.sql = sql;
        this.tokens = SqlTokens.of(sql);
    }

    static String rewrite(String sql) {
        return sql.indexOf('$') < 0 ? sql : new TypedLiterals(sql).rewrite();
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
        return Integer.parseInt(parameter.text().substring(1));
    }

    private void parameter(int i) {
        var before = tokens.get(i - 1);
        if (before.is("(") && i >= 2 && tokens.get(i - 2).isWord("extract") && word(i + 1, "from")) {
            replace(tokens.get(i).start(), tokens.get(i).end(), "year");
        } else if ((before.isWord("from") || before.isWord("for")) && insideSubstring(i)) {
            replace(
                    tokens.get(i).start(),
                    tokens.get(i).end(),
                    "cast(" + tokens.get(i).text() + " as integer)");
        } else {
            typed(i);
        }
    }

    private void typed(int i) {
        int first = i - 1;
        String type = null;
        if (first >= 3
                && word(first, "zone")
                && word(first - 1, "time")
                && (word(first - 2, "with") || word(first - 2, "without"))) {
            var base = tokens.get(first - 3).name();
            type = word(first - 2, "with") ? ZONED.get(base) : base;
            first -= 3;
        } else if (word(first, "precision") && first >= 1 && word(first - 1, "double")) {
            type = "double precision";
            first -= 1;
        } else if (tokens.get(first).kind() == Kind.WORD
                && TYPES.contains(tokens.get(first).name())) {
            type = tokens.get(first).name();
        }
        if (type == null || first > 0 && isQualifierOrCast(tokens.get(first - 1))) {
            return;
        }
        int last = type.equals("interval") ? intervalEnd(i) : i;
        replace(
                tokens.get(first).start(),
                tokens.get(last).end(),
                "cast(" + tokens.get(i).text() + " as " + type + ")");
    }

    /** Behind {@code x.date} stands a column's name, behind {@code as date} or {@code ::date} a type that is complete. */
    private static boolean isQualifierOrCast(Token token) {
        return token.is(".") || token.is("::") || token.isWord("as");
    }

    /** {@code interval $1 day}, {@code interval $1 day to second}: the fields go, the cast takes any interval. */
    private int intervalEnd(int i) {
        int last = i;
        if (i + 1 < tokens.size() && INTERVAL_FIELDS.contains(tokens.get(i + 1).name())) {
            last = i + 1;
            if (word(i + 2, "to")
                    && i + 3 < tokens.size()
                    && INTERVAL_FIELDS.contains(tokens.get(i + 3).name())) {
                last = i + 3;
            }
        }
        return last;
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
