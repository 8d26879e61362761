package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Answers what statements would cost if some indexes existed. */
interface Costs {
    /** One answer for each question, in the same order. Many questions at once cost far less than one after the other. */
    List<Costed> with(List<Question> questions) throws SQLException;

    /**
     * Bytes that each of these would take by the planner's own reckoning, so that two can be compared; null for one that the server
     * would not build, or where nobody can say.
     */
    default List<Long> sizes(List<Candidate> indexes) throws SQLException {
        return Collections.nCopies(indexes.size(), null);
    }

    /** How the answers are got, for the evidence: one word. */
    String method();

    /**
     * What does this statement cost when these indexes exist beside the real ones?
     *
     * @param withPlan whether the answer is to have the plan, where there is one
     */
    record Question(Planned planned, Collection<Candidate> indexes, boolean withPlan) {
        Question(Planned planned, Collection<Candidate> indexes) {
            this(planned, indexes, false);
        }
    }

    /**
     * @param cost in the planner's units
     * @param planner the planner's own; {@code cost} is another where a plan is known to take longer than the planner believes
     * @param used those of the indexes that the statement would use
     * @param plan made with VERBOSE; null where nobody asked for it
     * @param known false where the time was over before anybody was asked: then the costs are those without an index
     */
    record Costed(double cost, double planner, Set<Candidate> used, JsonObject plan, boolean known) {
        Costed(double cost, double planner, Set<Candidate> used, JsonObject plan) {
            this(cost, planner, used, plan, true);
        }

        Costed(double cost, Set<Candidate> used, JsonObject plan) {
            this(cost, cost, used, plan);
        }

        Costed(double cost, Set<Candidate> used) {
            this(cost, used, null);
        }

        static Costed unknown(Planned planned) {
            return new Costed(planned.cost(), planned.cost(), Set.of(), null, false);
        }

        boolean isDoubted() {
            return cost > planner;
        }
    }
}
