package org.pgbrisk.companion.status;

/**
 * A row of {@code pgbrisk status}.
 *
 * @param verdict {@code ok}; {@code missing}: works, but something that would help is not there; {@code wrong}: does not work, or what
 *     it answers may be wrong or old
 * @param cost what its state costs; null when it costs nothing
 * @param nextStep the statement (it ends with a semicolon), command or package that mends it; null when there is nothing to mend
 */
public record Finding(String what, String verdict, String state, String cost, String nextStep) {
    private static final String WRONG = "wrong";

    static Finding ok(String what, String state) {
        return ok(what, state, null, null);
    }

    /** Nothing is to be done; cost and nextStep say what could be. */
    static Finding ok(String what, String state, String cost, String nextStep) {
        return new Finding(what, "ok", state, cost, nextStep);
    }

    static Finding missing(String what, String state, String cost, String nextStep) {
        return new Finding(what, "missing", state, cost, nextStep);
    }

    static Finding wrong(String what, String state, String cost, String nextStep) {
        return new Finding(what, WRONG, state, cost, nextStep);
    }

    boolean isWrong() {
        return verdict.equals(WRONG);
    }
}
