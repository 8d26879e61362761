package org.pgbrisk.indexes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pgbrisk.database.JdbcDatabase;

/** What the advisor takes for the sizes of indexes, for tests that build them. */
public final class Estimates {
    private static final Pattern TARGET = Pattern.compile("(\\w+) \\(([^)]*)\\)(?: INCLUDE \\(([^)]*)\\))?");

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
                use.fixed().addAll(names(parts.group(2)));
                use.read().addAll(names(parts.group(3)));
            }
            var catalog = Catalog.of(database, 8192, uses.values());
            var candidates = new ArrayList<Candidate>();
            for (var target : targets) {
                var parts = TARGET.matcher(target);
                parts.matches();
                var keys = names(parts.group(2)).stream().map(KeyColumn::ascending);
                candidates.add(new Candidate(
                        catalog.table(uses.get(parts.group(1))).oid(), keys.toList(), names(parts.group(3)), null));
            }
            var blueprints = new Blueprints(catalog, new IndexSize(8192));
            blueprints.measure(database, 200, candidates);
            var sizes = new LinkedHashMap<String, Long>();
            for (int i = 0; i < targets.size(); i++) {
                sizes.put(targets.get(i), blueprints.bytes(candidates.get(i)));
            }
            return sizes;
        } finally {
            connection.rollback();
        }
    }

    private static List<String> names(String list) {
        return list == null ? List.of() : Arrays.asList(list.split(", "));
    }
}
