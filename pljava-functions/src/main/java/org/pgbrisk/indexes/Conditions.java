package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Reads the conditions and sort keys of a plan made with VERBOSE, where every column stands behind its alias and every operator within
 * parentheses: {@code ((o.customer_id = $1) AND ((o.status)::text = 'open'::text))}.
 */
final class Conditions {
    /** Casts to these from the types that plans cast to them change nothing but the name of the type. */
    private static final Set<String> RELABELLING = Set.of("text", "character varying", "oid", "inet", "bit varying");

    private static final Set<String> RANGES = Set.of("<", "<=", ">", ">=");

    private final String source;
    private final List<Comparison> found = new ArrayList<>();

    private Conditions(String source) {
        this.source = source;
    }

    static List<Comparison> read(String condition) {
        var conditions = new Conditions(condition);
        parts(condition, conditions::comparison);
        return conditions.found;
    }

    /** How many conditions it consists of, those that cannot be read included. */
    static int count(String condition) {
        var tokens = withoutParentheses(SqlTokens.of(condition));
        var conjuncts = split(tokens, "and");
        return tokens.isEmpty() ? 0 : conjuncts.size();
    }

    /** The column of a sort or group key, or null when it is not one of a single table. */
    static SortKey sortKey(String key) {
        var tokens = SqlTokens.of(key);
        boolean descending = false;
        Boolean nullsFirst = null;
        int end = tokens.size();
        if (end >= 3
                && tokens.get(end - 2).isWord("nulls")
                && (tokens.get(end - 1).isWord("first") || tokens.get(end - 1).isWord("last"))) {
            nullsFirst = tokens.get(end - 1).isWord("first");
            end -= 2;
        }
        if (end >= 1 && tokens.get(end - 1).isWord("desc")) {
            descending = true;
            end -= 1;
        }
        var column = columnOrExpression(key, tokens.subList(0, end));
        return column == null ? null : new SortKey(column, descending, nullsFirst == null ? descending : nullsFirst);
    }

    /**
     * What {@code min(o.created_at)} or {@code PARTIAL max(o.created_at)} is the end of, or null.
     *
     * @param only the alias that EXPLAIN leaves out where a statement has but one table
     */
    static Comparison.Column end(String output, Set<String> only) {
        var tokens = SqlTokens.of(output);
        int at = !tokens.isEmpty() && tokens.get(0).isWord("partial") ? 1 : 0;
        int last = tokens.size() - 1;
        if (last < at + 3
                || !(tokens.get(at).isWord("min") || tokens.get(at).isWord("max"))
                || !tokens.get(at + 1).is("(")
                || closes(tokens.subList(at + 1, last + 1)) != last - at - 1) {
            return null;
        }
        var value = tokens.subList(at + 2, last);
        boolean bare = value.size() == 1 && isName(value.get(0)) && only.size() == 1;
        return bare
                ? new Comparison.Column(only.iterator().next(), value.get(0).name())
                : columnOrExpression(output, value);
    }

    /** What a condition consists of: neither AND nor OR. */
    interface Part {
        /** @param alternative whether it stands within an OR */
        void part(List<Token> tokens, boolean alternative);
    }

    /** What AND joins. */
    static List<List<Token>> conjuncts(String condition) {
        var found = new ArrayList<List<Token>>();
        conjuncts(SqlTokens.of(condition), found);
        return found;
    }

    private static void conjuncts(List<Token> expression, List<List<Token>> found) {
        var tokens = withoutParentheses(expression);
        var parts = split(tokens, "and");
        if (parts.size() == 1) {
            found.add(tokens);
        } else {
            parts.forEach(part -> conjuncts(part, found));
        }
    }

    /** What OR joins. */
    static List<List<Token>> arms(List<Token> conjunct) {
        return split(conjunct, "or").stream()
                .map(Conditions::withoutParentheses)
                .toList();
    }

    static void parts(String condition, Part part) {
        parts(SqlTokens.of(condition), false, part);
    }

