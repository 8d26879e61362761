package org.pgbrisk.indexes;

import java.util.List;

/**
 * The size of a BRIN index with the minmax operator classes: one entry with the least and the greatest value of each column for each range of
 * pages (src/backend/access/brin/brin_tuple.c), pages filled to the end, and a map of six bytes a range.
 */
final class BrinSize {
    /** What PostgreSQL takes unless told otherwise. */
    static final int PAGES_PER_RANGE = 128;

    private static final int PAGE_OVERHEAD = 24 + 8;
    private static final int ITEM_POINTER = 4;
    private static final int HEADER = 8;
    private static final int MAP_ENTRY = 6;

    private final int blockSize;

    BrinSize(int blockSize) {
        this.blockSize = blockSize;
    }

    /** @param pages of the table */
    long bytes(long pages, int pagesPerRange, List<Column> columns) {
        double ranges = Math.max(1, Math.ceil(pages / (double) pagesPerRange));
        double values = 0;
        for (var column : columns) {
            values += 2 * Math.ceil(column.width() / column.alignment()) * column.alignment();
        }
        boolean varying = columns.stream().anyMatch(Column::varying);
        double entry = HEADER + (varying ? values + 3.5 : Math.ceil(values / 8) * 8) + ITEM_POINTER;
        double room = blockSize - PAGE_OVERHEAD;
        double entries = Math.ceil(ranges / Math.max(1, Math.floor(room / entry)));
        double map = Math.ceil(ranges / Math.floor(room / MAP_ENTRY));
        return (long) ((1 + map + entries) * blockSize);
    }
}
