package org.pgbrisk.indexes;

import java.util.Locale;

/** Of an index, as it stands behind USING. */
enum AccessMethod {
    BTREE(true),
    HASH(true),
    BRIN(true),
    GIN(false),
    GIST(false),
    SPGIST(false),
    HNSW(false),
    IVFFLAT(false),
    /** One that is never suggested. */
    OTHER(false);

    private final boolean hypothetical;

    AccessMethod(boolean hypothetical) {
        this.hypothetical = hypothetical;
    }

    static AccessMethod of(String name) {
        for (var method : values()) {
            if (method.sql().equals(name)) {
                return method;
            }
        }
        return OTHER;
    }

    String sql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether hypopg can make the planner believe in one; else it takes a model. */
    boolean isHypothetical() {
        return hypothetical;
    }
}
