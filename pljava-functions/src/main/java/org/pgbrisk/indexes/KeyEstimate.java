package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * From how often keys were seen in some blocks of a table to how many it has. Where they are about equally frequent it lies between two
 * estimators: Duj1 of Haas and Stokes (1998), which ANALYZE applies to rows, here applied to blocks, and is right when all keys have as many; and
 * that of a number scattered by chance (Poisson). Where many more were seen three times than either allows, the keys are taken to be of two
 * kinds: some with many rows, and some with one.
 */
final class KeyEstimate {
    /** A key seen in so many blocks of a sample is frequent enough to be counted for itself. */
    static final int FREQUENT = 8;

    private final double part;
    private final Set<String> nulls;
    private final List<KeyGroup> groups = new ArrayList<>();

    /** Of the others: how many were seen so many times. */
    private final double[] times = new double[FREQUENT];

    private double rows;

    private KeyEstimate(Set<String> nulls, double part) {
        this.nulls = nulls;
        this.part = part;
    }

    /**
     * @param seen all keys with these columns NULL
     * @param part of the rows of the table that were looked at; 1 where it was read whole
     */
    static List<KeyGroup> of(List<KeySample.Seen> seen, Set<String> nulls, double part) {
        var estimate = new KeyEstimate(nulls, part);
        for (var each : seen) {
            if (part == 1 || each.times() == FREQUENT) {
                estimate.groups.add(new KeyGroup(each.keys(), each.rows() / part, nulls, true));
            } else {
                estimate.times[each.times()] += each.keys();
                estimate.rows += each.rows() / part;
            }
        }
        if (estimate.rows > 0) {
            estimate.rare();
        }
        return estimate.groups;
    }

    private void rare() {
        double distinct = 0;
        double blocks = 0;
        for (int i = 1; i < FREQUENT; i++) {
            distinct += times[i];
            blocks += i * times[i];
        }
        if (unlike()) {
            double often = blocks - times[1];
            double mean = Poisson.ofTwoOrMore(often / (distinct - times[1]));
            double theirs = Math.min(blocks, often / -Math.expm1(-mean));
            add(theirs / mean, theirs / blocks * rows);
            add((blocks - theirs) / part, (1 - theirs / blocks) * rows);
        } else {
            double alike = distinct / (1 - times[1] * (1 - part) / blocks);
            double mean = Poisson.ofOneOrMore(blocks / distinct);
            double scattered = mean < 1e-6 ? blocks / part : blocks / mean * -Math.expm1(-mean / part);
            add((alike + scattered) / 2, rows);
        }
    }

    /**
     * Whether more keys were seen three times than by chance: two standard deviations more, and as many again, since rows of one block come
     * and go together.
     */
    private boolean unlike() {
        double expected = times[2] * times[2] * 2 / 3 / Math.max(1, times[1]);
        return times[2] > 0 && times[1] > times[2] && times[3] - 2 * Math.sqrt(times[3]) > 2 * expected;
    }

    private void add(double keys, double theirRows) {
        if (theirRows > 0) {
            groups.add(
                    new KeyGroup(Math.max(Math.min(keys, theirRows), Math.min(1, theirRows)), theirRows, nulls, false));
        }
    }
}
