package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.indexes.TableScans.Scan;

/**
 * What the planner charges too little for the table's pages that a nested loop looks up. It takes it that pages are found again in the
 * cache from one look-up to the next, but spreads them over as many look-ups as the table on the other side has rows that it wants
 * ({@code get_loop_count} in indxpath.c), though a join may leave a tenth of these: then each look-up costs ten times as much as it
 * says. The formula of the pages is that of Mackert and Lohman, as in {@code index_pages_fetched} of costsize.c. Where the cache has
 * room for all tables of the statement ({@code effective_cache_size}), no page has to be read, but each row has to be fetched.
 */
final class LoopedReads implements SlowDowns {
    private static final Set<String> LOOK_UPS = Set.of("Index Scan", "Bitmap Heap Scan");
    /**
     * In the planner's units, a row that is fetched from the cache here and there: 1.5 to 2.3 microseconds in tables of TPC-H at scale 1,
     * where its plans take 0.2 to 0.5 milliseconds for 100 units.
     */
    private static final double FETCH = 0.5;
    /** Bytes of a table of which the processor's own caches hold a good part. */
    private static final double SMALL = 128 << 20;

    /** What btcostestimate makes of the correlation of the first key where there are more. */
    private static final double OF_THE_FIRST = 0.75;

    private final Capabilities server;
    private final Catalog catalog;
    private final EarlyEnds ends;
    /** The plans of the statements as the database is now. */
    private final Map<JsonObject, TableScans> known = new IdentityHashMap<>();

    LoopedReads(Capabilities server, Catalog catalog) {
        this.server = server;
        this.catalog = catalog;
        this.ends = new EarlyEnds(server);
    }

    @Override
    public double of(Planned planned, JsonObject plan) {
        double now = Math.max(planned.plan().getDouble("Total Cost"), whole(planned, planned.plan()));
        return whole(planned, plan) / Math.max(now, 1e-3);
    }

    private double whole(Planned planned, JsonObject plan) {
        return plan.getDouble("Total Cost") + missing(planned, plan);
    }

    /** In the planner's units; below 0 where it charges too much. */
    double missing(Planned planned, JsonObject plan) {
        var before = known.computeIfAbsent(planned.plan(), this::scans);
        var scans = TableScans.of(plan, before.tables(), catalog);
        double pages =
                scans.all().stream().mapToDouble(scan -> scan.table().pages()).sum();
        double missing = ends.missing(plan, before.tables(), pages);
        for (var scan : scans.all()) {
            if (scan.loops() > 1
                    && !scan.outer().isEmpty()
                    && LOOK_UPS.contains(scan.node().getString("Node Type", ""))) {
                double counted = counted(scan, scans, before, new HashSet<>());
                missing += scan.loops() * (takes(scan, pages) - reads(scan, counted, pages));
            }
        }
        return missing;
    }

    /** The look-ups that the planner reckons with: the rows of the smallest of the tables that give the values, whatever joins leave of them. */
    private static double counted(Scan scan, TableScans scans, TableScans before, Set<Scan> seen) {
        double least = Double.POSITIVE_INFINITY;
        seen.add(scan);
        for (var alias : scan.outer()) {
            var other = scans.get(alias);
            if (other != null && !seen.contains(other)) {
                double rows = before.restricted(alias);
                if (Double.isNaN(rows)) {
                    rows = scans.restricted(alias);
                }
                if (Double.isNaN(rows)) {
                    rows = other.rows() * counted(other, scans, before, seen);
                }
                least = Math.min(least, Math.min(rows, Math.max(1, other.table().rows())));
            }
        }
        return Double.isInfinite(least) ? scan.allLoops() : Math.max(1, least);
    }

    /** What one look-up takes: its share of the pages, or, where the cache holds these, its rows. */
    private double takes(Scan scan, double allPages) {
        double read = reads(scan, scan.allLoops(), allPages);
        if (allPages > server.effectiveCacheSize()) {
            return read;
        }
        double rows = tuples(scan);
        double dense = Math.min(
                rows, Math.ceil(rows / scan.table().rows() * scan.table().pages()));
        double order = order(scan);
        double fetch = FETCH * (rows + order * order * (dense - rows));
        return scan.table().pages() * server.blockSize() > SMALL ? fetch : Math.min(read, fetch);
    }

    /** The cost of the table's pages of one look-up, when there are so many. */
    private double reads(Scan scan, double loops, double allPages) {
        var table = scan.table();
        double rows = tuples(scan);
        double dense = Math.ceil(rows / table.rows() * table.pages());
        double most = fetched(rows * loops, table.pages(), allPages) / loops;
        double least = Math.min(most, fetched(dense * loops, table.pages(), allPages) / loops);
        double order = order(scan);
        return server.randomPageCost() * (most + order * order * (least - most));
    }

    /** Of one look-up, those that a filter takes away included. */
    private double tuples(Scan scan) {
        double planned = Math.max(1, scan.node().getDouble("Plan Rows"));
        if (scan.node().getString("Filter") == null) {
            return planned;
        }
        double rows = scan.table().rows();
        for (var column : scan.columns()) {
            rows /= Math.max(1, catalog.distinct(scan.table().oid(), column));
        }
        return Math.max(planned, rows);
    }

    private double order(Scan scan) {
        if (scan.columns().isEmpty() || scan.node().getString("Node Type", "").startsWith("Bitmap")) {
            return 0;
        }
        double first = catalog.column(
                        scan.table().oid(), scan.columns().iterator().next())
                .correlation();
        return scan.columns().size() > 1 ? first * OF_THE_FIRST : first;
    }

    private double fetched(double tuples, double tablePages, double allPages) {
        return FetchedPages.of(tuples, tablePages, allPages, server.effectiveCacheSize());
    }

    private TableScans scans(JsonObject plan) {
        return TableScans.of(plan, TableScans.tables(plan, catalog), catalog);
    }
}
