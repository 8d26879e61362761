package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Relation;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.UserError;

/** The table that the caller named. */
final class AskedTable {
    private AskedTable() {}

    /** A row of relation.sql. */
    public record Asked(String kind, long root, String name) {}

    /** The root of its tree where it is a partition; null for null. */
    static Relation root(Database database, Relation asked) throws SQLException {
        if (asked == null) {
            return null;
        }
        var found = database.query(Asked.class, Resource.sql(AskedTable.class, "relation.sql"), asked.oid());
        if (found.isEmpty()) {
            throw new UserError(
                    SqlState.UNDEFINED_TABLE,
                    "there is no relation with oid " + asked.oid(),
                    null,
                    "Pass a table of this database, for example 'public.orders'::regclass.");
        }
        var relation = found.get(0);
        if (!Set.of("r", "p", "m").contains(relation.kind())) {
            throw new UserError(
                    SqlState.WRONG_OBJECT_TYPE,
                    relation.name() + " cannot have indexes",
                    null,
                    "Pass a table, a partitioned table or a materialized view.");
        }
        return new Relation(relation.root());
    }
}
