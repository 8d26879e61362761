package org.pgbrisk.indexes;

/**
 * How much of the time that is left when a part of the work begins it may take at most. What comes first looks at the statements that
 * cost most, so that a short time is enough for these; what is not used is left to the next.
 *
 * @param finding what each statement would use
 * @param choosing from that, with the time for finding
 * @param ending with exact figures for what was chosen, with the time for all before
 * @param risks in the plans with what was chosen
 */
record TimeParts(double finding, double choosing, double ending, double risks) {
    /** The plans of the workload as the database is. */
    static final double PLANS = 0.25;
    /** What those statements write that are none of the workload. */
    static final double WRITES = 0.1;
    /** Whether the server would build an index on an expression. */
    static final double EXPRESSIONS = 0.2;
    /** What the statistics leave open about sizes. */
    static final double SIZES = 0.2;
    /** Columns that hang together. */
    static final double SAMPLES = 0.15;

    private static final TimeParts USUAL = new TimeParts(0.55, 0.75, 0.85, 0.6);
    private static final TimeParts BEFORE_STATEMENTS_RUN = new TimeParts(0.2, 0.3, 0.35, 0.1);

    /** @param run whether statements are to be run with what is suggested, which takes as long as it takes */
    static TimeParts of(boolean run) {
        return run ? BEFORE_STATEMENTS_RUN : USUAL;
    }

    Search.Stages stages(TimedCosts costs) {
        return new Search.Stages(costs.part(finding), costs.part(choosing), costs.part(ending));
    }
}
