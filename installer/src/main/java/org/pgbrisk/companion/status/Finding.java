package org.pgbrisk.companion.status;

/**
 * A row of {@code pgbrisk status}.
 *
 * @param ok whether nothing is to be done about it
 * @param cost what its state costs; null when it costs nothing
 * @param nextStep the statement or package that mends it; null when there is nothing to mend
 */
public record Finding(String what, boolean ok, String state, String cost, String nextStep) {
    static Finding fine(String what, String state) {
        return new Finding(what, true, state, null, null);
    }

    static Finding lacking(String what, String state, String cost, String nextStep) {
        return new Finding(what, false, state, cost, nextStep);
    }
}
