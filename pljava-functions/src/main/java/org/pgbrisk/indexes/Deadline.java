package org.pgbrisk.indexes;

import java.util.concurrent.TimeUnit;

/** When a call has to come to an end, and whether it had to leave out something for that. */
final class Deadline {
    private final long end;
    private boolean missed;

    /** @param milliseconds from now */
    Deadline(long milliseconds) {
        end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    /** Asked before each piece of work: once this says yes, something is left out. */
    boolean isOver() {
        missed |= System.nanoTime() - end > 0;
        return missed;
    }

    /** In milliseconds, below 0 when it is over. */
    double remaining() {
        return (end - System.nanoTime()) / 1e6;
    }

    boolean wasMissed() {
        return missed;
    }
}
