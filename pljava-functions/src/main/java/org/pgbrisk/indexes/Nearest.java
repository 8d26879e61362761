package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/**
 * What a plan does for {@code order by embedding <-> $1 limit 10}: it reads a table, sorts by one distance, and leaves all but the first.
 *
 * @param scans of the table, or of its partitions
 * @param column unquoted
 * @param distance as in the names of pgvector's operator classes
 * @param rows that are wanted; a tenth of all where the plan does not know
 * @param scanned rows, before the sort
 */
record Nearest(List<JsonObject> scans, String column, String distance, double rows, double scanned) {
    private static final Map<String, String> DISTANCES = Map.of("<->", "l2", "<=>", "cosine", "<#>", "ip", "<+>", "l1");

    private static final Set<String> PASSING = Set.of("Gather Merge", "Result");
    /** The leader helps less the more workers it waits for: get_parallel_divisor in costsize.c. */
    private static final double LEADER = 0.3;

    static boolean isDistance(Token token) {
        return token.kind() == Kind.OPERATOR && DISTANCES.containsKey(token.text());
    }

    /** Null for any other node. */
    static Nearest of(JsonObject limit) {
        if (!type(limit).equals("Limit")) {
            return null;
        }
        double workers = 1;
        var node = input(limit);
        while (node != null && PASSING.contains(type(node))) {
            double launched = node.getDouble("Workers Planned", 0);
            workers = launched > 0 ? launched + Math.max(0, 1 - LEADER * launched) : workers;
            node = input(node);
        }
        var keys = node == null ? null : node.getArray("Sort Key", null);
        if (keys == null || keys.size() != 1 || !type(node).equals("Sort")) {
            return null;
        }
        var scans = scans(input(node));
        var key = scans.isEmpty() ? null : key(keys.getString(0), scans);
        return key == null
                ? null
                : new Nearest(scans, key.column(), key.distance(), limit.getDouble("Plan Rows"), rows(scans, workers));
    }

    private static double rows(List<JsonObject> scans, double workers) {
        double rows = 0;
        for (var scan : scans) {
            rows += scan.getDouble("Plan Rows") * (scan.getBoolean("Parallel Aware", false) ? workers : 1);
        }
        return rows;
    }

    /** Empty where more than one table is read, or something else. */
    private static List<JsonObject> scans(JsonObject node) {
        if (node != null && node.getString("Relation Name") != null) {
            return List.of(node);
        }
        var scans = new ArrayList<JsonObject>();
        if (node != null && type(node).equals("Append")) {
            for (var child : PlanUses.children(node)) {
                var part = (JsonObject) child;
                if (part.getString("Relation Name") == null) {
                    return List.of();
                }
                scans.add(part);
            }
        }
        return scans;
    }

    /** What a node reads, null where that is not one thing. */
    private static JsonObject input(JsonObject node) {
        JsonObject input = null;
        for (var child : node.getArray("Plans", new JsonArray())) {
            if (((JsonObject) child).getString("Parent Relationship", "").equals("Outer")) {
                input = (JsonObject) child;
            }
        }
        return input;
    }

    private static String type(JsonObject node) {
        return node.getString("Node Type", "");
    }

    private record Key(String column, String distance) {}

    /** The column and the operator of {@code ((t.embedding <-> $1))}, on either side; null for anything else, and for the farthest first. */
    private static Key key(String sortKey, List<JsonObject> scans) {
        var tokens = Conditions.withoutParentheses(SqlTokens.of(sortKey));
        int at = -1;
        for (int i = 0; i < tokens.size(); i++) {
            if (isDistance(tokens.get(i))) {
                if (at >= 0) {
                    return null;
                }
                at = i;
            }
        }
        if (at < 0) {
            return null;
        }
        // OPERATOR(public.<->), where its schema is not in the search_path.
        boolean qualified = at >= 4
                && at + 1 < tokens.size()
                && tokens.get(at - 4).isWord("operator")
                && tokens.get(at + 1).is(")");
        var left = tokens.subList(0, qualified ? at - 4 : at);
        var right = tokens.subList(qualified ? at + 2 : at + 1, tokens.size());
        var distance = DISTANCES.get(tokens.get(at).text());
        var one = column(left, right, scans);
        var column = one == null ? column(right, left, scans) : one;
        return column == null ? null : new Key(column, distance);
    }

    /** Where the value is one that is known before the table is read. */
    private static String column(List<Token> side, List<Token> value, List<JsonObject> scans) {
        boolean column = side.size() == 3 && isName(side.get(0)) && side.get(1).is(".") && isName(side.get(2));
        if (!column || value.isEmpty() || !isAlias(side.get(0), scans)) {
            return null;
        }
        for (int i = 0; i + 1 < value.size(); i++) {
            if (isName(value.get(i))
                    && isAlias(value.get(i), scans)
                    && value.get(i + 1).is(".")) {
                return null;
            }
        }
        boolean descending = value.get(value.size() - 1).isWord("desc");
        return descending ? null : side.get(2).name();
    }

    /** Partitions are read as {@code m_1}, {@code m_2}, and sorted as {@code m}. */
    private static boolean isAlias(Token token, List<JsonObject> scans) {
        for (var scan : scans) {
            var alias = scan.getString("Alias", "");
            if (alias.equals(token.name()) || alias.matches(Pattern.quote(token.name()) + "_[0-9]+")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }
}
