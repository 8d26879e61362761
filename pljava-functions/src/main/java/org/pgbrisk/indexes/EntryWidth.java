package org.pgbrisk.indexes;

import java.util.List;
import java.util.Set;

/**
 * The mean length of an entry of a B-tree without its pointer on the page (index_form_tuple in indextuple.c): a header of eight bytes, of
 * sixteen where a value is NULL, each value at a multiple of its alignment, the whole filled up to eight bytes. What is filled up depends on
 * the lengths of single values, so their remainders modulo eight are followed through the columns; the columns are taken to be independent.
 */
final class EntryWidth {
    private static final int HEADER = 8;
    private static final int ALIGNMENT = 8;

    private double[] remainders = {1, 0, 0, 0, 0, 0, 0, 0};
    private double bytes;
    private double withoutNull = 1;
    private boolean even = true;

    private EntryWidth() {}

    /**
     * @param nulls names of the keys that are NULL; the others are not
     * @param included of these some are NULL, as many as their statistics say
     */
    static EntryWidth of(List<Column> keys, Set<String> nulls, List<Column> included) {
        var entry = new EntryWidth();
        keys.forEach(key -> entry.add(key, nulls.contains(key.name()) ? 1 : 0));
        included.forEach(column -> entry.add(column, column.nullFraction()));
        return entry;
    }

    double bytes() {
        double filled = 0;
        for (int i = 0; i < ALIGNMENT; i++) {
            filled += remainders[i] * gap(i, ALIGNMENT);
        }
        return HEADER + (1 - withoutNull) * ALIGNMENT + bytes + filled;
    }

    /** Whether all entries are of one length. */
    boolean even() {
        return even;
    }

    private void add(Column column, double nullFraction) {
        withoutNull *= 1 - nullFraction;
        double present = 1 - nullFraction;
        even &= present == 0 || present == 1;
        if (present == 0) {
            return;
        }
        var widths = remainders(column);
        var next = new double[ALIGNMENT];
        for (int i = 0; i < ALIGNMENT; i++) {
            next[i] += (1 - present) * remainders[i];
            int gap = gap(i, column.alignment());
            bytes += present * remainders[i] * gap;
            for (int k = 0; k < ALIGNMENT; k++) {
                next[(i + gap + k) % ALIGNMENT] += present * remainders[i] * widths[k];
            }
        }
        bytes += present * column.width();
        remainders = next;
    }

    private double[] remainders(Column column) {
        var shares = new double[ALIGNMENT];
        if (!column.varying()) {
            shares[(int) Math.round(column.width()) % ALIGNMENT] = 1;
            return shares;
        }
        double all = 0;
        for (int i = 0; i < ALIGNMENT; i++) {
            shares[i] = column.remainders() == null ? 1 : column.remainders().getDouble(i, 0);
            all += shares[i];
        }
        int kinds = 0;
        for (int i = 0; i < ALIGNMENT; i++) {
            shares[i] = all == 0 ? 1.0 / ALIGNMENT : shares[i] / all;
            kinds += shares[i] > 0 ? 1 : 0;
        }
        even &= kinds == 1;
        return shares;
    }

    private static int gap(int offset, int alignment) {
        return Math.floorMod(-offset, alignment);
    }
}
