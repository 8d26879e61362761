package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which of the indexes that exist are needless: copies of another, those whose work a longer one does, and what a
 * failed CREATE INDEX CONCURRENTLY left behind. What enforces, is referenced, or belongs to something else stays.
 */
final class Redundancy {
    /**
     * An index that has many times the bytes of another does its work, but not as fast, nor in as little memory. A number that repeats takes
     * some 7 bytes a row, for it is deduplicated; with a timestamp or a uuid behind it some 30 to 40.
     */
    private static final int MUCH_LARGER = 6;

    /** Of several that are alike the one that stays comes first: the one with guards, the unique, the most used, the oldest. */
    private static final Comparator<ExistingIndex> WORTH = Comparator.comparing(ExistingIndex::isFree)
            .thenComparing(index -> !index.isUnique())
            .thenComparing(Comparator.comparingLong(ExistingIndex::scans).reversed())
            .thenComparingLong(ExistingIndex::oid);

    /** Longer ones first, so that what stands for another is settled before; of those alike the worst. */
    private static final Comparator<ExistingIndex> ORDER = Comparator.<ExistingIndex>comparingInt(
                    index -> -index.keys().size())
            .thenComparingInt(index -> -index.include().size())
            .thenComparing(WORTH.reversed());

    /** An index nobody needs. */
    record Needless(ExistingIndex index, Ground ground, ExistingIndex kept) {}

    enum Ground {
        INVALID,
        COPY,
        COVERED,
        UNUSED
    }

    private final int blockSize;

    /** @param blockSize of the server, in bytes */
    Redundancy(int blockSize) {
        this.blockSize = blockSize;
    }

    List<Needless> of(Collection<ExistingIndex> indexes) {
        var needless = new ArrayList<Needless>();
        byRelation(indexes).values().forEach(each -> needless.addAll(onOne(each)));
        return needless;
    }

    private List<Needless> onOne(List<ExistingIndex> indexes) {
        var left = new ArrayList<>(indexes);
        var needless = new LinkedHashMap<ExistingIndex, Needless>();
        for (var index : indexes.stream().sorted(ORDER).toList()) {
            if (!index.isFree()) {
                continue;
            }
            if (!index.valid()) {
                if (!index.partitioned() && !index.unfinished()) {
                    needless.put(index, new Needless(index, Ground.INVALID, null));
                }
                continue;
            }
            left.stream()
                    .filter(other -> other != index && other.does(index) && isCheap(index, other))
                    .min(WORTH)
                    .ifPresent(kept -> {
                        left.remove(index);
                        needless.put(
                                index, new Needless(index, kept.isCopyOf(index) ? Ground.COPY : Ground.COVERED, kept));
                    });
        }
        return needless.values().stream().map(each -> lasting(each, needless)).toList();
    }

    /** What was kept instead may have become needless later: then what is kept instead of that. */
    private static Needless lasting(Needless needless, Map<ExistingIndex, Needless> all) {
        var next = needless.kept() == null ? null : all.get(needless.kept());
        return next == null ? needless : lasting(new Needless(needless.index(), Ground.COVERED, next.kept()), all);
    }

    /** Whether look-ups cost about as much in the other one. A B-tree that was built empty has one page for as long as nobody looks. */
    private boolean isCheap(ExistingIndex index, ExistingIndex other) {
        return other.hasSameColumns(index) || isCheap(index, other.bytes());
    }

    /** Whether look-ups cost about as much in one with so many bytes. */
    boolean isCheap(ExistingIndex index, long bytes) {
        return index.bytes() > blockSize && bytes > blockSize && bytes <= MUCH_LARGER * index.bytes();
    }

    private static Map<Long, List<ExistingIndex>> byRelation(Collection<ExistingIndex> indexes) {
        var byRelation = new LinkedHashMap<Long, List<ExistingIndex>>();
        indexes.forEach(index -> byRelation
                .computeIfAbsent(index.relation(), relation -> new ArrayList<>())
                .add(index));
        return byRelation;
    }
}
