package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.pgbrisk.indexes.Chosen.Change;

/**
 * The changes that come into question, by a rank that rests on the savings measured last. As the set of indexes changes these nearly
 * always get worse, so that only those at the front have to be measured again.
 */
final class Agenda {
    /** How many changes are measured together at first: twice as many each time that this does not find one. */
    private static final int AT_ONCE = 6;

    private final Selection selection;
    private final ToDoubleFunction<Change> rank;
    private final Predicate<Change> possible;
    private final Predicate<Change> hopeful;
    private final PriorityQueue<Ranked> queue = new PriorityQueue<>();
    private final Set<Change> queued = new HashSet<>();
    /** What was not acceptable, by its indexes: it may be when something changes that matters to them. */
    private final Map<Integer, Set<Change>> refused = new HashMap<>();

    private int offered;

    /** Of equal ones that which was offered first. */
    private record Ranked(double rank, int position, Change change) implements Comparable<Ranked> {
        @Override
        public int compareTo(Ranked other) {
            int byRank = Double.compare(rank, other.rank);
            return byRank == 0 ? Integer.compare(position, other.position) : byRank;
        }
    }

    /** What a change must fulfil. */
    interface Condition {
        boolean holds(Change change) throws SQLException;
    }

    /**
     * @param rank the lowest comes first
     * @param possible what is not is left out, for good
     * @param hopeful what cannot be acceptable by all that is known so far is not measured
     */
    Agenda(Selection selection, ToDoubleFunction<Change> rank, Predicate<Change> possible, Predicate<Change> hopeful) {
        this.selection = selection;
        this.rank = rank;
        this.possible = possible;
        this.hopeful = hopeful;
    }

    void offer(Collection<Change> changes) {
        for (var change : changes) {
            add(change, offered++);
        }
    }

    private void add(Change change, int position) {
        if (queued.add(change)) {
            queue.add(new Ranked(rank.applyAsDouble(change), position, change));
        }
    }

    /** The first acceptable change, which leaves the agenda; null when there is none. */
    Change first(Condition acceptable) throws SQLException {
        int atOnce = AT_ONCE;
        for (var first = poll(); first != null; first = poll()) {
            var change = first.change();
            if (!selection.isFresh(change)) {
                measure(first, atOnce);
                atOnce *= 2;
            } else if (rank.applyAsDouble(change) > first.rank()) {
                add(change, first.position());
            } else if (acceptable.holds(change)) {
                return change;
            } else {
                refuse(change);
            }
        }
        return null;
    }

    /** @param touched indexes to which something that changed can matter */
    void reconsider(BitSet touched) {
        var again = new LinkedHashSet<Change>();
        touched.stream().forEach(index -> again.addAll(refused.getOrDefault(index, Set.of())));
        touched.stream().forEach(refused::remove);
        offer(again);
    }

    private void measure(Ranked first, int atOnce) throws SQLException {
        var front = new ArrayList<>(List.of(first));
        while (front.size() < atOnce) {
            var next = poll();
            if (next == null) {
                break;
            }
            front.add(next);
        }
        selection.measure(front.stream().map(Ranked::change).toList());
        front.forEach(each -> add(each.change(), each.position()));
    }

    private Ranked poll() {
        for (var first = queue.poll(); first != null; first = queue.poll()) {
            queued.remove(first.change());
            if (selection.chosen().allows(first.change()) && possible.test(first.change())) {
                if (selection.isFresh(first.change()) || hopeful.test(first.change())) {
                    return first;
                }
                refuse(first.change());
            }
        }
        return null;
    }

    private void refuse(Change change) {
        for (int index : change.out()) {
            refused.computeIfAbsent(index, none -> new LinkedHashSet<>()).add(change);
        }
        if (!change.takesAway()) {
            refused.computeIfAbsent(change.in(), none -> new LinkedHashSet<>()).add(change);
        }
    }
}
