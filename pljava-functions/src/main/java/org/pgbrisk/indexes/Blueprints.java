package org.pgbrisk.indexes;

import java.util.stream.Collectors;

/** How a candidate would be written and how large it would be. */
final class Blueprints {
    private final Catalog catalog;
    private final IndexSize sizes;
    private Specials specials = Specials.NONE;

    Blueprints(Catalog catalog, IndexSize sizes) {
        this.catalog = catalog;
        this.sizes = sizes;
    }

    /** Tells how many rows partial indexes have. */
    void know(Specials known) {
        this.specials = known;
    }

    /** Table and columns as they stand in CREATE INDEX behind ON. */
    String target(Candidate index) {
        var keys = index.keys().stream()
                .map(key -> catalog.column(index.table(), key.name()).quoted() + key.direction())
                .collect(Collectors.joining(", "));
        var include = catalog.included(index).stream().map(Column::quoted).collect(Collectors.joining(", "));
        return catalog.table(index.table()).qualified() + " (" + keys + ")"
                + (include.isEmpty() ? "" : " INCLUDE (" + include + ")")
                + (index.predicate() == null ? "" : " WHERE " + index.predicate());
    }

    /** Bytes, 0 where nobody has run ANALYZE. */
    long bytes(Candidate index) {
        return rows(index) < 0 ? 0 : size(index).bytes();
    }

    IndexSize.Estimate size(Candidate index) {
        return sizes.of(Math.max(0, rows(index)), catalog.keys(index), catalog.included(index));
    }

    /** That the index has; below 0 where nobody has run ANALYZE. */
    double rows(Candidate index) {
        return catalog.table(index.table()).rows() * specials.share(index);
    }
}
