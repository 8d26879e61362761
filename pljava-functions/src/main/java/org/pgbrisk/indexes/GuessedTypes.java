package org.pgbrisk.indexes;

import java.util.List;
import java.util.Set;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * For a statement that has no plan because nothing tells the type of a constant any more: {@code $1 + $2}, {@code then $1 else $2} and
 * {@code generate_series($1, $2)} were numbers, nearly always.
 */
final class GuessedTypes {
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%");

    private GuessedTypes() {}

    /** @param rewritten what {@link TypedLiterals} made of the statement */
    static String add(String rewritten) {
        var tokens = SqlTokens.of(rewritten);
        var guessed = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var type = tokens.get(i).kind() == Kind.PARAMETER ? guess(tokens, i) : null;
            if (type != null) {
                guessed.append(rewritten, copied, tokens.get(i).start());
                guessed.append("cast(")
                        .append(tokens.get(i).text())
                        .append(" as ")
                        .append(type)
                        .append(')');
                copied = tokens.get(i).end();
            }
        }
        return guessed.append(rewritten, copied, rewritten.length()).toString();
    }

    private static String guess(List<Token> tokens, int i) {
        var before = tokens.get(Math.max(0, i - 1));
        boolean branch = before.isWord("then") || before.isWord("else");
        boolean series = i >= 2 && tokens.get(i - 2).isWord("generate_series")
                || i >= 4 && tokens.get(i - 4).isWord("generate_series");
        if (series) {
            return "integer";
        }
        return branch || operand(tokens, i, -1) || operand(tokens, i, 1) ? "numeric" : null;
    }

    /** Whether an arithmetic operator stands between this parameter and another one. */
    private static boolean operand(List<Token> tokens, int i, int direction) {
        int other = i + 2 * direction;
        return other >= 0
                && other < tokens.size()
                && tokens.get(other).kind() == Kind.PARAMETER
                && ARITHMETIC.contains(tokens.get(i + direction).text());
    }
}
