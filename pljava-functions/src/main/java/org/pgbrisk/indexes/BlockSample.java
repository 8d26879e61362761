package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Literal;

/**
 * Some blocks of a table, the same ones on the same data; all of them where that is not much more.
 *
 * @param share of the blocks; 1 where all are read
 */
record BlockSample(Table table, double share) {
    private static final int MOST_BLOCKS = 1000;

    private static final List<String> SETTINGS =
            List.of("transaction_read_only", "on", "work_mem", "64MB", "jit", "off", "lock_timeout");

    /** @param rows about so many, from so many blocks at least */
    static BlockSample of(Table table, int rows, int fewestBlocks) {
        double rowsOfBlock = Math.max(1, table.rows() / Math.max(1, table.pages()));
        double blocks = Math.max(fewestBlocks, Math.min(MOST_BLOCKS, rows / rowsOfBlock));
        return new BlockSample(table, blocks > table.pages() / 2.0 ? 1 : blocks / table.pages());
    }

    /** A statement that is undone, so that what it sets is gone too; lockTimeout in milliseconds. */
    Attempt attempt(String statement, int lockTimeout) {
        var set = new ArrayList<String>();
        var settings = new ArrayList<>(SETTINGS);
        settings.add(lockTimeout + "ms");
        for (int i = 0; i < settings.size(); i += 2) {
            set.add("pg_catalog.set_config(" + Literal.quote(settings.get(i)) + ", "
                    + Literal.quote(settings.get(i + 1)) + ", true)");
        }
        return new Attempt(List.of("select " + String.join(", ", set)), statement, List.of(), true);
    }

    /** The rows, each with its block; the name of a partition is part of that, in the upper half. */
    String select(List<String> columns) {
        var block = "(t.ctid::pg_catalog.text::pg_catalog.point)[0]::pg_catalog.int8";
        return "select " + (table.partitioned() ? "(t.tableoid::pg_catalog.int8 << 32) + " + block : block)
                + " as block, " + String.join(", ", columns) + " from " + (table.partitioned() ? "" : "only ")
                + table.qualified() + " t"
                + (share == 1 ? "" : " tablesample system (" + decimal(100 * share) + ") repeatable (1)");
    }

    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.9f", value);
    }
}
