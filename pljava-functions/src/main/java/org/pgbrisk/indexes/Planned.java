package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A statement with its plan as the database is now.
 *
 * @param nodes of the plan
 * @param cost of one call, in the planner's units
 * @param weight what one unit of its cost is worth in the whole workload: milliseconds where the time is known, else 1
 * @param candidates indexes that could serve it
 * @param interests what indexes could matter to it
 */
record Planned(
        Statement statement,
        JsonObject plan,
        int nodes,
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
     * @param read all columns it reads: an index that has all of them spares the table; empty where rows are only counted
     */
    record Interest(long table, Set<String> leads, Set<String> restrictions, Set<String> read) {
        boolean in(Candidate index) {
            return index.table() == table
                    && (index.predicate() == null || restrictions.contains(index.predicate()))
                    && (leads.contains(index.lead()) || index.hasAll(read));
        }
    }

    Set<Long> tables() {
        var tables = new LinkedHashSet<Long>();
        interests.forEach(interest -> tables.add(interest.table()));
        return tables;
    }

    /** Whether the index could change its plan. */
    boolean mayUse(Candidate index) {
        for (var interest : interests) {
            if (interest.in(index)) {
                return true;
            }
        }
        return false;
    }

    static Planned of(Statement statement, JsonObject plan) {
        return of(statement, plan, plan.getDouble("Total Cost"));
    }

    private static Planned of(Statement statement, JsonObject plan, double cost) {
        double weight = statement.totalMs() > 0 ? statement.totalMs() / Math.max(cost, 1e-3) : 1;
        return new Planned(statement, plan, nodes(plan), cost, weight, Set.of(), List.of());
    }

    private static int nodes(JsonObject node) {
        int nodes = 1;
        for (var child : PlanUses.children(node)) {
            nodes += nodes((JsonObject) child);
        }
        return nodes;
    }

    /** The same at another cost, for its indexes to be found. */
    Planned costing(double known) {
        return of(statement, plan, known);
    }

    Planned weighing(double other) {
        return new Planned(statement, plan, nodes, cost, other, candidates, interests);
    }

    Planned with(Set<Candidate> found, List<Interest> wanted) {
        return new Planned(statement, plan, nodes, cost, weight, found, wanted);
    }
}
