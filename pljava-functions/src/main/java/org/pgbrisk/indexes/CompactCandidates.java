package org.pgbrisk.indexes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Indexes that do a part of what a B-tree does and are far smaller: BRIN for ranges of a column whose values stand in the order of the
 * rows of a large table, hash for equality of wide values.
 */
final class CompactCandidates {
    /** Types whose values follow the rows where these are only appended. */
    private static final Set<String> SERIAL =
            Set.of("int2", "int4", "int8", "numeric", "float8", "date", "timestamp", "timestamptz");

    private static final Set<String> WIDE = Set.of("text", "varchar", "bytea");

    /** A few rows out of place make each range of pages as wide as the table, and the planner does not see it. */
    private static final double IN_ORDER = 0.99;

    /** So many ranges of pages of a table: with fewer of them BRIN leaves too little out. */
    private static final int FEWEST_RANGES = 64;

    /** Of the rows that were ever inserted; a row that is updated goes where there is room. */
    private static final double MOST_MOVED = 0.05;

    /** What a hash index takes of the B-tree's bytes at most, so that it is worth what it cannot do. */
    private static final double CLEARLY_SMALLER = 0.6;

    private final Catalog catalog;
    private final Table table;
    private final ToLongFunction<Candidate> bytes;

    CompactCandidates(Catalog catalog, Table table, ToLongFunction<Candidate> bytes) {
        this.catalog = catalog;
        this.table = table;
        this.bytes = bytes;
    }

    Set<Candidate> of(TableUse use) {
        var found = new LinkedHashSet<Candidate>();
        for (var name : use.bounded()) {
            if (inOrder(name) && !use.prefixes().contains(name)) {
                found.add(on(AccessMethod.BRIN, name));
            }
        }
        var equalities = new LinkedHashSet<>(use.fixed());
        equalities.addAll(use.joined());
        for (var name : equalities) {
            if (isWide(name) && !use.bounded().contains(name)) {
                var hash = on(AccessMethod.HASH, name);
                if (bytes.applyAsLong(hash) < CLEARLY_SMALLER * bytes.applyAsLong(Candidate.on(table.oid(), name))) {
                    found.add(hash);
                }
            }
        }
        return found;
    }

    private Candidate on(AccessMethod method, String name) {
        return new Candidate(table.oid(), method, List.of(KeyColumn.ascending(name)), List.of(), null);
    }

    private boolean inOrder(String name) {
        var column = catalog.column(table.oid(), name);
        double inserted = Math.max(table.inserted(), table.rows());
        return column != null
                && SERIAL.contains(column.type())
                && Math.abs(column.correlation()) >= IN_ORDER
                && table.pages() >= FEWEST_RANGES * BrinSize.PAGES_PER_RANGE
                && table.updated() + table.deleted() <= MOST_MOVED * inserted;
    }

    private boolean isWide(String name) {
        var column = catalog.column(table.oid(), name);
        return column != null && WIDE.contains(column.type()) && table.rows() >= 1;
    }
}
