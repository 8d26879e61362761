package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;

/** What the catalogs say of the tables that the workload touches. */
final class Catalog {
    /** Bytes of a row that an index may hold: more would rather be a second table. */
    private static final int WIDEST = 200;

    private static final Set<String> SYSTEM_COLUMNS = Set.of("ctid", "tableoid", "xmin", "xmax", "cmin", "cmax");

    private final Map<String, Table> byUse = new HashMap<>();
    private final Map<Long, Table> byOid = new HashMap<>();
    private final Map<Long, Map<String, Column>> columns = new HashMap<>();
    private final Map<Long, List<Existing>> existing = new HashMap<>();
    private final int blockSize;
    private ExistingIndexes standing = new ExistingIndexes(List.of(), 0);

    /** A row of existing.sql. */
    public record Existing(
            long relation,
            String name,
            String method,
            boolean isUnique,
            int keysInAll,
            JsonArray keys,
            JsonArray columns) {
        /** A B-tree. */
        Existing(long relation, String name, boolean isUnique, int keysInAll, JsonArray keys, JsonArray columns) {
            this(relation, name, "btree", isUnique, keysInAll, keys, columns);
        }

        boolean is(AccessMethod other) {
            return AccessMethod.of(method) == other;
        }

        /** It has these keys first, or it is unique and finds the one row by a part of them. */
        boolean serves(Candidate wanted, boolean covering) {
            var mine = keyColumns();
            if (!is(wanted.method())) {
                return false;
            }
            if (is(AccessMethod.GIN) || is(AccessMethod.BRIN)) {
                return mine.containsAll(wanted.keys());
            }
            if (covering && !columnNames().containsAll(wanted.columns())) {
                return false;
            }
            return Candidate.isPrefix(wanted.keys(), mine)
                    || isUnique && mine.size() == keysInAll && Candidate.isPrefix(mine, wanted.keys());
        }

        private Set<String> columnNames() {
            return columns.stream().map(String.class::cast).collect(Collectors.toSet());
        }

        List<KeyColumn> keyColumns() {
            var list = new ArrayList<KeyColumn>();
            for (int i = 0; i < keys.size(); i++) {
                var key = keys.getObject(i);
                var expression = key.getString("expression");
                list.add(new KeyColumn(
                        expression == null ? key.getString("name") : Expressions.normal(expression),
                        key.getString("operator_class"),
                        key.getBoolean("descending"),
                        key.getBoolean("nulls_first")));
            }
            return list;
        }
    }

    private Catalog(Database database, int blockSize, Collection<TableUse> uses) throws SQLException {
        this.blockSize = blockSize;
        for (var table : database.query(Table.class, text("tables.sql"), names(uses))) {
            byUse.put(key(table.usedSchema(), table.usedName()), table);
            byOid.put(table.oid(), table);
        }
        var oids = new JsonArray();
        oids.addAll(byOid.keySet());
        for (var index : database.query(Existing.class, text("existing.sql"), Json.write(oids))) {
            existing.computeIfAbsent(index.relation(), oid -> new ArrayList<>()).add(index);
        }
        uses.forEach(this::orders);
        for (var column : database.query(Column.class, text("columns.sql"), columnNames(uses))) {
            columns.computeIfAbsent(column.relation(), oid -> new HashMap<>()).put(column.name(), column);
        }
        expressions(uses);
    }

    /** What a plan has from an index it does not sort: that order too is one to serve. */
    private void orders(TableUse use) {
        var table = table(use);
        for (var index : table == null ? List.<Existing>of() : existing(table.oid())) {
            var keys = index.keyColumns();
            boolean inOwnOrder = keys.stream().allMatch(key -> key.operatorClass() == null);
            if (use.inOrderOf().contains(index.name()) && !keys.isEmpty() && inOwnOrder) {
                use.orders().add(keys);
            }
        }
    }

    /** What looks like an expression and is no column. Nothing is known of it here: the server says later whether it can be a key. */
    private void expressions(Collection<TableUse> uses) {
        for (var use : uses) {
            var table = table(use);
            if (table != null) {
                var known = columns.computeIfAbsent(table.oid(), oid -> new HashMap<>());
                use.orders()
                        .replaceAll(order -> order.stream()
                                .map(key -> key.withoutCollation(known))
                                .toList());
                use.columns().stream()
                        .filter(KeyColumn::isExpression)
                        .forEach(text -> known.putIfAbsent(text, Column.expression(table.oid(), text)));
            }
        }
    }

    /** @param blockSize of the server, in bytes */
    static Catalog of(Database database, int blockSize, Collection<TableUse> uses) throws SQLException {
        return new Catalog(database, blockSize, uses);
    }

    /** Tells of all indexes, those on expressions and on parts of the rows too. */
    void know(ExistingIndexes indexes) {
        standing = indexes;
    }

