package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Finds in a plan's conditions the patterns that say how a text begins: {@code ((c.name)::text ~~ 'abc%'::text)}. To the planner they are a
 * range, where the order of the index is that of the bytes.
 */
final class Prefixes {
    /** LIKE, starts_with and regular expressions. */
    private static final Set<String> OPERATORS = Set.of("~~", "^@", "~");

    private Prefixes() {}

    static List<Comparison> of(String condition) {
        var found = new ArrayList<Comparison>();
        Conditions.parts(condition, (tokens, alternative) -> {
            for (int i = 1; i + 1 < tokens.size(); i++) {
                var operator = tokens.get(i).text();
                var column = OPERATORS.contains(operator) && begins(operator, tokens.get(i + 1))
                        ? Conditions.columnOrExpression(condition, tokens.subList(0, i))
                        : null;
                if (column != null) {
                    found.add(new Comparison(column, false, null, alternative));
                }
            }
            var argument = argument(tokens);
            if (argument != null) {
                var column = Conditions.columnOrExpression(condition, argument);
                if (column != null) {
                    found.add(new Comparison(column, false, null, alternative));
                }
            }
        });
        return found;
    }

    /** Of {@code starts_with(c.name, 'abc'::text)} the first, else null. */
    private static List<Token> argument(List<Token> tokens) {
        int comma = tokens.size() - 1;
        while (comma > 0 && !tokens.get(comma).is(",")) {
            comma--;
        }
        boolean call = comma > 2
                && tokens.get(0).isWord("starts_with")
                && tokens.get(1).is("(");
        return call && begins("^@", tokens.get(comma + 1)) ? tokens.subList(2, comma) : null;
    }

    /** Whether the pattern is a constant that begins with a character that stands for itself. */
    private static boolean begins(String operator, Token pattern) {
        int quote = pattern.text().indexOf('\'');
        if (pattern.kind() != Kind.STRING || quote < 0) {
            return false;
        }
        var text = pattern.text().substring(quote + 1);
        return switch (operator) {
            case "~~" -> !text.startsWith("%") && !text.startsWith("_") && !text.startsWith("'");
            case "~" -> text.length() > 1 && text.startsWith("^") && Character.isLetterOrDigit(text.charAt(1));
            default -> !text.startsWith("'");
        };
    }
}
