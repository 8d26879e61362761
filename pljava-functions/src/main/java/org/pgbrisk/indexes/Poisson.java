package org.pgbrisk.indexes;

import java.util.function.DoubleUnaryOperator;

/** The mean of numbers scattered by chance, when the small ones are not seen. */
final class Poisson {
    private Poisson() {}

    /** @param seen the mean of those that are not zero */
    static double ofOneOrMore(double seen) {
        return solve(seen, mean -> mean / -Math.expm1(-mean));
    }

    /** @param seen the mean of those that are neither zero nor one */
    static double ofTwoOrMore(double seen) {
        return solve(seen, mean -> mean * -Math.expm1(-mean) / (-Math.expm1(-mean) - mean * Math.exp(-mean)));
    }

    private static double solve(double seen, DoubleUnaryOperator visible) {
        double low = 1e-9;
        double high = Math.max(low, seen);
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            boolean less = visible.applyAsDouble(middle) < seen;
            low = less ? middle : low;
            high = less ? high : middle;
        }
        return low;
    }
}
