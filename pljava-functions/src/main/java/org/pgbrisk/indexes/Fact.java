package org.pgbrisk.indexes;

import java.util.BitSet;

/**
 * An answer of the planner about one statement.
 *
 * @param shown indexes of the pool that it could choose from, those alone that can matter to the statement
 * @param used the ones it chose
 * @param planner as in {@link Costs.Costed}
 */
record Fact(Numbers shown, Numbers used, double cost, double planner) {
    Fact(BitSet shown, BitSet used, Costs.Costed answer) {
        this(Numbers.of(shown), Numbers.of(used), answer.cost(), answer.planner());
    }

    /** Shown anything between what it used and what it was shown, it does the same. */
    boolean answers(BitSet asked) {
        return used.isIn(asked) && shown.hasAll(asked);
    }
}
