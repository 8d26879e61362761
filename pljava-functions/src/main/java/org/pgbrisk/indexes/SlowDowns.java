package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;

/** Tells how much longer a statement would take with another plan, where the planner believes that it is faster. */
interface SlowDowns {
    /** A statement may take so many times as long as now: less cannot be told from the noise of an estimate. */
    double TOLERATED = 1.1;

    /** Believes the planner. */
    SlowDowns NONE = (planned, plan) -> 0;

    /** The time with the plan as a multiple of that with the plan as it is now. */
    double of(Planned planned, JsonObject plan);
}
