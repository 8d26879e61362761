package org.pgbrisk.servers.demo;

import java.util.List;

/**
 * What one index, really built, changes in the plans of the workload.
 *
 * @param savedMs each task's measured time, reduced as its estimated cost fell, summed; negative when the costs rose
 * @param totalMs the measured time of the workload
 * @param largestCutPercent by how much the cost of the task that gains most fell
 */
record Verdict(Suggestion suggestion, double savedMs, double totalMs, double largestCutPercent) {

    /** A saving below this share of the workload may be chance; */
    private static final double WORTHWHILE_SHARE = 0.005;

    /** but a statement that becomes this much cheaper is worth an index even where it is a small part of the whole. */
    private static final double WORTHWHILE_CUT_PERCENT = 50;

    boolean helps() {
        return savedMs > 0 && (savedMs >= WORTHWHILE_SHARE * totalMs || largestCutPercent >= WORTHWHILE_CUT_PERCENT);
    }

    double savedPercent() {
        return totalMs > 0 ? 100 * savedMs / totalMs : 0;
    }

    /** @param timings,before,after in the same order: measured times, and planner costs without and with the index */
    static Verdict of(Suggestion suggestion, List<Timing> timings, List<Double> before, List<Double> after) {
        var saved = 0.0;
        var total = 0.0;
        var largest = 0.0;
        for (var i = 0; i < timings.size(); i++) {
            var cut = before.get(i) > 0 ? 1 - after.get(i) / before.get(i) : 0;
            saved += cut * timings.get(i).ms();
            total += timings.get(i).ms();
            largest = Math.max(largest, 100 * cut);
        }
        return new Verdict(suggestion, saved, total, largest);
    }
}
