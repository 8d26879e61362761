package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;

/** Statistics on several columns that tables have already. */
final class ExistingStatistics {
    private final List<Existing> existing;

    /**
     * A row of existing_statistics.sql; one without a name for each table.
     *
     * @param name quoted, with its schema; null for the table itself
     * @param columns by name
     * @param kinds as in pg_statistic_ext.stxkind
     * @param empty whether nobody has run ANALYZE since, as far as the caller may see
     * @param inherited whether the table has children, so that its own statistics are not those of a scan of all
     */
    public record Existing(
            long relation, String name, JsonArray columns, String kinds, boolean empty, boolean inherited) {
        boolean has(String kind, Collection<String> wanted) {
            return name != null && kinds.contains(kind) && columns.containsAll(wanted);
        }
    }

    ExistingStatistics(Database database, Set<Long> tables) throws SQLException {
        this(database.query(
                Existing.class,
                Resource.sql(ExistingStatistics.class, "existing_statistics.sql"),
                Json.write(new JsonArray(tables))));
    }

    ExistingStatistics(List<Existing> existing) {
        this.existing = existing;
    }

    /** Those that have one kind on these columns, perhaps with others. */
    Existing find(ColumnSet set, String kind) {
        for (var each : existing) {
            if (each.relation() == set.table() && each.has(kind, set.columns())) {
                return each;
            }
        }
        return null;
    }

    boolean hasChildren(long table) {
        return existing.stream().anyMatch(each -> each.relation() == table && each.inherited());
    }
}