    /** The table behind a name in a plan, or null when it is none that may get an index. */
    Table table(TableUse use) {
        return byUse.get(key(use.schema(), use.table()));
    }

    /** Oids of the tables. */
    Set<Long> tables() {
        return byOid.keySet();
    }

    Table table(long oid) {
        return byOid.get(oid);
    }

    /** Tells what the values of an expression are like, or which rows a predicate leaves. */
    void know(Column column) {
        columns.get(column.relation()).put(column.name(), column);
    }

    Column column(long table, String name) {
        return columns.getOrDefault(table, Map.of()).get(name);
    }

    List<Column> keys(Candidate candidate) {
        return candidate.keys().stream()
                .map(key -> column(candidate.table(), key.name()))
                .toList();
    }

    /** In the order that wastes least between them: those that are aligned most come first. */
    List<Column> included(Candidate candidate) {
        return candidate.include().stream()
                .map(name -> column(candidate.table(), name))
                .sorted(Comparator.comparingInt(Column::alignment).reversed())
                .toList();
    }

    List<Existing> existing(long table) {
        return existing.getOrDefault(table, List.of());
    }

    /** Whether an index may hold all of these; who reads more than half of a row is better served by the table. */
    boolean coverable(long table, Collection<String> names) {
        if (names.size() > Candidate.MOST_COLUMNS) {
            return false;
        }
        double width = 0;
        for (var name : names) {
            var column = column(table, name);
            if (column == null || !column.includable()) {
                return false;
            }
            width += column.width();
        }
        return width <= Math.min(WIDEST, table(table).rowBytes(blockSize) / 2);
    }

    /** Settles which words are columns. */
    void settle(TableUse use, long table) {
        for (var word : use.words()) {
            if (column(table, word) != null || SYSTEM_COLUMNS.contains(word)) {
                use.read().add(word);
            }
        }
    }

    double distinct(long table, String name) {
        var column = column(table, name);
        return column == null ? 0 : column.distinct(Math.max(0, byOid.get(table).rows()));
    }

    /**
     * Whether an index on these columns is possible at all, and none does its work already.
     *
     * @param read what the statement reads of the table: where the candidate has it all, only an index that has it too does its work
     */
    boolean open(Candidate candidate, Set<String> read) {
        var columns = keys(candidate);
        boolean covers = !read.isEmpty() && candidate.hasAll(read);
        return columns.stream().allMatch(column -> column != null && (column.keyable() || !candidate.isBtree()))
                && existing(candidate.table()).stream().noneMatch(index -> index.serves(candidate, covers))
                && !standing.have(candidate);
    }

    /** The candidate, with included columns made keys until no existing index begins like it; null when that cannot be. */
    Candidate apart(Candidate candidate) {
        var apart = candidate;
        while (!apart.include().isEmpty() && isCopy(apart)) {
            var table = apart.table();
            var next = apart.include().stream()
                    .filter(name -> column(table, name).keyable())
                    .findFirst();
            if (next.isEmpty()) {
                return null;
            }
            var keys = new ArrayList<>(apart.keys());
            keys.add(KeyColumn.ascending(next.get()));
            apart = new Candidate(table, apart.method(), keys, apart.include(), apart.predicate());
        }
        return apart;
    }

    private boolean isCopy(Candidate candidate) {
        return existing(candidate.table()).stream()
                .anyMatch(index ->
                        index.is(candidate.method()) && Candidate.isPrefix(candidate.keys(), index.keyColumns()));
    }

    /** Whether an index exists whose first column is the candidate's. */
    boolean besideAnother(Candidate candidate) {
        var first = candidate.keys().get(0).name();
        return existing(candidate.table()).stream()
                .filter(index -> index.is(candidate.method()))
                .map(Existing::keyColumns)
                .anyMatch(keys -> !keys.isEmpty() && keys.get(0).name().equals(first));
    }

    private static String names(Collection<TableUse> uses) {
        var names = new JsonArray();
        for (var use : uses) {
            names.add(name(use));
        }
        return Json.write(names);
    }

    private String columnNames(Collection<TableUse> uses) {
        var wanted = new JsonArray();
        for (var use : uses) {
            var table = table(use);
            if (table != null) {
                use.columns().forEach(column -> {
                    var entry = new JsonObject();
                    entry.put("oid", Long.toString(table.oid()));
                    entry.put("name", column);
                    wanted.add(entry);
                });
            }
        }
        return Json.write(wanted);
    }

    private static JsonObject name(TableUse use) {
        var name = new JsonObject();
        name.put("schema", use.schema());
        name.put("name", use.table());
        return name;
    }

    private static String key(String schema, String name) {
        return schema.length() + ":" + schema + name;
    }

    private static String text(String resource) {
        return Resource.sql(Catalog.class, resource);
    }
}
