package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.pgbrisk.indexes.Chosen.Change;

/** A change in the queue of those that come into question; the lowest rank comes first, of equal ones the first. */
record Ranking(double rank, int position, Change change) implements Comparable<Ranking> {
    /** How many changes are measured together at first: twice as many each time that this does not find one. */
    private static final int AT_ONCE = 12;

    /** What a change must fulfil. */
    interface Condition {
        boolean holds(Change change) throws SQLException;
    }

    @Override
    public int compareTo(Ranking other) {
        int byRank = Double.compare(rank, other.rank);
        return byRank == 0 ? Integer.compare(position, other.position) : byRank;
    }

    /**
     * The first acceptable change by a rank that rests on the savings measured last. As the set of indexes changes these nearly always get
     * worse, so that only those at the front have to be measured again.
     */
    static Change first(
            Selection selection, Collection<Change> changes, ToDoubleFunction<Change> rank, Condition acceptable)
            throws SQLException {
        var queue = new PriorityQueue<Ranking>();
        for (var change : changes) {
            queue.add(new Ranking(rank.applyAsDouble(change), queue.size(), change));
        }
        int atOnce = AT_ONCE;
        while (!queue.isEmpty()) {
            var first = queue.poll();
            if (!selection.isFresh(first.change())) {
                var front = new ArrayList<>(List.of(first));
                while (front.size() < atOnce && !queue.isEmpty()) {
                    front.add(queue.poll());
                }
                atOnce *= 2;
                selection.measure(front.stream().map(Ranking::change).toList());
                for (var each : front) {
                    queue.add(new Ranking(rank.applyAsDouble(each.change()), each.position(), each.change()));
                }
            } else if (acceptable.holds(first.change())) {
                return first.change();
            }
        }
        return null;
    }
}
