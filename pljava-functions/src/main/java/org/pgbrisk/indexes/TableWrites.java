package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the workload writes to one table, in rows.
 *
 * @param updates each statement of its own, since they set different columns
 */
record TableWrites(double inserted, double deleted, List<Update> updates) {
    static final TableWrites NONE = new TableWrites(0, 0, List.of());

    /** @param columns that it sets; empty where nobody knows */
    record Update(Set<String> columns, double rows) {}

    /**
     * A row of written_tables.sql: counted since the statistics of the table were reset, null on a standby.
     *
     * @param indexes that exist: {columns, pages, entries, in_all, blocks_hot}
     */
    public record Counted(
            long relation, Long inserted, Long updated, Long updatedHot, Long deleted, JsonArray indexes) {
        /** Of the rows that were updated, how many stayed on their page and needed no entry in any index. */
        double hotShare() {
            return updated == null || updated == 0 ? 0 : Math.min(1, (double) updatedHot / updated);
        }
    }

    TableWrites inserting(double rows) {
        return new TableWrites(inserted + rows, deleted, updates);
    }

    TableWrites deleting(double rows) {
        return new TableWrites(inserted, deleted + rows, updates);
    }

    TableWrites updating(Set<String> columns, double rows) {
        var more = new ArrayList<>(updates);
        more.add(new Update(columns, rows));
        return new TableWrites(inserted, deleted, more);
    }

    double updated() {
        return updates.stream().mapToDouble(Update::rows).sum();
    }
}
