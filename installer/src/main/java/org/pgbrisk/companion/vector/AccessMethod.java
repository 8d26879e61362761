package org.pgbrisk.companion.vector;

/** The kinds of index that pgvector brings; the names are PostgreSQL's and those of the command line. */
enum AccessMethod {
    hnsw("hnsw.ef_search"),
    ivfflat("ivfflat.probes");

    private final String searchSetting;

    AccessMethod(String searchSetting) {
        this.searchSetting = searchSetting;
    }

    /** The setting that trades time for recall when the index is read. */
    String searchSetting() {
        return searchSetting;
    }

    /** A page has to hold an element, so halves may be twice as many. */
    static int mostDimensions(String type) {
        return type.equals("halfvec") ? 4000 : 2000;
    }
}
