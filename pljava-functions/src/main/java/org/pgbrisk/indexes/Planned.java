package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A statement with its plan as the database is now.
 *
 * @param cost of one call, in the planner's units
 * @param weight what one unit of its cost is worth in the whole workload: milliseconds where the time is known, else a share such that
 *     all statements count the same
 * @param candidates indexes that could serve it
 */
record Planned(Statement statement, JsonObject plan, double cost, double weight, Set<Candidate> candidates) {
    Planned {
        // Not Set.copyOf: its order differs from one JVM to the next, and the advice must not.
        candidates = Collections.unmodifiableSet(new LinkedHashSet<>(candidates));
    }

    /** Whether the index could change its plan: it leads with a column that one of the candidates leads with. */
    boolean mayUse(Candidate index) {
        return candidates.stream()
                .anyMatch(candidate -> candidate.table() == index.table()
                        && candidate
                                .keys()
                                .get(0)
                                .name()
                                .equals(index.keys().get(0).name()));
    }

    static Planned of(Statement statement, JsonObject plan) {
        double cost = plan.getDouble("Total Cost");
        double worth = statement.totalMs() > 0 ? statement.totalMs() : 1;
        return new Planned(statement, plan, cost, worth / Math.max(cost, 1e-3), Set.of());
    }

    Planned withCandidates(Set<Candidate> found) {
        return new Planned(statement, plan, cost, weight, found);
    }
}
