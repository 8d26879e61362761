package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlTokens;

/**
 * The statements to plan for, and those that had to be left out.
 *
 * @param hidden how many statements of other users the caller may not read
 * @param writing those that wrote rows, with their number; some of them are none of the statements to plan for
 */
record Workload(List<Statement> statements, List<Skipped> skipped, long hidden, Map<Statement, Double> writing) {
    private static final Set<String> PLANNABLE =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table", "(");
    private static final String NOT_ONE = "is not exactly one statement";
    /** So many of those that took next to no time are planned to see what they write. */
    private static final int MOST_WRITING = 200;

    private static final String HIDDEN = "<insufficient privilege>";

    /** A statement that could not be planned, and why. */
    record Skipped(Statement statement, String reason) {}

    /** A row of workload.sql. */
    public record Observed(
            String userName,
            long entries,
            Long queryid,
            String sql,
            long calls,
            double totalMs,
            String searchPath,
            boolean chosen,
            double rowsWritten,
            boolean lessRights) {}

    /** Whether calls and times are known. */
    boolean isObserved() {
        return statements.stream().anyMatch(statement -> statement.totalMs() > 0);
    }

    static Workload none() {
        return new Workload(List.of(), List.of(), 0, Map.of());
    }

    static Workload given(List<String> queries, String searchPath) {
        var statements = new ArrayList<Statement>();
        var skipped = new ArrayList<Skipped>();
        for (var query : queries) {
            var statement = new Statement(null, query, 1, 0, searchPath, false);
            if (SqlTokens.statements(query).size() != 1) {
                skipped.add(new Skipped(statement, NOT_ONE));
            } else if (!hasPlan(query)) {
                skipped.add(new Skipped(
                        statement, "has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have one"));
            } else {
                statements.add(statement);
            }
        }
        return new Workload(statements, skipped, 0, Map.of());
    }

    /** @param timePercent the statements that make up so much of the time are planned for, at most so many */
    static Workload observed(Database database, Capabilities server, double timePercent, int most) throws SQLException {
        var select =
                Resource.sql(Workload.class, "workload.sql").replace("${statements_schema}", server.statementsSchema());
        var rows = database.query(Observed.class, select, timePercent, most, MOST_WRITING);
        var suspects = rows.stream().anyMatch(Observed::lessRights) ? Suspects.of(database) : Suspects.none();
        var statements = new ArrayList<Statement>();
        var skipped = new ArrayList<Skipped>();
        var writing = new LinkedHashMap<Statement, Double>();
        long hidden = 0;
        for (var row : rows) {
            if (row.queryid() == null && HIDDEN.equals(row.sql())) {
                hidden += row.entries();
            } else if (hasPlan(row.sql())) {
                var statement =
                        new Statement(row.queryid(), row.sql(), row.calls(), row.totalMs(), row.searchPath(), false);
                var suspect = row.lessRights() ? suspects.find(row.sql()) : null;
                boolean one = SqlTokens.statements(row.sql()).size() == 1;
                if (one && suspect == null) {
                    if (row.chosen()) {
                        statements.add(statement);
                    }
                    if (row.rowsWritten() > 0) {
                        writing.put(statement, row.rowsWritten());
                    }
                } else if (row.chosen()) {
                    skipped.add(new Skipped(statement, one ? reason(suspect, row.userName()) : NOT_ONE));
                }
            }
        }
        return new Workload(statements, skipped, hidden, writing);
    }

    private static String reason(String suspect, String user) {
        return "uses " + suspect
                + ", which leads to code of a role with fewer rights than yours: planning it could run that code as you. "
                + "Call suggest_indexes as " + user;
    }

    /** Utility statements have none; pg_stat_statements holds them too. */
    private static boolean hasPlan(String sql) {
        var tokens = SqlTokens.of(sql);
        return !tokens.isEmpty() && PLANNABLE.contains(tokens.get(0).text().toLowerCase(Locale.ROOT));
    }
}
