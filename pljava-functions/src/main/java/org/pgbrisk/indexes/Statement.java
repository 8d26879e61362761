package org.pgbrisk.indexes;

/**
 * A statement of the workload.
 *
 * @param queryid of pg_stat_statements, null when the caller gave the statement
 * @param sql as it stands in pg_stat_statements ($1 for constants), or as given
 * @param calls how often it ran, 1 when given
 * @param totalMs time it took in all, in milliseconds; 0 when not known
 * @param searchPath the search_path to plan it with, null for the one in force
 * @param guessed whether to guess the types of constants that nothing else tells
 */
record Statement(Long queryid, String sql, long calls, double totalMs, String searchPath, boolean guessed) {
    private static final int CLIPPED = 200;
    private static final String CLIP = "...";

    Statement withGuesses() {
        return new Statement(queryid, sql, calls, totalMs, searchPath, true);
    }

    /** As it can be planned: see {@link TypedLiterals} and {@link GuessedTypes}. */
    String plannable() {
        var rewritten = TypedLiterals.rewrite(sql);
        return guessed ? GuessedTypes.add(rewritten) : rewritten;
    }

    /** The text on one line, and not too long for a table. */
    String clipped() {
        var line = sql.strip().replaceAll("\\s+", " ");
        if (line.length() <= CLIPPED) {
            return line;
        }
        int end = CLIPPED - CLIP.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + CLIP;
    }
}
