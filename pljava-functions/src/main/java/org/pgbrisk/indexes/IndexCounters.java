package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Resource;

/**
 * What the counters of scans can tell.
 *
 * @param counted whether the server counts at all
 * @param since when
 */
public record IndexCounters(boolean standby, boolean counted, String since, double days) {
    /** Who counts nothing, or must not look, tells nothing. */
    private static final IndexCounters SILENT = new IndexCounters(false, false, null, 0);

    /** Bytes: a smaller index is not worth the risk. */
    private static final long WORTHWHILE = 1024 * 1024;

    static IndexCounters of(Database database) throws SQLException {
        var select = Attempt.of(Resource.sql(IndexCounters.class, "index_counters.sql"), true);
        var outcome = database.attempt(List.of(select), List.of()).get(0);
        return outcome.succeeded()
                ? Records.read(IndexCounters.class, outcome.rows()).get(0)
                : SILENT;
    }

    /**
     * Whether nobody has used the index for so long that nobody will, as far as the counters go. An index on an expression has statistics
     * that the planner uses without a scan; one that enforces something, or helps a foreign key, is of use when nothing is looked up.
     *
     * @param days how old the counters have to be; below 0 nothing is unused
     * @param planned names of the indexes in the plans of the workload
     */
    boolean isUnused(ExistingIndex index, int days, Set<String> planned) {
        boolean known = counted && !standby && days >= 0 && this.days >= days;
        boolean young = index.daysOld() != null && index.daysOld() < days;
        return known
                && !young
                && index.scans() == 0
                && index.valid()
                && index.isFree()
                && !index.isUnique()
                && !index.servesForeignKey()
                && !index.hasExpression()
                && index.bytes() >= WORTHWHILE
                && index.names().stream().noneMatch(planned::contains);
    }
}
