package org.pgbrisk;

import com.grack.nanojson.JsonObject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.UserError;
import org.pgbrisk.indexes.ExplainSuggestion;
import org.pgbrisk.indexes.SuggestIndexes;
import org.pgbrisk.runtime.ShowRuntime;

/** The entry to the brain: every door comes in here, with a function's name and its arguments as a JSON object. */
public final class Functions {
    /** Every function there is, in alphabetical order: one line each. */
    public static final List<String> NAMES = List.of("explain_suggestion", "show_runtime", "suggest_indexes");

    /** Read with the class: a session that has slept through two upgrades finds no resource of its jar any more. */
    private static final String DOOR_STATE = Resource.sql(Functions.class, "door_state.sql");

    /** What was installed when this backend first called; a JVM serves one backend only. */
    private static DoorState atFirst;

    private Functions() {}

    /**
     * The registry: name to function. A switch, not a map, so that a first call loads the classes of one function only.
     *
     * @throws UserError with SQLSTATE 42883 when there is no such function
     */
    public static Entry<?, ?> find(String name) throws UserError {
        return switch (name == null ? "" : name) {
            case "explain_suggestion" ->
                function(name, ExplainSuggestion.Args.class, ExplainSuggestion.Row.class, ExplainSuggestion::new);
            case "show_runtime" -> function(name, ShowRuntime.Args.class, ShowRuntime.Row.class, ShowRuntime::new);
            case "suggest_indexes" ->
                function(name, SuggestIndexes.Args.class, SuggestIndexes.Row.class, SuggestIndexes::new);
            default ->
                throw new UserError(
                        SqlState.UNDEFINED_FUNCTION,
                        "pgbrisk has no function \"" + name + "\"",
                        null,
                        "The functions are: " + String.join(", ", NAMES) + ".");
        };
    }

    /**
     * What {@code brisk.call} runs inside a backend: with the rights and in the transaction of the caller.
     *
     * @return the rows, a JSON array of objects
     */
    public static String call(String name, String arguments) throws SQLException {
        var database = JdbcDatabase.installed(DriverManager.getConnection("jdbc:default:connection"));
        var state = database.single(DoorState.class, DOOR_STATE, atFirst == null, name);
        requireCurrent(database, state);
        try {
            var entry = find(name);
            requireExecute(name, state.granted());
            return call(database, entry, arguments);
        } catch (UserError error) {
            raise(database, error.getSQLState(), error.getMessage(), error.detail(), error.hint());
            throw error;
        }
    }

    /** Only an error that the server raises itself arrives at the client with its detail and hint. */
    private static void raise(Database database, String state, String message, String detail, String hint)
            throws SQLException {
        database.execute("select brisk.raise(?::text, ?::text, ?::text, ?::text)", state, message, detail, hint);
    }

    /** For every other door: the database is whichever the caller reached. */
    public static String call(Database database, String name, String arguments) throws SQLException {
        return call(database, find(name), arguments);
    }

    private static String call(Database database, Entry<?, ?> entry, String arguments) throws SQLException {
        return Json.write(entry.call(database, arguments(arguments)));
    }

    private static JsonObject arguments(String json) throws UserError {
        try {
            return Json.object(json == null ? "{}" : json);
        } catch (IllegalArgumentException e) {
            throw UserError.invalidArgument(
                    "the arguments are not a JSON object", "Pass a JSON object, for example {\"max_suggestions\": 5}.");
        }
    }

    /**
     * @param granted whether the caller may execute the typed function
     * @param installed what is installed now, for people; null when nobody says
     * @param jar the beginning of the hash of its functions' jar
     */
    public record DoorState(boolean granted, String installed, String jar) {}

    /**
     * Another session's upgrade leaves this one with the classes it has, and the second one takes away those it has not loaded yet: so
     * what is said about it must need no class that the first call did not.
     */
    private static void requireCurrent(Database database, DoorState now) throws SQLException {
        if (atFirst == null) {
            atFirst = now;
        } else if (atFirst.jar() != null && now.jar() != null && !atFirst.jar().equals(now.jar())) {
            raise(
                    database,
                    "55000",
                    "this session still runs the functions of " + atFirst.installed() + "; " + now.installed()
                            + " has been installed since",
                    null,
                    "Reconnect.");
        }
    }

    /** brisk.call is open to every reader, so it asks for the caller's right to the function that stands in front of it. */
    private static void requireExecute(String name, boolean granted) throws UserError {
        if (!granted) {
            throw new UserError(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "permission denied for function brisk." + name,
                    null,
                    "Ask for membership in brisk_reader (all that looks) or brisk_operator (all that changes).");
        }
    }

    private static <A extends Record, R extends Record> Entry<A, R> function(
            String name, Class<A> arguments, Class<R> row, Supplier<Function<A, R>> function) {
        return new Entry<>(name, arguments, row, function);
    }
}
