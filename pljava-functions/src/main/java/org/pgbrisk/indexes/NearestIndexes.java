package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;
import org.pgbrisk.indexes.Explainer.Explained;

/** HNSW indexes for the rows nearest to a vector, and what they would save; no planner can be shown one without building it. */
final class NearestIndexes implements NodeModel {
    private static final Set<String> TYPES = Set.of("vector", "halfvec");

    /** With fewer rows the exact answer takes a few milliseconds. */
    private static final int FEWEST_ROWS = 10_000;
    /** hnsw.ef_search: so many rows a scan finds, and no more. */
    private static final int FOUND = 40;
    /** No search setting lets it find more. */
    private static final int MOST_FOUND = 1000;
    /** Of rows without a limit that it knows, the planner expects this share to be fetched. */
    private static final double UNKNOWN_LIMIT = 0.1;
    /** It finds the nearest of all rows: where a condition leaves fewer, too few of them may be left. */
    private static final double LEAST_LEFT = 0.5;

    private final Capabilities server;
    private final Catalog catalog;
    private final Map<Long, Map<String, VectorColumn>> columns = new HashMap<>();

    private NearestIndexes(Capabilities server, Catalog catalog) {
        this.server = server;
        this.catalog = catalog;
    }

    /** A row of vectors.sql: a column that pgvector can index. */
    public record VectorColumn(
            long relation, String name, String schema, String type, int dimensions, JsonArray distances) {
        double bytes() {
            return 8 + (type.equals("halfvec") ? 2.0 : 4.0) * dimensions;
        }
    }

    /** Where no statement wants the nearest rows. */
    static NearestIndexes none() {
        return new NearestIndexes(null, null);
    }

    /** Asks nothing where no statement wants the nearest rows. */
    static NearestIndexes of(Database database, Capabilities server, Catalog catalog, List<Explained> plans)
            throws SQLException {
        var indexes = new NearestIndexes(server, catalog);
        var wanted = new JsonArray();
        for (var explained : plans) {
            PlanLoops.visit(explained.planned().plan(), (node, loops, share) -> indexes.want(node, wanted));
        }
        if (!wanted.isEmpty()) {
            var select = Resource.sql(NearestIndexes.class, "vectors.sql");
            for (var column : database.query(VectorColumn.class, select, Json.write(wanted))) {
                indexes.columns
                        .computeIfAbsent(column.relation(), oid -> new HashMap<>())
                        .put(column.name(), column);
            }
        }
        return indexes;
    }

    private void want(JsonObject node, JsonArray wanted) {
        var nearest = Nearest.of(node);
        var table = nearest == null ? null : table(nearest);
        var column = table == null ? null : catalog.column(table.oid(), nearest.column());
        if (column != null && column.type() != null && TYPES.contains(column.type())) {
            var entry = new JsonObject();
            entry.put("oid", Long.toString(table.oid()));
            entry.put("name", nearest.column());
            wanted.add(entry);
        }
    }

    /** The one table that is read, null where it is none that may get an index. */
    private Table table(Nearest nearest) {
        Table table = null;
        for (var scan : nearest.scans()) {
            var read = catalog.table(TableUse.of(scan.getString("Schema", ""), scan.getString("Relation Name")));
            if (read == null || table != null && table.oid() != read.oid()) {
                return null;
            }
            table = read;
        }
        return table;
    }

    Set<Candidate> of(Explained explained) {
        var candidates = new LinkedHashSet<Candidate>();
        if (!columns.isEmpty()) {
            PlanLoops.visit(explained.planned().plan(), (node, loops, share) -> {
                var candidate = candidate(Nearest.of(node));
                if (candidate != null && !hasIvfflat(candidate)) {
                    candidates.add(candidate);
                }
            });
        }
        return candidates;
    }

    /** Null where an index would not help, or cannot be. */
    private Candidate candidate(Nearest nearest) {
        var table = nearest == null ? null : table(nearest);
        var column = table == null ? null : column(table.oid(), nearest.column());
        if (column == null
                || !column.distances().contains(nearest.distance())
                || table.rows() < FEWEST_ROWS
                || nearest.scanned() < LEAST_LEFT * table.rows()
                || wantsTooMany(nearest)) {
            return null;
        }
        var key = KeyColumn.of(column.name(), operatorClass(column, nearest.distance()));
        return new Candidate(table.oid(), AccessMethod.HNSW, List.of(key), List.of(), null);
    }

    private static boolean wantsTooMany(Nearest nearest) {
        boolean known = Math.abs(nearest.rows() / nearest.scanned() - UNKNOWN_LIMIT) > 0.01 * UNKNOWN_LIMIT;
        return known && nearest.rows() > MOST_FOUND;
    }

    private static String operatorClass(VectorColumn column, String distance) {
        return column.schema() + "." + column.type() + "_" + distance + "_ops";
    }

    private VectorColumn column(long table, String name) {
        return columns.getOrDefault(table, Map.of()).get(name);
    }

    /** Who has chosen the other kind of index has an approximate answer already; one of its operator classes is the default one. */
    private boolean hasIvfflat(Candidate hnsw) {
        var key = hnsw.keys().get(0);
        var classes = key.operatorClass().endsWith(".vector_l2_ops")
                ? List.of(key, KeyColumn.ascending(key.name()))
                : List.of(key);
        return classes.stream()
                .anyMatch(each -> !catalog.open(
                        new Candidate(hnsw.table(), AccessMethod.IVFFLAT, List.of(each), List.of(), null), Set.of()));
    }

    /**
     * By hnswcostestimate of pgvector 0.8: it climbs down the layers, looks at so many elements of the lowest, and only then has its first
     * row.
     */
    @Override
    public Cost cost(JsonObject node, double workers, Candidate index) {
        if (index.method() != AccessMethod.HNSW) {
            return null;
        }
        var nearest = Nearest.of(node);
        if (nearest == null || !index.equals(candidate(nearest))) {
            return null;
        }
        double rows = catalog.table(index.table()).rows();
        double looked = looked(rows);
        double pages = Math.ceil(looked * bytes(index) / server.blockSize() / rows);
        double startup =
                pages * server.randomPageCost() + looked * (server.cpuIndexTupleCost() + server.cpuOperatorCost());
        double found = Math.min(nearest.rows(), FOUND);
        return new Cost(startup, startup + found * (server.randomPageCost() + server.cpuTupleCost()));
    }

    private static double looked(double rows) {
        double layers = Math.floor(Math.log(rows + 1) / Math.log(HnswSize.M));
        double lowest = 0.55 * Math.log(rows) / (Math.log(HnswSize.M) * (1 + Math.log(FOUND)));
        return layers * HnswSize.M + 2 * HnswSize.M * FOUND * Math.min(1, lowest);
    }

    /** A NULL is not in the index. */
    long bytes(Candidate index) {
        var column = column(index.table(), index.lead());
        var statistics = catalog.column(index.table(), index.lead());
        double rows = catalog.table(index.table()).rows() * (1 - statistics.nullFraction());
        return HnswSize.bytes(Math.max(0, rows), column.bytes(), server.blockSize());
    }

    /** What to know before such an index is created. */
    void tell(Candidate index, JsonObject evidence) {
        if (index.method() == AccessMethod.HNSW) {
            evidence.put(
                    "approximate",
                    "with this index statements find nearly all of the nearest rows, no longer surely all, and no more than"
                            + " hnsw.ef_search of them (40 by default); a WHERE is tried on those alone");
            evidence.put(
                    "next_step",
                    "before it is built: pgbrisk vector tune measures recall and latency, and finds m, ef_construction and"
                            + " hnsw.ef_search");
        }
    }
}
