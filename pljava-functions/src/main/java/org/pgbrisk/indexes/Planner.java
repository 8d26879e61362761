package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Literal;
import org.pgbrisk.database.Outcome;

/**
 * Turns statements into attempts at planning them: read only, with a short wait for locks, undone whatever happens, never executed.
 * A statement with parameters gets its generic plan: by EXPLAIN (GENERIC_PLAN) from PostgreSQL 16 on, by a prepared statement before.
 */
final class Planner {
    /** What the server takes; of a statement with more it says so itself. */
    private static final int MOST_PARAMETERS = 65_535;

    private static final String PREPARED = "brisk_what_if";

    private final boolean hasGenericPlan;
    private final String lockTimeout;

    Planner(Capabilities server, AdvisorSettings settings) {
        this.hasGenericPlan = server.hasGenericPlan();
        this.lockTimeout = settings.lockTimeout() + "ms";
    }

    /** @param verbose whether the plan names the columns that each node puts out, and the schema of each table */
    Attempt explain(Statement statement, boolean verbose) {
        return explain(statement, "json" + (verbose ? ", verbose" : ""));
    }

    /** The plan as people read it, a row for each line. */
    Attempt lines(Statement statement) {
        return explain(statement, "text");
    }

    private Attempt explain(Statement statement, String options) {
        var explain = "explain (format " + options;
        var setup = new ArrayList<String>();
        setup.add(carefully(statement.searchPath()));
        var sql = statement.plannable();
        int parameters = TypedLiterals.parameters(sql);
        if (parameters == 0 || parameters > MOST_PARAMETERS) {
            return new Attempt(setup, explain + ") " + sql, List.of(), true);
        }
        if (hasGenericPlan) {
            return new Attempt(setup, explain + ", generic_plan) " + sql, List.of(), true);
        }
        setup.add("prepare " + PREPARED + " as " + sql);
        var nulls = String.join(", ", Collections.nCopies(parameters, "null"));
        return new Attempt(
                setup, explain + ") execute " + PREPARED + "(" + nulls + ")", List.of("deallocate " + PREPARED), true);
    }

    /** What stands before each attempt at planning. */
    String carefully(String searchPath) {
        return "select " + set("transaction_read_only", "on") + ", " + set("lock_timeout", lockTimeout) + ", "
                + set("plan_cache_mode", "force_generic_plan") + ", " + set("standard_conforming_strings", "on")
                + (searchPath == null ? "" : ", " + set("search_path", searchPath));
    }

    /** Runs a statement and takes its time, the second time that it runs; undone with all that was built for it. */
    Attempt run(Statement statement, List<String> builds) {
        var explain = "explain (analyze, timing off, format json) " + statement.plannable();
        var setup = new ArrayList<String>();
        setup.add("select " + (builds.isEmpty() ? set("transaction_read_only", "on") + ", " : "")
                + set("lock_timeout", lockTimeout) + ", " + set("standard_conforming_strings", "on")
                + (statement.searchPath() == null ? "" : ", " + set("search_path", statement.searchPath())));
        setup.addAll(builds);
        setup.add(explain);
        return new Attempt(setup, explain, List.of(), true);
    }

    /** The object under "Plan" of an outcome that succeeded; null where a rule leaves nothing to plan. */
    static JsonObject plan(Outcome outcome) {
        var explained = (JsonArray) outcome.value();
        return explained.isEmpty() || !(explained.get(0) instanceof JsonObject first)
                ? null
                : first.getObject("Plan", null);
    }

    private static String set(String setting, String value) {
        return "pg_catalog.set_config('" + setting + "', " + Literal.quote(value) + ", true)";
    }
}
