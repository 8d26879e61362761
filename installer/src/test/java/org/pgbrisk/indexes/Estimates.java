package org.pgbrisk.indexes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.SqlTokens;

/** What the advisor takes for the sizes of indexes, for tests that build them. */
public final class Estimates {
    private static final Pattern TARGET =
            Pattern.compile("(\\w+)(?: using (\\w+))? \\((.*?)\\)(?: INCLUDE \\(([^)]*)\\))?(?: WHERE (.*))?$");

    private Estimates() {}

    /** @param targets such as {@code orders (customer_id) INCLUDE (at)}, on tables in schema public */
    public static Map<String, Long> of(Connection connection, List<String> targets) throws SQLException {
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local search_path = pg_catalog, pg_temp");
            var database = JdbcDatabase.bare(connection);
            var uses = new LinkedHashMap<String, TableUse>();
            for (var target : targets) {
                var parts = TARGET.matcher(target);
                parts.matches();
                var use = uses.computeIfAbsent(parts.group(1), table -> TableUse.of("public", table));
                keys(parts).forEach(key -> use.fixed().add(key.name()));
                use.read().addAll(names(parts.group(4)));
                // What expressions are over.
                SqlTokens.of(target).stream()
                        .filter(token -> token.kind() == SqlTokens.Kind.WORD)
                        .forEach(token -> use.words().add(token.name()));
            }
            var catalog = Catalog.of(database, 8192, uses.values());
            var candidates = new ArrayList<Candidate>();
            for (var target : targets) {
                var parts = TARGET.matcher(target);
                parts.matches();
                var method = parts.group(2) == null ? AccessMethod.BTREE : AccessMethod.of(parts.group(2));
                candidates.add(new Candidate(
                        catalog.table(uses.get(parts.group(1))).oid(),
                        method,
                        keys(parts),
                        names(parts.group(4)),
                        parts.group(5)));
            }
            var blueprints = new Blueprints(catalog, new IndexSize(8192));
            blueprints.measure(
                    database,
                    new Deadline(60_000),
                    200,
                    candidates.stream().filter(Candidate::isBtree).toList());
            var inverted = candidates.stream()
                    .filter(index -> index.method() == AccessMethod.GIN)
                    .toList();
            var trigrams = Extension.of(database, "pg_trgm");
            blueprints.take(new GinSizes(database, 200, catalog, trigrams, new GinSize(8192)).of(inverted));
            var sizes = new LinkedHashMap<String, Long>();
            for (int i = 0; i < targets.size(); i++) {
                sizes.put(targets.get(i), blueprints.bytes(candidates.get(i)));
            }
            return sizes;
        } finally {
            connection.rollback();
        }
    }

    /** Of other methods than B-trees one, with its operator class or without. */
    private static List<KeyColumn> keys(Matcher parts) {
        if (parts.group(2) == null) {
            return names(parts.group(3)).stream().map(KeyColumn::ascending).toList();
        }
        var key = parts.group(3);
        int blank = key.lastIndexOf(' ');
        return List.of(
                key.endsWith("_ops")
                        ? KeyColumn.of(key.substring(0, blank), key.substring(blank + 1))
                        : KeyColumn.ascending(key));
    }

    /** What stands between commas, those within parentheses apart. */
    private static List<String> names(String list) {
        var names = new ArrayList<String>();
        int depth = 0;
        int from = 0;
        for (int i = 0; list != null && i <= list.length(); i++) {
            char each = i < list.length() ? list.charAt(i) : ',';
            depth += each == '(' ? 1 : each == ')' ? -1 : 0;
            if (each == ',' && depth == 0) {
                names.add(list.substring(from, i).strip());
                from = i + 1;
            }
        }
        return names;
    }
}
