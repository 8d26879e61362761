package org.pgbrisk.benchmarks.quality;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Statements to be judged, and who advised them.
 *
 * @param seconds what the advisor took; empty for a list from a file
 * @param notes what the advisor said besides
 */
record IndexSet(String name, List<Wanted> statements, List<Risk> risks, OptionalDouble seconds, List<String> notes) {

    /**
     * @param estimatedBytes what the advisor says it will take; null when it says nothing
     */
    record Wanted(String sql, Long estimatedBytes) {}

    /** A statement of the workload that may become slower, as the advisor says. */
    record Risk(String query, String reason) {
        /** Advisors may shorten a text, and write space as they like. */
        boolean means(String sql) {
            var named = spaced(query).replaceFirst("\\s*(\\.{3}|\u2026)$", "");
            return !named.isBlank() && spaced(sql).startsWith(named);
        }

        private static String spaced(String text) {
            return text.strip().replaceAll("\\s+", " ");
        }
    }

    IndexSet {
        statements = List.copyOf(statements);
        risks = List.copyOf(risks);
        notes = List.copyOf(notes);
    }
}
