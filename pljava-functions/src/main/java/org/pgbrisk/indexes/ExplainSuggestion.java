package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.pgbrisk.Function;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Literal;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.UserError;

/** {@code brisk.explain_suggestion}: the plan of a statement as the database is, beside the one with indexes that do not exist yet. */
public final class ExplainSuggestion implements Function<ExplainSuggestion.Args, ExplainSuggestion.Row> {
    /**
     * @param query the statement
     * @param ddl CREATE INDEX statements; null for those that are suggested for it
     * @param searchPath the caller's, for both
     */
    public record Args(String query, List<String> ddl, String searchPath) {
        public Args {
            if (query == null) {
                throw new IllegalArgumentException("query is NULL: expected the text of a statement");
            }
            if (ddl != null && ddl.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException(
                        "ddl holds a NULL: expected a CREATE INDEX statement in each element");
            }
        }
    }

    /** The columns are described at the type brisk.suggestion_plan. */
    public record Row(int line, String planBefore, String planAfter) {}

    @Override
    public List<Row> call(Database database, Args arguments) throws SQLException {
        var server = Capabilities.of(database);
        if (server.hypopgSchema() == null) {
            throw new UserError(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "hypopg is not created in this database, and without it no plan can be made with an index that does not exist",
                    null,
                    "create extension hypopg; its package is postgresql-NN-hypopg (Debian, Ubuntu) or hypopg_NN (RHEL).");
        }
        var statement = statement(arguments);
        var indexes = indexes(database, arguments);
        var planner = new Planner(server, AdvisorSettings.of(database));
        var before =
                database.attempt(List.of(planner.lines(statement)), List.of()).get(0);
        if (!before.succeeded()) {
            statement = statement.withGuesses();
            var guessed = database.attempt(List.of(planner.lines(statement)), List.of())
                    .get(0);
            before = guessed.succeeded() ? guessed : before;
        }
        if (!before.succeeded()) {
            throw UserError.invalidArgument(
                    "query cannot be planned: " + reason(before),
                    "Pass a statement that EXPLAIN takes, with constants or with $1, $2, ...");
        }
        var after = after(database, server.hypopgSchema(), planner, statement, indexes);
        return sideBySide(lines(before), after);
    }

    private static Statement statement(Args arguments) throws UserError {
        var workload = Workload.given(List.of(arguments.query()), arguments.searchPath());
        if (workload.statements().isEmpty()) {
            throw UserError.invalidArgument(
                    "query " + workload.skipped().get(0).reason(),
                    "Pass one statement, with constants or with $1, $2, ...");
        }
        return workload.statements().get(0);
    }

    private static List<CreateIndex> indexes(Database database, Args arguments) throws SQLException {
        var indexes = new ArrayList<CreateIndex>();
        if (arguments.ddl() != null) {
            for (var ddl : arguments.ddl()) {
                indexes.add(CreateIndex.of(ddl));
            }
            return indexes;
        }
        var question = new SuggestIndexes.Args(
                null, null, null, List.of(arguments.query()), null, null, null, arguments.searchPath());
        for (var suggestion : new Advisor(database, question).advise()) {
            if (suggestion.ddl() != null && suggestion.ddl().startsWith("CREATE INDEX ")) {
                indexes.add(CreateIndex.of(suggestion.ddl()));
            }
        }
        return indexes;
    }

    private static List<String> after(
            Database database, String hypopg, Planner planner, Statement statement, List<CreateIndex> indexes)
            throws SQLException {
        var batch = new ArrayList<Attempt>();
        for (var index : indexes) {
            // Undone for the sake of what is set: the hypothetical index itself survives that.
            batch.add(new Attempt(
                    List.of(planner.carefully(statement.searchPath())),
                    "select h.indexname from " + hypopg + ".hypopg_create_index(" + Literal.quote(index.ddl()) + ") h",
                    List.of(),
                    true));
        }
        batch.add(planner.lines(statement));
        var outcomes = database.attempt(batch, List.of(HypotheticalIndexes.dropOurs(database, hypopg)));
        for (int i = 0; i < indexes.size(); i++) {
            check(indexes.get(i), outcomes.get(i));
        }
        var plan = outcomes.get(indexes.size());
        if (!plan.succeeded()) {
            throw UserError.invalidArgument(
                    "query cannot be planned with these indexes: " + reason(plan), "Pass other indexes.");
        }
        var lines = new ArrayList<String>();
        for (var line : lines(plan)) {
            for (int i = 0; i < indexes.size(); i++) {
                line = named(line, indexes.get(i), outcomes.get(i));
            }
            lines.add(line);
        }
        return lines;
    }

    private static void check(CreateIndex index, Outcome outcome) throws UserError {
        if (outcome.succeeded() && !outcome.rows().isEmpty()) {
            return;
        }
        if (!outcome.succeeded() && outcome.message().matches("(?s)hypopg: access method .* is not supported.*")) {
            throw new UserError(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "hypopg cannot try \"" + index.shortened() + "\"",
                    outcome.message(),
                    "Pass the others as ddl, or build this one in a copy of the database and compare.");
        }
        throw UserError.invalidArgument(
                "\"" + index.shortened() + "\" cannot be tried: "
                        + (outcome.succeeded() ? "hypopg made no index of it" : reason(outcome)),
                "Pass the statement as it would create the index.");
    }

    /** hypopg's own name, {@code <13801>btree_orders_customer_id}, is another one in each call. */
    private static String named(String line, CreateIndex index, Outcome outcome) {
        var hypothetical = '"' + outcome.value().toString().replace("\"", "\"\"") + '"';
        return index.name() == null ? line : line.replace(hypothetical, index.name());
    }

    private static List<String> lines(Outcome plan) {
        var lines = new ArrayList<String>();
        for (var row : plan.rows()) {
            lines.add(((JsonObject) row).values().iterator().next().toString());
        }
        return lines;
    }

    private static List<Row> sideBySide(List<String> before, List<String> after) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            rows.add(new Row(i + 1, i < before.size() ? before.get(i) : null, i < after.size() ? after.get(i) : null));
        }
        return rows;
    }

    private static String reason(Outcome failure) {
        return failure.message() + " (SQLSTATE " + failure.sqlstate() + ")";
    }
}
