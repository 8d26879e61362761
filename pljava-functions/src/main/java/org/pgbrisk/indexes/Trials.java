package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.database.SqlTokens.Kind;
import org.pgbrisk.database.UserError;

/**
 * Takes the time of statements as they are, and with the indexes that they would use built for them, in a subtransaction that is rolled
 * back: {@code verify => 'run'}. Only of statements that the caller passed with their values, that only read, and call no volatile function;
 * the cheapest first, and none of which the earlier ones say that it would take longer than what is left of the time.
 */
final class Trials {
    /** Milliseconds for a unit of the planner's cost, before any has been measured. */
    private static final double SLOW = 0.02;
    /** And for each row of an index that is built. */
    private static final double BUILD = 0.002;

    private static final Set<String> CHANGING = Set.of("ModifyTable", "LockRows", "Foreign Scan");

    private final Database database;
    private final Planner planner;
    private final Blueprints blueprints;
    private final Deadline deadline;
    private final Map<Planned, Trial> trials = new LinkedHashMap<>();
    private double slowest = SLOW;
    private String failure =
            "none of them only reads, is passed with its values, calls no volatile function, and fits the time";

    /** @param before in milliseconds, like {@code after} */
    record Trial(double before, double after) {
        /** A statement may take so many times as long, by chance. */
        private static final double TOLERATED = 1.2;

        boolean isSlower() {
            return after > TOLERATED * before + 1;
        }
    }

    /** A row of volatile.sql. */
    public record Named(String name) {}

    /** A row of may_run.sql. */
    public record May(boolean standby, boolean operator) {}

    /** Refuses callers who may not, servers that cannot, and who did not accept that writers wait. */
    static void check(Database database, AdvisorSettings settings) throws SQLException {
        var may = database.single(May.class, Resource.sql(Trials.class, "may_run.sql"));
        if (may.standby()) {
            throw new UserError(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "verify => 'run' builds indexes, and this server is a standby",
                    null,
                    "Pass verify => 'explain', or ask the primary.");
        }
        if (!may.operator()) {
            throw new UserError(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "verify => 'run' is for members of brisk_operator",
                    null,
                    "Pass verify => 'explain', or have somebody grant brisk_operator to your role.");
        }
        if (!settings.verifyBuilds()) {
            throw new UserError(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "verify => 'run' builds indexes on the tables themselves, and brisk.advisor_verify_builds is off",
                    "Writers of a table wait from the first index that is built on it to the end of your transaction.",
                    "set brisk.advisor_verify_builds = on; or ask a copy of the database.");
        }
    }

    private Trials(Database database, Planner planner, Blueprints blueprints, Deadline deadline) {
        this.database = database;
        this.planner = planner;
        this.blueprints = blueprints;
        this.deadline = deadline;
    }

    /** @param uses statements, with the indexes that each would use */
    static Trials of(
            Database database,
            Planner planner,
            Blueprints blueprints,
            Deadline deadline,
            Progress progress,
            Map<Planned, Set<Candidate>> uses)
            throws SQLException {
        var trials = new Trials(database, planner, blueprints, deadline);
        var statements = new ArrayList<>(uses.keySet());
        statements.removeIf(planned -> !onlyReads(planned));
        trials.leaveOutVolatile(statements);
        statements.sort(Comparator.comparingDouble(Planned::cost));
        for (int i = 0; i < statements.size(); i++) {
            progress.say(i + " of " + statements.size() + " run");
            trials.run(statements.get(i), uses.get(statements.get(i)));
        }
        return trials;
    }

    /** Why none was run; null when one was. */
    String failure() {
        return trials.isEmpty() ? failure : null;
    }

    /** Whether those of these statements that were run lost more than they gained. */
    boolean isHarmful(Collection<Planned> statements) {
        double lost = 0;
        for (var planned : statements) {
            var trial = trials.get(planned);
            lost += trial == null ? 0 : trial.after() - trial.before();
        }
        return lost > 0
                && statements.stream()
                        .anyMatch(planned -> trials.containsKey(planned)
                                && trials.get(planned).isSlower());
    }

    /** Null where it was not run. */
    Trial of(Planned planned) {
        return trials.get(planned);
    }

    private void run(Planned planned, Set<Candidate> indexes) throws SQLException {
        double building = 0;
        var builds = new ArrayList<String>();
        for (var index : indexes) {
            builds.add("create index on " + blueprints.target(index));
            building += BUILD * Math.max(0, blueprints.table(index).rows());
        }
        double expected = 4 * slowest * planned.cost() + building;
        if (deadline.isOver() || expected > deadline.remaining()) {
            return;
        }
        var outcomes = database.attempt(
                List.of(planner.run(planned.statement(), List.of()), planner.run(planned.statement(), builds)),
                List.of());
        var before = milliseconds(outcomes.get(0));
        var after = milliseconds(outcomes.get(1));
        if (before != null && after != null) {
            trials.put(planned, new Trial(before, after));
            slowest = Math.max(slowest, before / Math.max(1, planned.cost()));
        } else {
            failure = outcomes.get(before == null ? 0 : 1).message();
        }
    }

    private static Double milliseconds(Outcome outcome) {
        return outcome.succeeded() && outcome.value() instanceof JsonArray plans
                ? Double.valueOf(plans.getObject(0).getDouble("Execution Time"))
                : null;
    }

    private static boolean onlyReads(Planned planned) {
        var statement = planned.statement();
        return statement.queryid() == null
                && TypedLiterals.parameters(statement.plannable()) == 0
                && onlyReads(planned.plan());
    }

    private static boolean onlyReads(JsonObject node) {
        if (CHANGING.contains(node.getString("Node Type", ""))) {
            return false;
        }
        for (var child : PlanUses.children(node)) {
            if (!onlyReads((JsonObject) child)) {
                return false;
            }
        }
        return true;
    }

    private void leaveOutVolatile(List<Planned> statements) throws SQLException {
        var called = new LinkedHashMap<Planned, Set<String>>();
        var all = new JsonArray();
        for (var planned : statements) {
            var names = called(
                    Json.write(planned.plan()) + " " + planned.statement().sql());
            called.put(planned, names);
            all.addAll(names);
        }
        if (all.isEmpty()) {
            return;
        }
        var found = new HashSet<String>();
        database.query(Named.class, Resource.sql(Trials.class, "volatile.sql"), Json.write(all))
                .forEach(function -> found.add(function.name()));
        statements.removeIf(planned -> called.get(planned).stream().anyMatch(found::contains));
    }

    /** All that may be a function: a name before a parenthesis. */
    private static Set<String> called(String text) {
        var names = new HashSet<String>();
        var tokens = SqlTokens.of(text.replace('"', ' '));
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is("(") && tokens.get(i - 1).kind() == Kind.WORD) {
                names.add(tokens.get(i - 1).name());
            }
        }
        return names;
    }
}
