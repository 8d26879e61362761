package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.SqlTokens.Token;

/** The tables' places in a plan, by the aliases that the statement gives them. */
final class TableScans {
    private final Map<String, Table> tables;
    private final Map<String, Scan> scans = new LinkedHashMap<>();

    /**
     * @param rows of one run
     * @param loops how often it runs in a process
     * @param allLoops how often in all processes together
     * @param outer aliases of others, rows of which give the values that the index looks up
     * @param columns those that it compares
     */
    record Scan(
            JsonObject node,
            Table table,
            double rows,
            double loops,
            double allLoops,
            Set<String> outer,
            Set<String> columns) {
        /** Whether nothing but a join says which rows these are. */
        boolean isJoinedOnly() {
            return node.getString("Filter") == null
                    && Conditions.conjuncts(condition(node)).stream()
                            .allMatch(each -> outer.stream().anyMatch(alias -> Conditions.mentions(each, alias)));
        }
    }

    private TableScans(Map<String, Table> tables) {
        this.tables = tables;
    }

    /** @param tables by their aliases */
    static TableScans of(JsonObject plan, Map<String, Table> tables, Catalog catalog) {
        var found = new TableScans(tables);
        var processes = Processes.of(plan);
        var aliases = new HashSet<String>();
        PlanLoops.visit(plan, (node, loops, share) -> aliases.add(node.getString("Alias", "")));
        PlanLoops.visit(plan, (node, loops, share) -> {
            var alias = node.getString("Alias", "");
            var table = node.getString("Relation Name") == null ? null : tables.get(alias);
            if (table != null && table.rows() > 0) {
                found.scans.put(alias, scan(node, table, loops * share, aliases, processes, catalog));
            }
        });
        return found;
    }

    /** Those of a plan made with VERBOSE. */
    static Map<String, Table> tables(JsonObject plan, Catalog catalog) {
        var named = new HashMap<String, Table>();
        PlanLoops.visit(plan, (node, loops, share) -> {
            var relation = node.getString("Relation Name");
            if (relation != null && node.getString("Schema") != null) {
                var table = catalog.table(TableUse.of(node.getString("Schema"), relation));
                if (table != null && !table.partitioned()) {
                    named.put(node.getString("Alias", relation), table);
                }
            }
        });
        return named;
    }

    Map<String, Table> tables() {
        return tables;
    }

    Collection<Scan> all() {
        return scans.values();
    }

    Scan get(String alias) {
        return scans.get(alias);
    }

    /** The rows that a table's own conditions leave, before any join; NaN where this plan does not tell. */
    double restricted(String alias) {
        var scan = scans.get(alias);
        if (scan == null) {
            return Double.NaN;
        }
        if (scan.outer().isEmpty()) {
            return scan.rows();
        }
        return scan.isJoinedOnly() ? scan.table().rows() : Double.NaN;
    }

    private static Scan scan(
            JsonObject node, Table table, double runs, Set<String> aliases, Processes processes, Catalog catalog) {
        var alias = node.getString("Alias");
        var outer = new LinkedHashSet<String>();
        var columns = new LinkedHashSet<String>();
        var tokens = SqlTokens.of(condition(node));
        for (int i = 0; i < tokens.size(); i++) {
            if (!isName(tokens.get(i))
                    || i > 0 && (tokens.get(i - 1).is("::") || tokens.get(i - 1).is("."))) {
                continue;
            }
            var name = tokens.get(i).name();
            boolean qualified = i + 2 < tokens.size() && tokens.get(i + 1).is(".");
            if (qualified && !name.equals(alias)) {
                if (aliases.contains(name)) {
                    outer.add(name);
                }
            } else {
                var column = qualified ? tokens.get(i + 2).name() : name;
                if (catalog.column(table.oid(), column) != null) {
                    columns.add(column);
                }
            }
        }
        double loops = Math.max(1, runs);
        return new Scan(node, table, processes.rows(node), loops, loops * processes.sharing(node), outer, columns);
    }

    private static String condition(JsonObject node) {
        return node.getString("Index Cond", node.getString("Recheck Cond", ""));
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }
}
