package org.pgbrisk.indexes;

import java.util.List;

/**
 * The size of a GIN index that CREATE INDEX makes: an entry for each key with its rows, compressed to their distances (ginpostinglist.c), or,
 * where these outgrow a third of a page, with a tree of pages that are filled to the end. Keys arrive sorted, and pages of entries split in the
 * middle, so that they stay half full and a little more the longer the entries are (ginentrypage.c). It rests on a build within
 * maintenance_work_mem, compared with twelve such indexes of arrays, tsvector, jsonb and trigrams on PostgreSQL 15; a build in several rounds
 * fills pages better.
 */
final class GinSize {
    private static final int ENTRY_PAGE_OVERHEAD = 24 + 16;
    private static final int TREE_PAGE_OVERHEAD = 24 + 32;
    private static final int HEADER = 8;
    private static final int ITEM_POINTER = 4;
    /** The first row, and the length. */
    private static final int LIST_HEADER = 8;

    /** A tree keeps its rows in segments of so many bytes, each with such a header. */
    private static final double SEGMENT = 256;

    private final int blockSize;

    /**
     * Keys that are about equally frequent.
     *
     * @param rows in which they stand, added up
     * @param blocks of the table in which they stand, added up
     * @param width of one key in bytes, its own header included
     */
    record Keys(double keys, double rows, double blocks, double width) {}

    GinSize(int blockSize) {
        this.blockSize = blockSize;
    }

    /** @param pages of the table */
    long bytes(double pages, List<Keys> groups) {
        double entries = 0;
        double squares = 0;
        double trees = 0;
        for (var group : groups) {
            double list = distances(group.rows() / group.keys(), group.blocks() / group.keys(), Math.max(1, pages));
            double key = Math.ceil((HEADER + group.width()) / 8) * 8;
            // Filled up to eight bytes.
            double entry = key + LIST_HEADER + Math.min(8 * list, list + 3.5);
            if (entry > (blockSize - ENTRY_PAGE_OVERHEAD) / 3.0) {
                entry = key;
                double treePages = Math.ceil(list * (1 + LIST_HEADER / SEGMENT) / (blockSize - TREE_PAGE_OVERHEAD));
                trees += group.keys() * (treePages > 1 ? treePages + 1 : 1);
            }
            double item = entry + ITEM_POINTER;
            entries += group.keys() * item;
            squares += group.keys() * item * item;
        }
        double room = blockSize - ENTRY_PAGE_OVERHEAD;
        double fill = Math.min(0.95, 0.5 + squares / Math.max(1, entries) / room);
        double leaves = entries < room ? 1 : entries / (room * fill);
        double inner = entries < room ? 0 : Math.ceil(leaves * (3 * HEADER) / (room * fill));
        // The page that says what is where, and the first of the list of pending entries.
        return (long) ((2 + Math.ceil(leaves) + inner + trees) * blockSize);
    }

    /** Each row is kept as its distance from the one before, seven bits to a byte; a block counts 2048. */
    private static double distances(double rows, double blocks, double pages) {
        double density = Math.min(1, blocks / pages);
        double near = 1 - Math.pow(1 - density, 7);
        double middle = 1 - Math.pow(1 - density, 1023);
        double all = Math.max(0, rows - blocks) + blocks * (2 * near + 3 * (middle - near) + 4 * (1 - middle));
        // The first one is kept whole.
        return all * Math.max(0, 1 - 1 / rows);
    }
}
