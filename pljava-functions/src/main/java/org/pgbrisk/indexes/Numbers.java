package org.pgbrisk.indexes;

import java.util.Arrays;
import java.util.BitSet;

/** A few numbers out of very many, in little room: a BitSet takes a bit for all that are smaller too. */
final class Numbers {
    private final int[] sorted;

    private Numbers(int[] sorted) {
        this.sorted = sorted;
    }

    static Numbers of(BitSet set) {
        return new Numbers(set.stream().toArray());
    }

    /** Those that are not in the other set. */
    BitSet without(BitSet other) {
        var left = new BitSet();
        for (int number : sorted) {
            left.set(number, !other.get(number));
        }
        return left;
    }

    boolean has(int number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }

    boolean isIn(BitSet whole) {
        for (int number : sorted) {
            if (!whole.get(number)) {
                return false;
            }
        }
        return true;
    }

    boolean hasAll(BitSet part) {
        for (int i = part.nextSetBit(0); i >= 0; i = part.nextSetBit(i + 1)) {
            if (!has(i)) {
                return false;
            }
        }
        return true;
    }
}
