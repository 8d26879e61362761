package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;

/**
 * The size that CREATE INDEX gives a B-tree: entries as PostgreSQL lays them out (src/backend/access/nbtree/nbtsort.c and nbtdedup.c),
 * leaf pages 90 % full, equal keys kept once with a list of six-byte row pointers. An estimate from pg_stats: it does not know
 * how two columns hang together, and takes values of a column to be equally frequent.
 */
final class IndexSize {
    private static final int ITEM_POINTER = 4;
    private static final int ENTRY_HEADER = 8;
    /** Header and null bitmap. */
    private static final int NULL_ENTRY = 16;

    private static final int ROW_POINTER = 6;
    private static final int PAGE_OVERHEAD = 24 + 16;
    private static final double LEAF_FILL = 0.9;

    private final int blockSize;

    /**
     * A B-tree on disk.
     *
     * @param bytes all of it
     * @param height levels above the leaf pages
     */
    record Estimate(long bytes, int height) {}

    IndexSize(int blockSize) {
        this.blockSize = blockSize;
    }

    /**
     * @param rows in the table, 0 or more
     * @param included columns that are no keys
     */
    Estimate of(double rows, List<Column> keys, List<Column> included) {
        var columns = new ArrayList<>(keys);
        columns.addAll(included);
        double entry = entry(columns);
        double pivot = entry(keys);
        double usable = (blockSize - PAGE_OVERHEAD) * LEAF_FILL - entry;
        // An index with included columns is never deduplicated.
        double all = included.isEmpty()
                ? nullBytes(rows, keys) + leafBytes(rows, keys, entry)
                : rows * (entry + ITEM_POINTER);
        double leaves = Math.ceil(all / usable);
        double inner = 0;
        int height = 0;
        for (double level = leaves; level > 1; ) {
            level = Math.ceil(level * (pivot + ITEM_POINTER) / usable);
            inner += level;
            height++;
        }
        return new Estimate((long) ((1 + leaves + inner) * blockSize), height);
    }

    /** Key bytes with their header, each value and the whole aligned as on a 64-bit machine. */
    private static double entry(List<Column> columns) {
        double offset = ENTRY_HEADER;
        for (var column : columns) {
            double width = column.width() * (columns.size() == 1 ? 1 : 1 - column.nullFraction());
            offset = align(offset, column.alignment()) + width;
        }
        return align(offset);
    }

    /** Of one column, NULLs are one key without a value; of several they are taken as values among others. */
    private double nullBytes(double rows, List<Column> columns) {
        double nulls = nulls(rows, columns);
        if (nulls < 1) {
            return 0;
        }
        return columns.get(0).equalIsSame() ? posting(nulls, NULL_ENTRY) : nulls * (NULL_ENTRY + ITEM_POINTER);
    }

    private static double nulls(double rows, List<Column> columns) {
        return columns.size() == 1 ? rows * columns.get(0).nullFraction() : 0;
    }

    private double leafBytes(double all, List<Column> columns, double entry) {
        double rows = Math.max(1, all - nulls(all, columns));
        double plain = rows * (entry + ITEM_POINTER);
        if (!columns.stream().allMatch(Column::equalIsSame)) {
            return plain;
        }
        double distinct = 1;
        for (var column : columns) {
            distinct = Math.min(rows, distinct * column.distinct(all));
        }
        double duplicates = rows / distinct;
        if (duplicates >= 2) {
            return distinct * posting(duplicates, entry);
        }
        // Between one row a key and two: some keys have a list, the others do not.
        double listed = Math.max(0, duplicates - 1);
        return distinct * ((1 - listed) * (entry + ITEM_POINTER) + listed * posting(2, entry));
    }

    /** Bytes of one key that stands for this many rows; a posting list takes at most a tenth of a page when an index is built. */
    private double posting(double duplicates, double entry) {
        double most = Math.floor((blockSize / 10.0 - ITEM_POINTER - entry) / ROW_POINTER);
        double lists = Math.ceil(duplicates / most);
        return lists * (entry + ITEM_POINTER + align(ROW_POINTER * duplicates / lists));
    }

    private static double align(double bytes) {
        return align(bytes, 8);
    }

    private static double align(double bytes, int multiple) {
        return Math.ceil(bytes / multiple) * multiple;
    }
}
