package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Indexes of the pool of which no two begin alike. */
final class Chosen {
    private final Pool pool;
    private final BitSet numbers = new BitSet();
    private final Map<Long, TreeSet<Integer>> byTable = new HashMap<>();
    private long bytes;

    /**
     * Some indexes leave, one comes.
     *
     * @param in {@link #NONE} when none comes
     */
    record Change(List<Integer> out, int in) {
        static final int NONE = -1;

        static Change without(int index) {
            return new Change(List.of(index), NONE);
        }

        static Change instead(int out, int in) {
            return new Change(List.of(out), in);
        }

        boolean takesAway() {
            return in == NONE;
        }
    }

    Chosen(Pool pool) {
        this.pool = pool;
    }

    /** The same, to be changed apart from it. */
    Chosen(Chosen other) {
        this(other.pool);
        other.numbers.stream().forEach(index -> apply(new Change(List.of(), index)));
    }

    BitSet numbers() {
        return (BitSet) numbers.clone();
    }

    int count() {
        return numbers.cardinality();
    }

    long bytes() {
        return bytes;
    }

    long bytesAfter(Change change) {
        long after = bytes;
        for (int index : change.out()) {
            after -= pool.bytes(index);
        }
        return change.takesAway() ? after : after + pool.bytes(change.in());
    }

    BitSet after(Change change) {
        var after = numbers();
        change.out().forEach(after::clear);
        if (!change.takesAway()) {
            after.set(change.in());
        }
        return after;
    }

    void apply(Change change) {
        bytes = bytesAfter(change);
        for (int index : change.out()) {
            numbers.clear(index);
            on(index).remove(index);
        }
        if (!change.takesAway()) {
            numbers.set(change.in());
            on(change.in()).add(change.in());
        }
    }

    /** The one index that comes, and those here that it stands for; null when it is here already, or one index has no room for all. */
    Change add(int candidate) {
        if (numbers.get(candidate)) {
            return null;
        }
        var index = pool.get(candidate);
        var left = new ArrayList<>(on(candidate));
        var out = new ArrayList<Integer>();
        // What the merged index has may overlap with a third one.
        for (boolean grown = true; grown; ) {
            grown = false;
            for (var other : List.copyOf(left)) {
                if (index.overlaps(pool.get(other))) {
                    index = pool.merged(index, pool.get(other));
                    if (index == null) {
                        return null;
                    }
                    left.remove(other);
                    out.add(other);
                    grown = true;
                }
            }
        }
        int number = pool.number(index);
        return numbers.get(number) ? null : new Change(List.copyOf(out), number);
    }

    /** Whether what leaves is here and what comes is not, and no two begin alike afterwards. */
    boolean allows(Change change) {
        for (int index : change.out()) {
            if (!numbers.get(index)) {
                return false;
            }
        }
        if (change.takesAway()) {
            return true;
        }
        for (int other : on(change.in())) {
            if (!change.out().contains(other) && pool.get(other).overlaps(pool.get(change.in()))) {
                return false;
            }
        }
        return !numbers.get(change.in());
    }

    /** Whether one is here that does a part of what this B-tree does, with far fewer bytes. */
    boolean hasCompact(Candidate btree) {
        return btree.isBtree()
                && byTable.getOrDefault(btree.table(), new TreeSet<>()).stream()
                        .map(pool::get)
                        .anyMatch(index -> index.isCompact()
                                && index.keys().equals(btree.keys().subList(0, 1)));
    }

    /** Those on the same table, ascending. */
    TreeSet<Integer> on(int index) {
        return byTable.computeIfAbsent(pool.get(index).table(), table -> new TreeSet<>());
    }
}
