package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * A condition that no B-tree serves, but perhaps an index of another method: {@code (d.tags @> '{a}'::text[])}.
 *
 * @param column or expression that stands on the left, under its table's alias in the plan
 * @param operator as it reads with the column on the left
 * @param value the other side as it stands in the plan
 * @param constant what the value says where it is a string; null where it is something else
 */
record Lookup(Comparison.Column column, String operator, String value, String constant) {
    private static final Set<String> OPERATORS = Set.of(
            "@>", "<@", "&&", "@@", "@?", "?", "?|", "?&", "~~", "~~*", "~", "~*", "%", "<<", ">>", "<<=", ">>=", "-|-",
            "&<", "&>", "~=");

    /** What an operator becomes when its sides change places. */
    private static final Map<String, String> COMMUTED = Map.of(
            "@>", "<@", "<@", "@>", "&&", "&&", "@@", "@@", "%", "%", "<<", ">>", ">>", "<<", "<<=", ">>=", ">>=",
            "<<=");

    /**
     * What a condition asks besides: for each of the conditions joined by AND that consists of nothing else, its arms joined by OR.
     *
     * @param condition of one scan
     */
    static List<List<Lookup>> of(String condition) {
        var found = new ArrayList<List<Lookup>>();
        for (var conjunct : Conditions.conjuncts(condition)) {
            var arms = new ArrayList<Lookup>();
            boolean all = true;
            for (var arm : Conditions.arms(conjunct)) {
                var lookup = of(condition, arm);
                all &= lookup != null;
                arms.add(lookup);
            }
            if (all) {
                found.add(arms);
            }
        }
        return found;
    }

    private static Lookup of(String source, List<Token> arm) {
        int at = operator(arm);
        if (at < 1 || at + 1 >= arm.size()) {
            return null;
        }
        var operator = arm.get(at).text();
        var left = arm.subList(0, at);
        var right = arm.subList(at + 1, arm.size());
        var lookup = of(source, left, operator, right);
        return lookup == null && COMMUTED.containsKey(operator)
                ? of(source, right, COMMUTED.get(operator), left)
                : lookup;
    }

    private static Lookup of(String source, List<Token> side, String operator, List<Token> value) {
        var column = Conditions.columnOrExpression(source, side);
        if (column == null || value.get(0).isWord("any") || value.get(0).isWord("all")) {
            return null;
        }
        if (Conditions.mentions(value, column.alias())) {
            return null;
        }
        var text = source.substring(
                value.get(0).start(), value.get(value.size() - 1).end());
        boolean string =
                value.get(0).kind() == Kind.STRING && value.get(0).text().startsWith("'");
        boolean cast = value.size() == 1 || value.size() > 2 && value.get(1).is("::");
        return new Lookup(
                column, operator, text, string && cast ? unquoted(value.get(0).text()) : null);
    }

    private static String unquoted(String literal) {
        return literal.substring(1, Math.max(1, literal.length() - 1)).replace("''", "'");
    }

    private static int operator(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += Conditions.depth(tokens.get(i));
            if (depth == 0
                    && tokens.get(i).kind() == Kind.OPERATOR
                    && OPERATORS.contains(tokens.get(i).text())) {
                return i;
            }
        }
        return -1;
    }
}
