package org.pgbrisk.indexes;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which columns the workload compares for equality, and how often; what leads an index is so what other statements ask for too. */
final class Equalities {
    private final Map<Long, Map<String, Integer>> statements = new HashMap<>();

    /** Counts what one statement compares for equality of one table. */
    void count(long table, Collection<String> columns) {
        var counts = statements.computeIfAbsent(table, oid -> new HashMap<>());
        columns.forEach(column -> counts.merge(column, 1, Integer::sum));
    }

    /** The higher the further in front; of columns that as many statements compare the more selective one leads. */
    double rank(long table, String column, double distinct) {
        return statements.getOrDefault(table, Map.of()).getOrDefault(column, 0) + distinct / (distinct + 1);
    }
}
