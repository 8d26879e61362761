package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlTokens;

/**
 * The statements to plan for, and those that had to be left out.
 *
 * @param hidden how many statements of other users the caller may not read
 */
record Workload(List<Statement> statements, List<Skipped> skipped, long hidden) {
    private static final Set<String> PLANNABLE =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table", "(");
    private static final String HIDDEN = "<insufficient privilege>";

    /** A statement that could not be planned, and why. */
    record Skipped(Statement statement, String reason) {}

    /** A row of workload.sql. */
    public record Observed(
            String userName,
            Long queryid,
            String sql,
            long calls,
            double totalMs,
            String searchPath,
            boolean lessRights) {}

    static Workload none() {
        return new Workload(List.of(), List.of(), 0);
    }

    static Workload given(List<String> queries, String searchPath) {
        var statements = new ArrayList<Statement>();
        for (var query : queries) {
            statements.add(new Statement(null, query, 1, 0, searchPath));
        }
        return sorted(statements, List.of());
    }

    static Workload observed(Database database, Capabilities server) throws SQLException {
        var select =
                Resource.sql(Workload.class, "workload.sql").replace("${statements_schema}", server.statementsSchema());
        var rows = database.query(Observed.class, select);
        var suspects = rows.stream().anyMatch(Observed::lessRights) ? Suspects.of(database) : Suspects.none();
        var statements = new ArrayList<Statement>();
        var skipped = new ArrayList<Skipped>();
        long hidden = 0;
        for (var row : rows) {
            var statement = new Statement(row.queryid(), row.sql(), row.calls(), row.totalMs(), row.searchPath());
            var suspect = row.lessRights() ? suspects.find(row.sql()) : null;
            if (row.queryid() == null && HIDDEN.equals(row.sql())) {
                hidden++;
            } else if (suspect != null) {
                skipped.add(new Skipped(
                        statement,
                        "uses " + suspect
                                + ", which belongs to somebody with fewer rights than you: planning it could run that "
                                + "code as you; call suggest_indexes as " + row.userName()));
            } else {
                statements.add(statement);
            }
        }
        var kept = sorted(statements, skipped);
        return new Workload(kept.statements, kept.skipped, hidden);
    }

    /** Leaves out what has no plan (utility statements) and lists what is not one statement. */
    private static Workload sorted(List<Statement> statements, List<Skipped> skipped) {
        var kept = new ArrayList<Statement>();
        var left = new ArrayList<>(skipped);
        for (var statement : statements) {
            var tokens = SqlTokens.of(statement.sql());
            boolean given = statement.queryid() == null;
            if (SqlTokens.statements(statement.sql()).size() != 1) {
                left.add(new Skipped(statement, "is not exactly one statement"));
            } else if (PLANNABLE.contains(tokens.get(0).text().toLowerCase(Locale.ROOT))) {
                kept.add(statement);
            } else if (given) {
                left.add(new Skipped(
                        statement, "has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have"));
            }
        }
        return new Workload(kept, left, 0);
    }
}
