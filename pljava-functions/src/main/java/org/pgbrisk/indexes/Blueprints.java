package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;

/** How a candidate would be written and how large it would be. */
final class Blueprints {
    private static final int GUESS = 2;

    private final Catalog catalog;
    private final IndexSize sizes;
    private Specials specials = Specials.NONE;
    private final Map<Candidate, IndexSize.Estimate> known = new HashMap<>();
    private Map<KeySet, List<KeyGroup>> measured = Map.of();
    private NearestIndexes nearest = NearestIndexes.none();
    private Map<Candidate, Long> looked = Map.of();

    Blueprints(Catalog catalog, IndexSize sizes) {
        this.catalog = catalog;
        this.sizes = sizes;
    }

    Catalog catalog() {
        return catalog;
    }

    Table table(Candidate index) {
        return catalog.table(index.table());
    }

    NearestIndexes nearest() {
        return nearest;
    }

    void know(NearestIndexes found) {
        nearest = found;
    }

    /** Tells how many rows partial indexes have. */
    void know(Specials told) {
        specials = told;
        known.clear();
    }

    /**
     * Looks into the tables for what the statistics leave open about the size of these: all that a call is going to ask about, since a
     * table is read once. The tables about which most is open come first, as far as a part of the time goes.
     *
     * @param lockTimeout how long to wait for a lock, in milliseconds
     */
    void measure(Database database, Deadline deadline, int lockTimeout, Collection<Candidate> indexes)
            throws SQLException {
        new ExpressionSamples(database, deadline, lockTimeout, catalog).look(indexes);
        measured = new KeySamples(database, deadline, lockTimeout, catalog, sizes).of(indexes);
        known.clear();
    }

    /** Takes sizes that somebody has found by looking at the values. */
    void take(Map<Candidate, Long> found) {
        looked = found;
        known.clear();
    }

    /** Whether its size is more than a guess: twice that of a B-tree, so that a budget is rather kept. */
    boolean isSized(Candidate index) {
        return index.method().isHypothetical() || index.method() == AccessMethod.HNSW || looked.containsKey(index);
    }

    /** Table and columns as they stand in CREATE INDEX behind ON. */
    String target(Candidate index) {
        var keys = index.keys().stream()
                .map(key -> catalog.column(index.table(), key.name()).quoted() + key.suffix())
                .collect(Collectors.joining(", "));
        var include = catalog.included(index).stream().map(Column::quoted).collect(Collectors.joining(", "));
        return catalog.table(index.table()).qualified()
                + (index.isBtree() ? "" : " USING " + index.method().sql()) + " (" + keys + ")"
                + (include.isEmpty() ? "" : " INCLUDE (" + include + ")")
                + (index.predicate() == null ? "" : " WHERE " + index.predicate());
    }

    /** Bytes, 0 where nobody has run ANALYZE. */
    long bytes(Candidate index) {
        return rows(index) < 0 ? 0 : size(index).bytes();
    }

    IndexSize.Estimate size(Candidate index) {
        return known.computeIfAbsent(index, this::estimate);
    }

    private IndexSize.Estimate estimate(Candidate index) {
        var found = looked.get(index);
        if (found != null) {
            return new IndexSize.Estimate(found, 0);
        }
        var keys = catalog.keys(index);
        double rows = catalog.table(index.table()).rows();
        var groups = groups(index, keys, rows);
        long pages = catalog.table(index.table()).pages();
        return switch (index.method()) {
            case HNSW -> new IndexSize.Estimate(nearest.bytes(index), 0);
            case BRIN -> new IndexSize.Estimate(sizes.brin(pages, keys), 0);
            case HASH -> new IndexSize.Estimate(sizes.hash(rows, groups), 0);
            case BTREE -> sizes.of(groups, keys, catalog.included(index));
            default ->
                new IndexSize.Estimate(GUESS * sizes.of(groups, keys, List.of()).bytes(), 0);
        };
    }

    private List<KeyGroup> groups(Candidate index, List<Column> keys, double rows) {
        var set = KeySet.of(index);
        if (measured.containsKey(set)) {
            return measured.get(set);
        }
        var all = measured.getOrDefault(set.ofAllRows(), rows < 1 ? List.of() : KeyGroup.of(keys, rows));
        return index.predicate() == null ? all : part(index, all);
    }

    /** Of the keys of all rows, those that a partial index has. */
    private List<KeyGroup> part(Candidate index, List<KeyGroup> groups) {
        for (var key : catalog.keys(index)) {
            if (index.predicate().equals("(" + key.quoted() + " IS NOT NULL)")) {
                return KeyGroup.notNull(groups, key.name());
            }
        }
        return KeyGroup.selected(groups, specials.share(index));
    }

    /** That the index has; below 0 where nobody has run ANALYZE. */
    double rows(Candidate index) {
        return catalog.table(index.table()).rows() * specials.share(index);
    }
}
