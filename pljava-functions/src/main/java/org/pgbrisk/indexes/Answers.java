package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.Collection;

/** What statements cost with indexes of the pool. */
interface Answers {
    /** Finds out all at once what is not known yet. */
    void learn(Collection<KnownCosts.Case> cases) throws SQLException;

    /** What a statement costs with these indexes, and which it uses. */
    Fact fact(int statement, BitSet indexes) throws SQLException;

    /**
     * The answer, known or good enough: the planner never does worse with more indexes, so that answers for fewer and for more of them
     * are bounds; null where they are further apart than {@code tolerance}.
     */
    Double estimate(KnownCosts.Case each, double tolerance);
}
