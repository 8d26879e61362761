package org.pgbrisk.indexes;

/** Which columns of a comparison or a grouping a sample can tell something about. */
final class ColumnSets {
    /** A smaller table is read whole nearly as quickly as in any other way. */
    static final double SMALL_TABLE = 10_000;

    /** From this version on ANALYZE fills the extended statistics of a partitioned table. */
    private static final int FILLS_PARENTS = 140002;

    private final Catalog catalog;
    private final int version;

    /** @param version as server_version_num */
    ColumnSets(Catalog catalog, int version) {
        this.catalog = catalog;
        this.version = version;
    }

    /** From the single columns: if one of them decided, whether there would be so many rows, and so many more than the planner thinks. */
    boolean mayBeWrong(ColumnSet set) {
        double rows = catalog.table(set.table()).rows();
        double most = 1;
        double all = 1;
        for (var column : set.columns()) {
            double distinct = catalog.distinct(set.table(), column);
            most = Math.max(most, distinct);
            all *= distinct;
        }
        return all / most >= CorrelatedColumns.FACTOR
                && (set.grouped() || rows / most >= CorrelatedColumns.FEWEST_ROWS);
    }

    /** Null where nothing can be said or mended: each partition is planned by its own statistics. */
    ColumnSet of(PlanComparisons.Scan scan) {
        var table = catalog.table(TableUse.of(scan.schema(), scan.table()));
        if (table == null || table.rows() < SMALL_TABLE || table.partitioned()) {
            return null;
        }
        var columns = scan.values().keySet().stream()
                .filter(column -> isSampled(table, column))
                .toList();
        return columns.size() < 2 ? null : new ColumnSet(table.oid(), columns, false);
    }

    ColumnSet of(PlanComparisons.Grouping grouping) {
        var table = catalog.table(TableUse.of(grouping.schema(), grouping.table()));
        boolean fits = table != null
                && table.rows() >= SMALL_TABLE
                && (!table.partitioned() || version >= FILLS_PARENTS)
                && grouping.columns().size() <= ColumnSet.MOST_COLUMNS
                && grouping.columns().stream().allMatch(column -> isSampled(table, column));
        return fits ? new ColumnSet(table.oid(), grouping.columns(), true) : null;
    }

    private boolean isSampled(Table table, String name) {
        var column = catalog.column(table.oid(), name);
        return column != null && column.sampled() && column.keyable();
    }
}
