package org.pgbrisk.indexes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Indexes for conditions that no B-tree serves. Where one exists that serves them, it is left at that. */
final class LookupCandidates {
    private final Catalog catalog;
    private final long table;
    private final Extension trigrams;

    /** @param trigrams pg_trgm */
    LookupCandidates(Catalog catalog, long table, Extension trigrams) {
        this.catalog = catalog;
        this.table = table;
        this.trigrams = trigrams;
    }

    Set<Candidate> of(TableUse use) {
        var found = new LinkedHashSet<Candidate>();
        for (var lookup : use.lookups()) {
            var column = catalog.column(table, lookup.column().name());
            if (column != null && !isServed(lookup, column)) {
                for (var each : OperatorClass.values()) {
                    if (each.serves(lookup, column) && (each != OperatorClass.TRIGRAMS || trigrams.isThere())) {
                        found.add(index(each, column.name()));
                    }
                }
            }
        }
        return found;
    }

    private Candidate index(OperatorClass each, String name) {
        var sql = each == OperatorClass.TRIGRAMS ? trigrams.qualified(each.sql()) : each.sql();
        return new Candidate(table, each.method(), List.of(KeyColumn.of(name, sql)), List.of(), null);
    }

    private boolean isServed(Lookup lookup, Column column) {
        return catalog.others(table).stream().anyMatch(index -> {
            for (var key : index.keys()) {
                var alone = new Candidate(table, index.method(), List.of(key), List.of(), null);
                var known = OperatorClass.of(alone, lookup, column);
                boolean first = index.method() == AccessMethod.GIN
                        || key.equals(index.keys().get(0));
                if (first && key.name().equals(column.name()) && known != null && known.serves(lookup, column)) {
                    return true;
                }
            }
            return false;
        });
    }
}
