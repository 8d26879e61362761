package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Answers what statements would cost if some indexes existed. */
interface Costs {
    /** One answer for each statement, in the same order. */
    List<Costed> with(List<Planned> statements, Collection<Candidate> indexes) throws SQLException;

    /** How the answers are got, for the evidence: one word. */
    String method();

    /**
     * @param cost in the planner's units
     * @param used those of the indexes that the statement would use
     */
    record Costed(double cost, Set<Candidate> used) {}
}
