package org.pgbrisk.indexes;

import java.sql.SQLException;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;

/**
 * What the server offers the advisor.
 *
 * @param version as server_version_num
 * @param hypopgSchema quoted, null where hypopg is not created
 * @param statementsSchema quoted, null where pg_stat_statements is not created
 * @param statementsLoaded whether pg_stat_statements is in shared_preload_libraries
 * @param blockSize in bytes
 * @param effectiveCacheSize in blocks
 */
public record Capabilities(
        int version,
        String hypopgSchema,
        String statementsSchema,
        boolean statementsLoaded,
        int blockSize,
        double randomPageCost,
        double seqPageCost,
        double cpuTupleCost,
        double cpuIndexTupleCost,
        double cpuOperatorCost,
        double effectiveCacheSize) {
    /** A statement that costs less than reading so many pages here and there needs no further index. */
    private static final int QUICK_PAGES = 10;

    static Capabilities of(Database database) throws SQLException {
        return database.single(Capabilities.class, Resource.sql(Capabilities.class, "capabilities.sql"));
    }

    /** The planner's cost below which a statement needs no further index. */
    double quick() {
        return QUICK_PAGES * randomPageCost;
    }

    boolean hasGenericPlan() {
        return version >= 160000;
    }

    boolean hasStatements() {
        return statementsSchema != null && statementsLoaded;
    }
}
