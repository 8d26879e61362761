package org.pgbrisk.indexes;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When a call has to come to an end, and whether it had to leave out something for that. */
final class Deadline {
    private final LongSupplier clock;
    private final long end;
    /** Of which this is a part; null for the whole call. */
    private final Deadline whole;

    private boolean missed;
    private boolean missedInPart;

    private Deadline(LongSupplier clock, long end, Deadline whole) {
        this.clock = clock;
        this.end = end;
        this.whole = whole;
    }

    /** @param milliseconds from now */
    Deadline(long milliseconds) {
        this(milliseconds, System::nanoTime);
    }

    /** @param clock in nanoseconds since whenever */
    Deadline(long milliseconds, LongSupplier clock) {
        this(clock, clock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(milliseconds), null);
    }

    /** For a part of the work, so that the rest has time too: this share of the time that is left. */
    Deadline part(double share) {
        long now = clock.getAsLong();
        return new Deadline(clock, Math.min(end, now + (long) (share * (end - now))), this);
    }

    /** Asked before each piece of work: once this says yes, something is left out. */
    boolean isOver() {
        if (clock.getAsLong() - end > 0) {
            miss();
        }
        return missed;
    }

    private void miss() {
        missed = true;
        for (var longer = whole; longer != null; longer = longer.whole) {
            longer.missedInPart = true;
        }
    }

    /** In milliseconds, below 0 when it is over. */
    double remaining() {
        return (end - clock.getAsLong()) / 1e6;
    }

    /** Also by a part of the work. */
    boolean wasMissed() {
        return missed || missedInPart;
    }
}
