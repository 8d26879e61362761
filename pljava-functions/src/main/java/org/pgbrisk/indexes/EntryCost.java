package org.pgbrisk.indexes;

/**
 * What it costs to keep an index up to date, in the planner's units, one of which is a page read in sequence. To put an entry in takes the way
 * down the tree, as btcostestimate of src/backend/utils/adt/selfuncs.c has it: a comparison for each halving of the entries, 50 operators for
 * each page; then cpu_index_tuple_cost, and the entry's share of a page, which is written once and logged once. A dead entry is taken
 * out by VACUUM, which reads the whole index each time that a fifth of the rows are dead (autovacuum_vacuum_scale_factor).
 *
 * @param put one entry in
 * @param removed one dead entry out
 */
record EntryCost(double put, double removed) {
    /** DEFAULT_PAGE_CPU_MULTIPLIER. */
    private static final double PAGE_OPERATORS = 50;

    private static final double WRITTEN_AND_LOGGED = 2;
    private static final double VACUUMED_AT = 0.2;

    /** Pages that one page of a B-tree points to, where nothing better is known. */
    private static final double FANOUT = 250;

    /** @param height levels above the leaf pages */
    static EntryCost of(Capabilities server, double entries, double pages, int height) {
        double share = pages / Math.max(1, entries);
        double descent =
                log2(entries) * server.cpuOperatorCost() + (height + 1) * PAGE_OPERATORS * server.cpuOperatorCost();
        return new EntryCost(
                descent + server.cpuIndexTupleCost() + WRITTEN_AND_LOGGED * share,
                server.cpuIndexTupleCost() + share / VACUUMED_AT);
    }

    /** Of an index of which no more is known than its size. */
    static EntryCost of(Capabilities server, double entries, double pages) {
        int height = pages <= 2 ? 0 : (int) Math.ceil(Math.log(pages) / Math.log(FANOUT));
        return of(server, entries, pages, height);
    }

    /** A row of the table itself. */
    static double row(Capabilities server, double rowBytes) {
        return PAGE_OPERATORS * server.cpuOperatorCost()
                + server.cpuTupleCost()
                + WRITTEN_AND_LOGGED * Math.min(1, rowBytes / server.blockSize());
    }

    private static double log2(double entries) {
        return Math.ceil(Math.log(Math.max(2, entries)) / Math.log(2));
    }
}
