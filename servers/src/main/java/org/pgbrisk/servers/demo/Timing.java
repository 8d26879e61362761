package org.pgbrisk.servers.demo;

/**
 * How long a task took.
 *
 * @param ms of all its calls together, on the client's clock
 * @param cutOff whether it was ended at the limit, so that the true time is longer
 */
record Timing(String task, double ms, boolean cutOff) {

    Timing {
        if (ms < 0) {
            throw new IllegalArgumentException(task + " took " + ms + " ms");
        }
    }

    /** The faster of two runs of one task: what else runs on the machine only ever adds. */
    Timing best(Timing other) {
        if (cutOff != other.cutOff) {
            return cutOff ? other : this;
        }
        return ms <= other.ms ? this : other;
    }
}
