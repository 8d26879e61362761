package org.pgbrisk.indexes;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
                    if (each.serves(lookup, column) && (each != OperatorClass.TRIGRAMS || trigrams.schema() != null)) {
                        found.add(index(each, column.name()));
                    }
                }
            }
        }
        return found;
    }

    /** Those that there could be if pg_trgm were created. */
    static Set<Candidate> overTrigrams(Catalog catalog, long table, TableUse use) {
        var created = new Extension("pg_trgm", "public", true);
        var found = new LookupCandidates(catalog, table, created).of(use);
        found.removeIf(index -> !created.qualified(OperatorClass.TRIGRAMS.sql())
                .equals(index.keys().get(0).operatorClass()));
        return found;
    }

    private Candidate index(OperatorClass each, String name) {
        var sql = each == OperatorClass.TRIGRAMS ? trigrams.qualified(each.sql()) : each.sql();
        return new Candidate(table, each.method(), List.of(KeyColumn.of(name, sql)), List.of(), null);
    }

    /** The indexes of the table that are no B-trees, as they could be created again. */
    private Stream<Candidate> others() {
        return catalog.existing(table).stream()
                .filter(index ->
                        !index.is(AccessMethod.BTREE) && !index.keyColumns().isEmpty())
                .map(index ->
                        new Candidate(table, AccessMethod.of(index.method()), index.keyColumns(), List.of(), null));
    }

    private boolean isServed(Lookup lookup, Column column) {
        return others().anyMatch(index -> {
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
