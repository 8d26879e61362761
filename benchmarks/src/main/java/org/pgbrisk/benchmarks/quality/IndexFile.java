package org.pgbrisk.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.pgbrisk.database.SqlTokens;

/** A list of indexes that somebody or something else advised: statements of SQL in a file. */
final class IndexFile {
    private static final Pattern JUDGED =
            Pattern.compile("(?is)create\\s+(unique\\s+)?(index|statistics)\\s.*|analyze(\\s.*)?");

    private IndexFile() {}

    /** @throws IllegalArgumentException when a statement makes neither an index nor statistics */
    static IndexSet read(Path file) throws IOException {
        var statements = statements(Files.readString(file)).stream()
                .map(sql -> new IndexSet.Wanted(sql, null))
                .toList();
        var name = file.getFileName().toString().replaceFirst("\\.sql$", "");
        return new IndexSet(name, statements, List.of(), OptionalDouble.empty(), List.of());
    }

    static List<String> statements(String script) {
        var statements = SqlTokens.statements(script).stream()
                .map(IndexFile::withoutLeadingComments)
                .filter(sql -> !sql.isEmpty())
                .toList();
        for (var sql : statements) {
            if (!isJudged(sql)) {
                throw new IllegalArgumentException(
                        "\"" + sql + "\" is not judged: expected CREATE INDEX, CREATE STATISTICS or ANALYZE");
            }
        }
        return statements;
    }

    static boolean isJudged(String sql) {
        return JUDGED.matcher(sql).matches();
    }

    private static String withoutLeadingComments(String sql) {
        return sql.replaceFirst("(?s)^(\\s|--[^\\n]*(\\n|$)|/\\*.*?\\*/)+", "").strip();
    }
}
