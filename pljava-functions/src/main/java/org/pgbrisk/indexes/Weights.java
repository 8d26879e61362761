package org.pgbrisk.indexes;

import java.util.Comparator;
import java.util.List;

/**
 * What statements count whose times nobody knows. The planner's costs stand for them, and the cost of one that lacks an index can be
 * thousands of times that of all others. Nobody lets it run so long: it must not decide alone what the others get of a budget.
 */
final class Weights {
    /** From so few nothing can be said of one more. */
    private static final int OTHERS = 3;

    private Weights() {}

    /**
     * The same, but one statement counts no more than all others that an index may help together.
     *
     * @param quick what costs less says nothing
     */
    static List<Planned> balanced(List<Planned> workload, double quick) {
        var guessed = workload.stream()
                .filter(planned -> planned.statement().totalMs() <= 0)
                .filter(planned ->
                        planned.cost() >= quick && !planned.candidates().isEmpty())
                .sorted(Comparator.comparingDouble(Planned::cost))
                .toList();
        if (guessed.size() <= OTHERS) {
            return workload;
        }
        var dearest = guessed.get(guessed.size() - 1);
        double most = guessed.stream().mapToDouble(Planned::cost).sum() - dearest.cost();
        return dearest.cost() <= most
                ? workload
                : workload.stream()
                        .map(planned -> planned == dearest ? planned.weighing(most / planned.cost()) : planned)
                        .toList();
    }
}
