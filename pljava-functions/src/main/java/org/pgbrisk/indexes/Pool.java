package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The indexes that a search considers, numbered, so that a set of them is a few bits. */
final class Pool {
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final Map<Candidate, Integer> numbers = new HashMap<>();
    private final Map<Long, List<Integer>> byTable = new HashMap<>();
    private final List<Double> upkeeps = new ArrayList<>();
    private final ToLongFunction<Candidate> size;
    private final ToDoubleFunction<Candidate> upkeep;

    /** @param size bytes of an index */
    Pool(ToLongFunction<Candidate> size) {
        this(size, index -> 0);
    }

    /** @param upkeep what the writes of the workload pay for an index, in the units in which it saves */
    Pool(ToLongFunction<Candidate> size, ToDoubleFunction<Candidate> upkeep) {
        this.size = size;
        this.upkeep = upkeep;
    }

    /** The number of an index, which is new here or not. */
    int number(Candidate candidate) {
        var known = numbers.get(candidate);
        if (known != null) {
            return known;
        }
        int number = candidates.size();
        candidates.add(candidate);
        sizes.add(Math.max(1, size.applyAsLong(candidate)));
        upkeeps.add(upkeep.applyAsDouble(candidate));
        numbers.put(candidate, number);
        byTable.computeIfAbsent(candidate.table(), table -> new ArrayList<>()).add(number);
        return number;
    }

    boolean has(Candidate candidate) {
        return numbers.containsKey(candidate);
    }

    Candidate get(int number) {
        return candidates.get(number);
    }

    int count() {
        return candidates.size();
    }

    /** Those on one table, ascending. */
    List<Integer> on(long table) {
        return byTable.getOrDefault(table, List.of());
    }

    long bytes(int number) {
        return sizes.get(number);
    }

    double upkeep(int number) {
        return upkeeps.get(number);
    }

    long bytes(BitSet set) {
        return set.stream().mapToLong(this::bytes).sum();
    }

    List<Candidate> all(BitSet set) {
        return set.stream().mapToObj(candidates::get).toList();
    }

    /** One index that does what both do, when the keys of one begin with those of the other and an index has room for all; else null. */
    Candidate merged(Candidate one, Candidate other) {
        if (!one.overlaps(other)) {
            return null;
        }
        var longer = one.keys().size() >= other.keys().size() ? one : other;
        var columns = one.columns();
        columns.addAll(other.columns());
        boolean carries = !one.include().isEmpty() || !other.include().isEmpty();
        if (carries && columns.size() > Candidate.MOST_COLUMNS) {
            return null;
        }
        var merged = carries ? longer.including(columns) : longer;
        return Objects.equals(one.predicate(), other.predicate()) ? merged : merged.where(null);
    }
}
