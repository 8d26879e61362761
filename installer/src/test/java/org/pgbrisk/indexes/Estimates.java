package org.pgbrisk.indexes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pgbrisk.database.Database;
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

    /** Of a B-tree index on a column whose predicate selects a share of the rows; where the share is 1, those that are not NULL. */
    public static long partial(Connection connection, String relation, String column, double share)
            throws SQLException {
        return look(connection, relation, (database, table) -> {
            var key = column(database, table, column);
            var groups = KeyGroup.notNull(KeyGroup.of(List.of(key), table.rows()), column);
            return new IndexSize(8192)
                    .of(KeyGroup.selected(groups, share), List.of(key), List.of())
                    .bytes();
        });
    }

    /** Of a GIN index. */
    public static long gin(Connection connection, String relation, String value, String kind, int element)
            throws SQLException {
        return look(connection, relation, (database, table) -> {
            var sample = new GinSample(table, value, GinKeys.valueOf(kind), element, "public");
            var outcome =
                    database.attempt(List.of(sample.attempt(200)), List.of()).get(0);
            if (!outcome.succeeded()) {
                throw new SQLException(outcome.message(), outcome.sqlstate());
            }
            return new GinSize(8192).bytes(table.pages(), sample.read(outcome));
        });
    }

    /** Of a BRIN index on a column. */
    public static long brin(Connection connection, String relation, String column, int pagesPerRange)
            throws SQLException {
        return look(
                connection,
                relation,
                (database, table) -> new BrinSize(8192)
                        .bytes(table.pages(), pagesPerRange, List.of(column(database, table, column))));
    }

    /** Of a hash index. */
    public static long hash(Connection connection, String relation, String column) throws SQLException {
        return look(
                connection,
                relation,
                (database, table) -> new HashSize(8192)
                        .bytes(table.rows(), KeyGroup.of(List.of(column(database, table, column)), table.rows())));
    }

    private interface Look {
        long at(Database database, Table table) throws SQLException;
    }

    private static long look(Connection connection, String relation, Look look) throws SQLException {
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local search_path = pg_catalog, pg_temp");
            var database = JdbcDatabase.bare(connection);
            var use = TableUse.of("public", relation);
            return look.at(database, Catalog.of(database, List.of(use)).table(use));
        } finally {
            connection.rollback();
        }
    }

    private static Column column(Database database, Table table, String name) throws SQLException {
        var use = TableUse.of("public", table.rawName());
        use.fixed().add(name);
        return Catalog.of(database, List.of(use)).column(table.oid(), name);
    }

    private static List<String> names(String list) {
        return list == null ? List.of() : Arrays.asList(list.split(", "));
    }
}
