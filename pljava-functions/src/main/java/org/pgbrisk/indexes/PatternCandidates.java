package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.pgbrisk.database.SqlTokens;

/**
 * For patterns that say how a text begins: an index in the order of bytes, where that of the column is another one. It serves equality too,
 * but no order and no range.
 */
final class PatternCandidates {
    private final Catalog catalog;
    private final long table;
    private final TableUse use;

    PatternCandidates(Catalog catalog, long table, TableUse use) {
        this.catalog = catalog;
        this.table = table;
        this.use = use;
    }

    /** Those of the candidates whose last key a pattern is about, with the operator class that it needs. */
    List<Candidate> of(Collection<Candidate> candidates) {
        var patterns = new ArrayList<Candidate>();
        for (var candidate : candidates) {
            var keys = new ArrayList<>(candidate.keys());
            var last = keys.remove(keys.size() - 1);
            var needed = use.prefixes().contains(last.name()) ? operatorClass(last.name()) : null;
            if (needed != null) {
                keys.add(KeyColumn.of(last.name(), needed));
                patterns.add(new Candidate(table, keys, candidate.include(), candidate.predicate()));
            }
        }
        return patterns;
    }

    /** Null where the default one does. An expression over a text has its collation. */
    private String operatorClass(String name) {
        var column = catalog.column(table, name);
        if (column == null || !column.isExpression()) {
            return column == null ? null : column.patternClass();
        }
        boolean any = SqlTokens.of(name).stream()
                .map(token -> catalog.column(table, token.name()))
                .anyMatch(part -> part != null && part.patternClass() != null);
        return any ? "text_pattern_ops" : null;
    }
}
