package org.pgbrisk.indexes;

import java.util.List;
import java.util.Set;

/**
 * The size that CREATE INDEX gives a B-tree: entries as PostgreSQL lays them out, pages filled as it fills them (_bt_buildadd in
 * src/backend/access/nbtree/nbtsort.c), equal keys kept once with a list of six-byte row pointers (nbtdedup.c).
 */
final class IndexSize {
    private static final int ITEM_POINTER = 4;
    private static final int ROW_POINTER = 6;

    /** Header of the page, what is special to a B-tree, the pointer to the high key, and the one that is kept free. */
    private static final int PAGE_OVERHEAD = 24 + 16 + 2 * ITEM_POINTER;

    private static final int LEAF_FREE_PERCENT = 10;
    private static final int INNER_FREE_PERCENT = 30;

    /** From so many rows a key on their number varies too little to matter. */
    private static final int MANY = 12;

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
     * By the statistics of the columns alone, which are taken to be independent.
     *
     * @param rows in the table, 0 or more
     * @param included columns that are no keys
     */
    Estimate of(double rows, List<Column> keys, List<Column> included) {
        return of(rows < 1 ? List.of() : KeyGroup.of(keys, rows), keys, included);
    }

    /** Bytes of a BRIN index over so many pages. */
    long brin(long pages, List<Column> keys) {
        return new BrinSize(blockSize).bytes(pages, BrinSize.PAGES_PER_RANGE, keys);
    }

    /** Bytes of a hash index over so many rows. */
    long hash(double rows, List<KeyGroup> groups) {
        return new HashSize(blockSize).bytes(rows, groups);
    }

    /** @param groups of the keys that the rows have */
    Estimate of(List<KeyGroup> groups, List<Column> keys, List<Column> included) {
        // An index with included columns is never deduplicated.
        boolean deduplicated = included.isEmpty() && keys.stream().allMatch(Column::equalIsSame);
        double pages = 0;
        for (var group : groups) {
            var entry = EntryWidth.of(keys, group.nulls(), included);
            pages += deduplicated ? pages(group, entry) : group.rows() / leaf(entry.bytes(), 0, entry.even());
        }
        double leaves = Math.ceil(pages);
        double pivots = page(INNER_FREE_PERCENT)
                / (EntryWidth.of(keys, Set.of(), List.of()).bytes() + ITEM_POINTER);
        double inner = 0;
        int height = 0;
        for (double level = leaves; level > 1; ) {
            level = Math.ceil(level / Math.max(2, pivots));
            inner += level;
            height++;
        }
        return new Estimate((long) ((1 + leaves + inner) * blockSize), height);
    }

    private double pages(KeyGroup group, EntryWidth width) {
        double entry = width.bytes();
        double rows = group.rows() / group.keys();
        if (rows < 1.001) {
            return group.rows() / leaf(entry, 0, width.even());
        }
        double even = between(rows, entry);
        double bytes = group.counted() || rows > MANY ? even : (even + scattered(rows, entry)) / 2;
        double lists = lists(rows, entry);
        boolean full = width.even() && lists > 10;
        return group.keys() * lists / leaf(entry, bytes / lists - entry - ITEM_POINTER, full);
    }

    /** How many entries a leaf page takes: it is full with the one that leaves less free than it should, and that one moves on. */
    private double leaf(double entry, double rowPointers, boolean even) {
        double item = entry + rowPointers + ITEM_POINTER;
        // What the last entry has of row pointers does not count, since the high key of a page has none; but it must
        // fit.
        double fit = Math.min((page(LEAF_FREE_PERCENT) + rowPointers) / item, (page(0) - 8) / item - 1);
        return Math.max(1, even ? Math.floor(fit) : fit - 0.5);
    }

    private double page(int free) {
        return blockSize - PAGE_OVERHEAD - blockSize * free / 100;
    }

    /** The number of rows of a key is scattered as by chance around this mean (Poisson, none left out). */
    private double scattered(double mean, double entry) {
        double middle = Poisson.ofOneOrMore(mean);
        double chance = Math.exp(-middle);
        double none = chance;
        double bytes = 0;
        for (int rows = 1; rows <= 4 * MANY; rows++) {
            chance *= middle / rows;
            bytes += chance * posting(rows, entry);
        }
        return bytes / (1 - none);
    }

    private double between(double rows, double entry) {
        double floor = Math.floor(rows);
        double part = rows - floor;
        return rows > MANY
                ? posting(rows, entry)
                : (1 - part) * posting(floor, entry) + part * posting(floor + 1, entry);
    }

    /** Bytes of one key that stands for this many rows. */
    private double posting(double rows, double entry) {
        if (rows <= 1) {
            return entry + ITEM_POINTER;
        }
        double lists = lists(rows, entry);
        double bytes = ROW_POINTER * rows / lists;
        double aligned = rows > MANY ? Math.min(bytes + 3, align(ROW_POINTER * most(entry))) : align(bytes);
        return lists * (entry + ITEM_POINTER + aligned);
    }

    /** Full ones, and one that is half full on average. */
    private double lists(double rows, double entry) {
        return rows <= most(entry) ? 1 : rows / most(entry) + 0.5;
    }

    /** Rows of one entry, which takes at most a tenth of a page when an index is built. */
    private double most(double entry) {
        return Math.max(1, Math.floor((blockSize / 10 / 8 * 8 - 8 - entry) / ROW_POINTER));
    }

    private static double align(double bytes) {
        return Math.ceil(bytes / 8) * 8;
    }
}
