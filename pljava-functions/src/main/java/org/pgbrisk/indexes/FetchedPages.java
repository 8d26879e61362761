package org.pgbrisk.indexes;

/** The formula of Mackert and Lohman, as in {@code index_pages_fetched} of costsize.c: how many of a table's pages are read for rows here and there. */
final class FetchedPages {
    private FetchedPages() {}

    /**
     * @param allPages of the tables of the statement, which share the cache
     * @param cacheSize in pages
     */
    static double of(double tuples, double tablePages, double allPages, double cacheSize) {
        double table = Math.max(1, tablePages);
        double cache = Math.max(1, cacheSize * table / Math.max(1, allPages));
        double pages = 2 * table * tuples / (2 * table + tuples);
        if (table <= cache) {
            return Math.min(pages, table);
        }
        double limit = 2 * table * cache / (2 * table - cache);
        return tuples <= limit ? pages : cache + (tuples - limit) * (table - cache) / table;
    }
}
