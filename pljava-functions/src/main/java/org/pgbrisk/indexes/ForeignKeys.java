package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Relation;
import org.pgbrisk.database.Resource;

/** Foreign keys that no index supports. */
final class ForeignKeys {
    private ForeignKeys() {}

    /**
     * A row of foreign_keys.sql.
     *
     * @param referenced the other table, qualified
     * @param condition what the referential trigger looks for, with parameters
     */
    public record ForeignKey(
            long relation,
            String schema,
            String name,
            String constraintName,
            String referenced,
            JsonArray columns,
            String condition,
            long referencedDeleted,
            long referencedUpdated) {
        List<String> columnNames() {
            return columns.stream().map(String.class::cast).toList();
        }

        TableUse use() {
            var use = TableUse.of(schema, name);
            use.fixed().addAll(columnNames());
            return use;
        }

        Candidate candidate() {
            return Candidate.on(relation, columnNames().toArray(String[]::new));
        }

        /** Whether the first keys of the index are these columns, in any order. */
        boolean supportedBy(Candidate index) {
            var columns = columnNames();
            if (index.table() != relation || index.keys().size() < columns.size()) {
                return false;
            }
            Set<String> first = new HashSet<>();
            index.keys().subList(0, columns.size()).forEach(key -> first.add(key.name()));
            return first.containsAll(columns);
        }

        /** The look-up that a DELETE of one referenced row causes. */
        Statement lookUp(Table table) {
            return new Statement(null, "select 1 from " + table.qualified() + " where " + condition, 1, 0, null, false);
        }
    }

    /** @param relation only those of this table; null for all */
    static List<ForeignKey> unsupported(Database database, Relation relation) throws SQLException {
        var oid = relation == null ? null : relation.oid();
        return database.query(ForeignKey.class, Resource.sql(ForeignKeys.class, "foreign_keys.sql"), oid, oid);
    }
}
