package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Finds in a plan where it compares several columns of one table with values, or groups by several: there the planner takes the columns to
 * be independent. Only what statistics on several columns help with: no ranges, no OR, no comparison with another table.
 */
final class PlanComparisons {
    private final Map<String, JsonObject> byAlias = new HashMap<>();
    private final List<Scan> scans = new ArrayList<>();
    private final List<Grouping> groupings = new ArrayList<>();

    /**
     * Columns that must be equal to something, all at once.
     *
     * @param values by column, in order of their names; null for one that the plan does not know
     * @param decides whether how the statement is run rests on the number of these rows: it joins them, or stops early
     */
    record Scan(String schema, String table, SortedMap<String, String> values, boolean decides) {}

    /** @param rows the planner's number of groups */
    record Grouping(String schema, String table, List<String> columns, double rows) {}

    private PlanComparisons() {}

    /** @param plan the object under "Plan" of EXPLAIN (FORMAT JSON, VERBOSE) */
    static PlanComparisons of(JsonObject plan) {
        var comparisons = new PlanComparisons();
        comparisons.tables(plan);
        comparisons.walk(plan, false);
        return comparisons;
    }

    List<Scan> scans() {
        return scans;
    }

    List<Grouping> groupings() {
        return groupings;
    }

    private void tables(JsonObject node) {
        if (node.getString("Relation Name") != null) {
            byAlias.putIfAbsent(node.getString("Alias", ""), node);
        }
        for (var child : PlanUses.children(node)) {
            tables((JsonObject) child);
        }
    }

    private void walk(JsonObject node, boolean decides) {
        if (node.getString("Relation Name") != null && node.getString("Schema") != null) {
            scan(node, decides);
        }
        var type = node.getString("Node Type", "");
        boolean partial = node.getString("Partial Mode", "").equals("Partial");
        if ((type.equals("Aggregate") || type.equals("Group")) && !partial && node.getString("Filter") == null) {
            grouping(node.getArray("Group Key", null), node.getDouble("Plan Rows"));
        }
        boolean chooses = type.equals("Nested Loop")
                || type.equals("Hash Join")
                || type.equals("Merge Join")
                || type.equals("Limit");
        for (var child : PlanUses.children(node)) {
            boolean repeated =
                    ((JsonObject) child).getString("Parent Relationship", "").equals("SubPlan");
            walk((JsonObject) child, decides || chooses || repeated);
        }
    }

    private void scan(JsonObject node, boolean decides) {
        var values = new TreeMap<String, String>();
        var alias = node.getString("Alias", "");
        for (var kind : List.of("Filter", "Index Cond", "Recheck Cond")) {
            var condition = node.getString(kind, "");
            Conditions.parts(condition, (tokens, alternative) -> {
                if (!alternative) {
                    part(condition, tokens, alias, values);
                }
            });
        }
        if (values.size() > 1) {
            scans.add(new Scan(node.getString("Schema"), node.getString("Relation Name"), values, decides));
        }
    }

    private static void part(String source, List<Token> tokens, String alias, Map<String, String> values) {
        int operator = equality(tokens);
        boolean negated = !tokens.isEmpty() && tokens.get(0).isWord("not");
        var left = tokens.subList(negated ? 1 : 0, operator < 0 ? tokens.size() : operator);
        var column = Conditions.columnOrExpression(source, left);
        if (column == null || !column.alias().equals(alias) || KeyColumn.isExpression(column.name())) {
            return;
        }
        if (operator < 0) {
            // A boolean column stands for itself; anything else would not be a column.
            values.putIfAbsent(column.name(), negated ? "false" : "true");
        } else if (!negated) {
            value(tokens.subList(operator + 1, tokens.size()), column.name(), values);
        }
    }

    private static void value(List<Token> tokens, String column, Map<String, String> values) {
        boolean array = !tokens.isEmpty() && tokens.get(0).isWord("any");
        int first = 0;
        while (first < tokens.size()
                && (tokens.get(first).is("(") || array && tokens.get(first).isWord("any"))) {
            first++;
        }
        if (first == tokens.size()) {
            return;
        }
        var value = tokens.get(first);
        boolean known = value.kind() == Kind.STRING || value.kind() == Kind.NUMBER;
        if (!known && value.kind() != Kind.PARAMETER
                || tokens.stream().anyMatch(token -> token.kind() == Kind.OPERATOR && !token.is("::"))) {
            return;
        }
        boolean quoted = value.text().startsWith("'") && value.text().length() > 1;
        var text = quoted
                ? value.text().substring(1, value.text().length() - 1).replace("''", "'")
                : value.kind() == Kind.NUMBER ? value.text() : null;
        values.putIfAbsent(column, array ? null : text);
    }

    private static int equality(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is("=")) {
                return i;
            }
        }
        return -1;
    }

    private void grouping(JsonArray keys, double rows) {
        JsonObject table = null;
        var columns = new ArrayList<String>();
        for (int i = 0; keys != null && i < keys.size(); i++) {
            var key = Conditions.sortKey(keys.getString(i));
            var mine = key == null ? null : table(key.column().alias());
            if (mine == null
                    || table != null && table != mine
                    || KeyColumn.isExpression(key.column().name())) {
                return;
            }
            table = mine;
            columns.add(key.column().name());
        }
        if (columns.size() > 1 && table.getString("Schema") != null) {
            groupings.add(new Grouping(
                    table.getString("Schema"),
                    table.getString("Relation Name"),
                    columns.stream().distinct().sorted().toList(),
                    rows));
        }
    }

    /** Keys above an Append carry the alias of the parent {@code m}, of which there are the scans {@code m_1}, {@code m_2}. */
    private JsonObject table(String alias) {
        var table = byAlias.get(alias);
        return table != null ? table : byAlias.get(alias + "_1");
    }
}
