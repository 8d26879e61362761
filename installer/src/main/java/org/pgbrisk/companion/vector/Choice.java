package org.pgbrisk.companion.vector;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of the settings to take. */
final class Choice {
    /** Nearer to each other than this, medians are equal: the next run may have them the other way round. */
    private static final double AS_FAST = 1.2;
    /** A scan that is done so soon needs no index. */
    private static final double SOON_MS = 1;

    private Choice() {}

    /**
     * Of those that reach the target: about as fast as the fastest, then the smallest, then the one that is built soonest.
     *
     * @param whole whether the sample holds all rows of the table, so that the exact scan's time is the one that users would see
     * @return the exact scan where it will do; empty where no index reaches the target
     */
    static Optional<Measured> of(List<Measured> measured, double targetRecall, boolean whole) {
        var good = measured.stream()
                .filter(setting -> !setting.isExact() && setting.recall() >= targetRecall)
                .toList();
        double fastest = good.stream().mapToDouble(Measured::medianMs).min().orElse(0);
        if (whole && !good.isEmpty()) {
            var exact = measured.get(0);
            if (exact.medianMs() <= Math.max(SOON_MS, fastest * AS_FAST)) {
                return Optional.of(exact);
            }
        }
        return good.stream()
                .filter(setting -> setting.medianMs() <= fastest * AS_FAST)
                .min(Comparator.comparingLong(Measured::sizeBytes)
                        .thenComparingDouble(Measured::buildMs)
                        .thenComparingDouble(Measured::medianMs));
    }

    /** What comes nearest to a target that nothing reaches. */
    static Optional<Measured> nearest(List<Measured> measured) {
        return measured.stream()
                .filter(setting -> !setting.isExact())
                .max(Comparator.comparingDouble(Measured::recall)
                        .thenComparing(
                                Comparator.comparingDouble(Measured::medianMs).reversed()));
    }
}
