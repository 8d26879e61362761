package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * Tells every column that a plan made with VERBOSE reads. What a scan puts out does not count where its parent picks what it needs:
 * there the planner lets a scan put out whole rows, because that costs nothing.
 */
final class PlanReads {
    private static final List<String> EXPRESSIONS = List.of(
            "Filter",
            "Index Cond",
            "Recheck Cond",
            "Order By",
            "TID Cond",
            "Hash Cond",
            "Merge Cond",
            "Join Filter",
            "One-Time Filter",
            "Cache Key",
            "Function Call",
            "Window");
    private static final List<String> LISTS = List.of("Sort Key", "Presorted Key", "Group Key");
    private static final List<String> SETS = List.of("Group Keys", "Hash Keys");
    private static final String OUTPUT = "Output";

    private static final Set<String> PICKING =
            Set.of("Nested Loop", "Hash Join", "Merge Join", "Aggregate", "Group", "WindowAgg", "Result", "ProjectSet");

    private final Reader reader;

    /** What is told. */
    interface Reader {
        /** Both unquoted; a whole row is the column {@code *}. */
        void column(String alias, String column);

        /** A word of what is put out without an alias: of a statement on one table alone EXPLAIN writes columns so, but types and keywords too. */
        void word(String word);
    }

    private PlanReads(Reader reader) {
        this.reader = reader;
    }

    static void tell(JsonObject plan, Reader reader) {
        new PlanReads(reader).node(plan, null);
    }

    private void node(JsonObject node, JsonObject parent) {
        for (var expression : EXPRESSIONS) {
            columns(node.getString(expression, ""));
        }
        for (var list : LISTS) {
            all(node.getArray(list, null));
        }
        for (var set : node.getArray("Grouping Sets", new JsonArray())) {
            for (var name : SETS) {
                for (var keys : ((JsonObject) set).getArray(name, new JsonArray())) {
                    all((JsonArray) keys);
                }
            }
        }
        if (node.getString("Relation Name") == null || parent == null || !picks(parent, node)) {
            all(node.getArray(OUTPUT, null));
            words(node.getArray(OUTPUT, null));
        }
        for (var child : PlanUses.children(node)) {
            node((JsonObject) child, node);
        }
    }

    private static boolean picks(JsonObject parent, JsonObject child) {
        var relationship = child.getString("Parent Relationship", "");
        return PICKING.contains(parent.getString("Node Type", ""))
                && !relationship.equals("SubPlan")
                && !relationship.equals("InitPlan");
    }

    private void all(JsonArray expressions) {
        for (int i = 0; expressions != null && i < expressions.size(); i++) {
            columns(expressions.getString(i, ""));
        }
    }

    private void columns(String expression) {
        if (expression.indexOf('.') < 0) {
            return;
        }
        var tokens = SqlTokens.of(expression);
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is(".") && isName(tokens.get(i - 1))) {
                var column = tokens.get(i + 1);
                if (isName(column) || column.is("*")) {
                    reader.column(tokens.get(i - 1).name(), column.is("*") ? "*" : column.name());
                }
            }
        }
    }

    private void words(JsonArray expressions) {
        for (int i = 0; expressions != null && i < expressions.size(); i++) {
            var tokens = SqlTokens.of(expressions.getString(i, ""));
            for (int k = 0; k < tokens.size(); k++) {
                var before = k == 0 ? "" : tokens.get(k - 1).text();
                var behind = k + 1 == tokens.size() ? "" : tokens.get(k + 1).text();
                if (isName(tokens.get(k))
                        && !Set.of(".", "::").contains(before)
                        && !Set.of(".", "(").contains(behind)) {
                    reader.word(tokens.get(k).name());
                }
            }
        }
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }
}
