package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries in the place of others what statements are known to use. An index that saves much and takes much is passed over where each
 * step is judged by the byte, though it may be worth more than all that stands in its place; and two that are of use only together
 * are never added one by one.
 */
final class Exchange {
    /** So many are tried, those first that promise most. */
    private static final int TRIED = 8;
    /** So many are looked at closely for these. */
    private static final int LOOKED_AT = 40;

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

    /** Indexes that are of use together, and what they may gain. */
    private record Wish(BitSet indexes, double gain) {}

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
        for (var trial : promising(selection.guessed(), noticeable)) {
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
    private List<Selection> promising(Selection guessed, double noticeable) throws SQLException {
        var prices = prices(guessed);
        var wishes = new ArrayList<Wish>();
        for (var wanted : guessed.wanted().entrySet()) {
            double loss = loss(prices, guessed, guessed.chosen().bytes() + pool.bytes(wanted.getKey()) - budget);
            wishes.add(new Wish(wanted.getKey(), wanted.getValue() - loss));
        }
        wishes.sort(Comparator.comparingDouble(Wish::gain).reversed());
        var gains = new LinkedHashMap<Selection, Double>();
        for (var wish : wishes.subList(0, Math.min(LOOKED_AT, wishes.size()))) {
            var trial = new Selection(guessed);
            trial.add(wish.indexes());
            double loss = loss(prices, trial, trial.chosen().bytes() - budget);
            if (guessed.cost() - trial.cost() - loss > noticeable) {
                gains.put(trial, guessed.cost() - trial.cost() - loss);
            }
        }
        return gains.keySet().stream()
                .sorted(Comparator.comparingDouble(gains::get).reversed())
                .limit(TRIED)
                .toList();
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

    /** What it takes to free so many bytes, where those that the selection still has are cheapest. */
    private static double loss(Map<Integer, Price> prices, Selection selection, long needed) {
        double loss = 0;
        long left = needed;
        var here = selection.chosen().numbers();
        var cheapest = prices.entrySet().stream()
                .filter(price -> here.get(price.getKey()))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingDouble(Price::ofOne))
                .toList();
        for (var price : cheapest) {
            if (left <= 0) {
                return loss;
            }
            loss += price.ofOne() * Math.min(left, price.bytes());
            left -= Math.min(left, price.bytes());
        }
        return left > 0 ? Double.POSITIVE_INFINITY : loss;
    }
}
