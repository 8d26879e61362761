package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.pgbrisk.indexes.Chosen.Change;

/**
 * Tries what does not fit a budget in the place of others. An index that saves much and takes much is passed over where each step is
 * judged by the byte, though it may be worth more than all that stands in its place.
 */
final class Exchange {
    /** So many are tried, those first that promise most. */
    private static final int TRIED = 8;

    /** What the whole workload must gain. */
    private static final double NOTICEABLE = 0.002;

    private final Pool pool;
    private final Descent descent;
    private final long budget;
    private final Fitting fitting;

    /** Makes a selection fit again. */
    interface Fitting {
        void fit(Selection selection) throws SQLException;
    }

    /** A byte that becomes free, and what the workload loses with it. */
    private record Price(double loss, long bytes) {
        double ofOne() {
            return loss / bytes;
        }
    }

    /** @param budget bytes in all */
    Exchange(Pool pool, Descent descent, long budget, Fitting fitting) {
        this.pool = pool;
        this.descent = descent;
        this.budget = budget;
        this.fitting = fitting;
    }

    /** The selection, or a better one that fits as well. */
    Selection improve(Selection selection) throws SQLException {
        var best = selection;
        for (var next = better(best); next != null; next = better(best)) {
            best = next;
        }
        return best;
    }

    /** Tries by guesses, which cost next to nothing; what they promise has to be true. */
    private Selection better(Selection selection) throws SQLException {
        double noticeable = NOTICEABLE * selection.cost();
        var guessed = selection.guessed();
        for (var change : promising(guessed, noticeable)) {
            var trial = new Selection(guessed);
            trial.apply(change);
            fitting.fit(trial);
            if (selection.cost() - trial.cost() > noticeable) {
                var exact = trial.exact();
                if (selection.cost() - exact.cost() > noticeable) {
                    return exact;
                }
            }
        }
        return null;
    }

    /** What saves more than the room it needs is worth, by a guess. */
    private List<Change> promising(Selection selection, double noticeable) throws SQLException {
        var chosen = selection.chosen();
        var prices = prices(selection);
        var losses = new HashMap<Change, Double>();
        var changes = new LinkedHashSet<Change>();
        for (int i = 0, count = pool.count(); i < count; i++) {
            var change = chosen.add(i);
            if (change != null && pool.bytes(change.in()) <= budget && chosen.bytesAfter(change) > budget) {
                losses.put(change, loss(prices, change, chosen.bytesAfter(change) - budget));
                changes.add(change);
            }
        }
        changes.removeIf(change -> selection.mostSaving(change) - losses.get(change) <= noticeable);
        var found = new ArrayList<>(changes);
        selection.measure(found);
        found.removeIf(change -> selection.lastSaving(change) - losses.get(change) <= noticeable);
        found.sort(Comparator.comparingDouble(change -> losses.get(change) - selection.lastSaving(change)));
        return found.subList(0, Math.min(TRIED, found.size()));
    }

    /** For each chosen index where its bytes are cheapest. */
    private Map<Integer, Price> prices(Selection selection) throws SQLException {
        var chosen = selection.chosen();
        var smaller = descent.smaller(chosen, chosen.numbers().stream().boxed().toList());
        selection.measure(smaller);
        var prices = new HashMap<Integer, Price>();
        for (var change : smaller) {
            long freed = chosen.bytes() - chosen.bytesAfter(change);
            if (freed > 0) {
                var price = new Price(Math.max(0, -selection.saving(change)), freed);
                prices.merge(change.out().get(0), price, (one, other) -> other.ofOne() < one.ofOne() ? other : one);
            }
        }
        return prices;
    }

    private static double loss(Map<Integer, Price> prices, Change change, long needed) {
        double loss = 0;
        long left = needed;
        var cheapest = prices.entrySet().stream()
                .filter(price -> !change.out().contains(price.getKey()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingDouble(Price::ofOne))
                .toList();
        for (var price : cheapest) {
            loss += price.ofOne() * Math.min(left, price.bytes());
            left -= Math.min(left, price.bytes());
        }
        return left > 0 ? Double.POSITIVE_INFINITY : loss;
    }
}
