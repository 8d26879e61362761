package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Finds in a plan's conditions those that a partial index may rest on: tests for NULL, boolean columns, and comparisons of a column with a
 * constant. A parameter never chooses a partial index, so one with a parameter is none.
 */
final class Restrictions {
    private static final Set<String> COMPARISONS = Set.of("=", "<>");

    private Restrictions() {}

    /**
     * A condition of one column.
     *
     * @param column that it is about
     * @param condition as it stands behind WHERE in CREATE INDEX, within parentheses
     * @param fixes whether all rows for which it holds have the same value there
     * @param isNullTest whether it asks for NULL, or for anything else
     */
    record Restriction(Comparison.Column column, String condition, boolean fixes, boolean isNullTest) {}

    static List<Restriction> of(String condition) {
        var found = new ArrayList<Restriction>();
        Conditions.parts(condition, (tokens, alternative) -> {
            int column = alternative ? -1 : column(tokens);
            if (column >= 0) {
                var text = Expressions.of(condition, tokens);
                var name = new Comparison.Column(
                        tokens.get(column).name(), tokens.get(column + 2).name());
                var standing = text != null ? text.name() : plain(tokens);
                if (standing != null) {
                    found.add(new Restriction(name, standing, fixes(tokens), isNullTest(tokens)));
                }
            }
        });
        return found;
    }

    /** A boolean column stands for itself. */
    private static String plain(List<Token> tokens) {
        return tokens.size() == 3 ? tokens.get(2).text() : null;
    }

    /** Where the one column stands in a condition of a form that is known; -1 when it has another. */
    private static int column(List<Token> tokens) {
        int size = tokens.size();
        int first = size > 0 && (tokens.get(0).isWord("not") || tokens.get(0).is("(")) ? 1 : 0;
        if (size < first + 3 || !tokens.get(first + 1).is(".")) {
            return -1;
        }
        boolean bare = size == first + 3;
        return bare || isNullTest(tokens) || isComparison(tokens, first) ? first : -1;
    }

    private static boolean isNullTest(List<Token> tokens) {
        int size = tokens.size();
        if (size < 5) {
            return false;
        }
        boolean positive = tokens.get(size - 2).isWord("is") && size == 5;
        boolean negative = size == 6
                && tokens.get(size - 2).isWord("not")
                && tokens.get(size - 3).isWord("is");
        return tokens.get(size - 1).isWord("null") && (positive || negative);
    }

    /** {@code t.status = 'open'::text}, {@code (t.status)::text = 'open'::text}: one constant behind the operator. */
    private static boolean isComparison(List<Token> tokens, int first) {
        int operator = first + 3;
        while (operator < tokens.size()
                && !COMPARISONS.contains(tokens.get(operator).text())) {
            operator++;
        }
        if (operator + 1 >= tokens.size()) {
            return false;
        }
        var constant = tokens.get(operator + 1).kind();
        var rest = tokens.subList(operator + 2, tokens.size());
        boolean cast = rest.isEmpty()
                || rest.get(0).is("::")
                        && rest.subList(1, rest.size()).stream().noneMatch(token -> token.kind() == Kind.OPERATOR);
        return (constant == Kind.STRING || constant == Kind.NUMBER) && cast;
    }

    private static boolean fixes(List<Token> tokens) {
        return tokens.stream().noneMatch(token -> token.is("<>"))
                && !(tokens.size() == 6 && tokens.get(4).isWord("not"));
    }
}
