package org.pgbrisk.indexes;

import java.util.Arrays;
import java.util.List;

/**
 * What statements count whose times nobody knows. The planner's costs stand for them, and the cost of one that lacks an index can be
 * thousands of times that of all others. Nobody lets it run so long: it must not decide alone what the others get of a budget.
 */
final class Weights {
    /** What one statement counts at most, as a share of what all others count. */
    private static final double SHARE = 0.25;
    /** From fewer nothing can be said of one more. */
    private static final int ENOUGH = 8;

    private Weights() {}

    /**
     * The same, but none counts more than a quarter of all others that an index may help.
     *
     * @param quick what costs less says nothing
     */
    static List<Planned> balanced(List<Planned> workload, double quick) {
        var costs = workload.stream()
                .filter(planned -> isGuessed(planned, quick))
                .mapToDouble(Planned::cost)
                .toArray();
        if (costs.length < ENOUGH) {
            return workload;
        }
        double most = most(costs);
        return workload.stream()
                .map(planned -> isGuessed(planned, quick) && planned.cost() > most
                        ? planned.weighing(most / planned.cost())
                        : planned)
                .toList();
    }

    private static boolean isGuessed(Planned planned, double quick) {
        return planned.statement().totalMs() <= 0
                && planned.cost() >= quick
                && !planned.candidates().isEmpty();
    }

    /** So much that the dearest, cut down to it, is that share of all others, cut down as well. */
    private static double most(double[] costs) {
        Arrays.sort(costs);
        double rest = 0;
        for (int i = 0; i < costs.length; i++) {
            int dearer = costs.length - i;
            // If this one and all dearer ones count the same: most = SHARE * (rest + (dearer - 1) * most).
            double most = SHARE * rest / (1 - SHARE * (dearer - 1));
            if (SHARE * (dearer - 1) < 1 && most <= costs[i]) {
                return most;
            }
            rest += costs[i];
        }
        return Double.POSITIVE_INFINITY;
    }
}