    private static void parts(List<Token> expression, boolean alternative, Part part) {
        var tokens = withoutParentheses(expression);
        var conjuncts = split(tokens, "and");
        if (conjuncts.size() > 1) {
            conjuncts.forEach(conjunct -> parts(conjunct, alternative, part));
            return;
        }
        var arms = split(tokens, "or");
        if (arms.size() > 1) {
            arms.forEach(arm -> parts(arm, true, part));
        } else {
            part.part(tokens, alternative);
        }
    }

    private void comparison(List<Token> tokens, boolean alternative) {
        int size = tokens.size();
        if (size > 2
                && tokens.get(size - 1).isWord("null")
                && tokens.get(size - 2).isWord("is")) {
            add(columnOrExpression(source, tokens.subList(0, size - 2)), true, null, alternative);
            return;
        }
        int operator = operator(tokens);
        if (operator < 0) {
            return;
        }
        boolean equality = tokens.get(operator).is("=");
        var left = tokens.subList(0, operator);
        var right = tokens.subList(operator + 1, size);
        compare(left, right, equality, alternative);
        boolean array = !right.isEmpty() && right.get(0).isWord("any");
        if (!array) {
            compare(right, left, equality, alternative);
        }
    }

    private void compare(List<Token> side, List<Token> value, boolean equality, boolean alternative) {
        var column = columnOrExpression(source, side);
        if (column != null && !mentions(value, column.alias())) {
            add(column, equality, columnOrExpression(source, value), alternative);
        }
    }

    private void add(Comparison.Column column, boolean equality, Comparison.Column other, boolean alternative) {
        if (column != null) {
            found.add(new Comparison(column, equality, other, alternative));
        }
    }

    /** The position of the one comparison outside parentheses, or -1. */
    private static int operator(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += depth(token);
            if (depth == 0 && token.kind() == Kind.OPERATOR && (token.is("=") || RANGES.contains(token.text()))) {
                return i;
            }
        }
        return -1;
    }

    static Comparison.Column columnOrExpression(String source, List<Token> side) {
        var column = column(side);
        return column != null ? column : Expressions.of(source, withoutParentheses(side));
    }

    /** {@code alias.column}, within parentheses or behind casts that a plan writes around it; else null. */
    private static Comparison.Column column(List<Token> side) {
        var tokens = withoutParentheses(withoutCast(withoutParentheses(side)));
        if (tokens.size() == 3 && tokens.get(1).is(".") && isName(tokens.get(0)) && isName(tokens.get(2))) {
            return new Comparison.Column(tokens.get(0).name(), tokens.get(2).name());
        }
        return null;
    }

    static boolean mentions(List<Token> tokens, String alias) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (isName(tokens.get(i))
                    && tokens.get(i).name().equals(alias)
                    && tokens.get(i + 1).is(".")) {
                return true;
            }
        }
        return false;
    }

    /** Without a cast that leaves the value as it is; one that computes makes it an expression. */
    private static List<Token> withoutCast(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0 && tokens.get(i).is("::")) {
                var type = tokens.subList(i + 1, tokens.size()).stream()
                        .map(Token::text)
                        .collect(Collectors.joining(" "));
                return RELABELLING.contains(type) ? tokens.subList(0, i) : tokens;
            }
        }
        return tokens;
    }

    static List<Token> withoutParentheses(List<Token> tokens) {
        var inner = tokens;
        while (inner.size() >= 2 && inner.get(0).is("(") && closes(inner) == inner.size() - 1) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }

    /** Where the parenthesis that the first token opens is closed. */
    private static int closes(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<List<Token>> split(List<Token> tokens, String keyword) {
        var parts = new ArrayList<List<Token>>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += depth(tokens.get(i));
            if (depth == 0 && tokens.get(i).isWord(keyword)) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        parts.add(tokens.subList(from, tokens.size()));
        return parts;
    }

    static int depth(Token token) {
        return token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }

    /** @param nullsFirst as the plan says it; PostgreSQL's default is first when descending, last when ascending */
    record SortKey(Comparison.Column column, boolean descending, boolean nullsFirst) {}
}
