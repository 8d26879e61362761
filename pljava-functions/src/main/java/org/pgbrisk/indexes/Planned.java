package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A statement with its plan as the database is now.
 *
 * @param cost of one call, in the planner's units
 * @param weight what one unit of its cost is worth in the whole workload: milliseconds where the time is known, else 1
 * @param candidates indexes that could serve it
 * @param interests what indexes could matter to it
 */
record Planned(
        Statement statement,
        JsonObject plan,
        double cost,
        double weight,
        Set<Candidate> candidates,
        List<Interest> interests) {
    Planned {
        // Not Set.copyOf: its order differs from one JVM to the next, and the advice must not.
        candidates = Collections.unmodifiableSet(new LinkedHashSet<>(candidates));
        interests = List.copyOf(interests);
    }

    /**
     * What a statement wants of a table.
     *
     * @param leads columns that an index may lead with to help in finding or ordering rows
     * @param restrictions conditions that it puts on all rows: a partial index on one of them is of use
     * @param read all columns it reads: an index that has all of them spares the table; empty when no index could
     */
    record Interest(long table, Set<String> leads, Set<String> restrictions, Set<String> read) {
        boolean in(Candidate index) {
            return index.table() == table
                    && (index.predicate() == null || restrictions.contains(index.predicate()))
                    && (leads.contains(index.lead()) || !read.isEmpty() && index.hasAll(read));
        }
    }

    /** Whether the index could change its plan. */
    boolean mayUse(Candidate index) {
        return interests.stream().anyMatch(interest -> interest.in(index));
    }

    static Planned of(Statement statement, JsonObject plan) {
        double cost = plan.getDouble("Total Cost");
        double weight = statement.totalMs() > 0 ? statement.totalMs() / Math.max(cost, 1e-3) : 1;
        return new Planned(statement, plan, cost, weight, Set.of(), List.of());
    }

    Planned with(Set<Candidate> found, List<Interest> wanted) {
        return new Planned(statement, plan, cost, weight, found, wanted);
    }
}
