package org.pgbrisk.indexes;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/** Turns an expression of a plan over one table into what CREATE INDEX takes: the same without the table's alias. */
final class Expressions {
    private static final int LONGEST = 200;
    /** What is no expression of a row alone. */
    private static final Set<String> FOREIGN =
            Set.of("subplan", "initplan", "hashed", "any", "all", "select", "exists", "over", "filter");

    private Expressions() {}

    /**
     * @param source the text that the tokens are of
     * @return alias and expression, within parentheses; null when it is none of a single table's columns, or depends on more than them
     */
    static Comparison.Column of(String source, List<Token> tokens) {
        String alias = null;
        var text = new StringBuilder("(");
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            // What is near to one place is of no use for any other.
            if (token.kind() == Kind.PARAMETER
                    || Nearest.isDistance(token)
                    || token.kind() == Kind.WORD && FOREIGN.contains(token.name())) {
                return null;
            }
            if (i > 0) {
                text.append(source, tokens.get(i - 1).end(), token.start());
            }
            if (isColumn(tokens, i)) {
                if (alias != null && !alias.equals(token.name())) {
                    return null;
                }
                alias = token.name();
                i += 2;
                text.append(tokens.get(i).text());
            } else {
                text.append(token.text());
            }
        }
        boolean plain = tokens.size() <= 3;
        return alias == null || plain || text.length() > LONGEST
                ? null
                : new Comparison.Column(alias, text.append(')').toString());
    }

    /** The columns that stand in it, of those that somebody knows. */
    static List<Column> columns(String expression, Function<String, Column> known) {
        return SqlTokens.of(expression).stream()
                .map(token -> known.apply(token.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** As this class writes it: within one pair of parentheses. */
    static String normal(String expression) {
        var tokens = Conditions.withoutParentheses(SqlTokens.of(expression));
        return tokens.isEmpty()
                ? expression
                : "("
                        + expression.substring(
                                tokens.get(0).start(),
                                tokens.get(tokens.size() - 1).end()) + ")";
    }

    /** {@code alias.column}, where no function of a schema is called. */
    private static boolean isColumn(List<Token> tokens, int at) {
        boolean type = at > 0 && tokens.get(at - 1).is("::");
        if (type || at + 2 >= tokens.size() || !tokens.get(at + 1).is(".")) {
            return false;
        }
        boolean goesOn = at + 3 < tokens.size()
                && (tokens.get(at + 3).is("(") || tokens.get(at + 3).is("."));
        return isName(tokens.get(at)) && isName(tokens.get(at + 2)) && !goesOn;
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }
}
