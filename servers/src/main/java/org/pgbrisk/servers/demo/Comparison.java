package org.pgbrisk.servers.demo;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same tasks, measured before and after. */
record Comparison(List<Pair> pairs) {

    /** One task. Its factor above 1 says how many times faster it became. */
    record Pair(Timing before, Timing after) {
        double factor() {
            return Comparison.factor(before.ms(), after.ms());
        }

        String name() {
            return before.task();
        }
    }

    Comparison {
        pairs = List.copyOf(pairs);
    }

    /** @throws IllegalArgumentException when a task was measured on one side only */
    static Comparison of(List<Timing> before, List<Timing> after) {
        var later = after.stream().collect(Collectors.toMap(Timing::task, Function.identity()));
        if (before.size() != later.size()) {
            throw new IllegalArgumentException(before.size() + " tasks before, " + later.size() + " after");
        }
        return new Comparison(before.stream()
                .map(timing -> {
                    var match = later.get(timing.task());
                    if (match == null) {
                        throw new IllegalArgumentException(timing.task() + " was not measured after");
                    }
                    return new Pair(timing, match);
                })
                .toList());
    }

    double beforeMs() {
        return pairs.stream().mapToDouble(pair -> pair.before().ms()).sum();
    }

    double afterMs() {
        return pairs.stream().mapToDouble(pair -> pair.after().ms()).sum();
    }

    double factor() {
        return factor(beforeMs(), afterMs());
    }

    boolean faster() {
        return afterMs() < beforeMs();
    }

    boolean cutOff() {
        return pairs.stream()
                .anyMatch(pair -> pair.before().cutOff() || pair.after().cutOff());
    }

    /** Nothing in no time stays as it was. */
    private static double factor(double before, double after) {
        if (after > 0) {
            return before / after;
        }
        return before > 0 ? Double.POSITIVE_INFINITY : 1;
    }
}
