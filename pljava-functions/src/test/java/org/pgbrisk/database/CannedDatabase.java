package org.pgbrisk.database;

import com.grack.nanojson.JsonArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A database for tests: answers each query by the kind of its rows, each attempt by a function, and remembers what it was asked. */
public final class CannedDatabase implements Database {
    private final Map<Class<?>, List<?>> rows = new HashMap<>();
    private final List<String> executed = new ArrayList<>();
    private final List<Attempt> attempted = new ArrayList<>();
    private String unremarkable;
    private Function<Attempt, Outcome> outcomes = attempt -> failure("XX000", "nothing is planned here");

    public CannedDatabase answer(Class<? extends Record> kind, Record... answers) {
        rows.put(kind, List.of(answers));
        return this;
    }

    public CannedDatabase attempts(Function<Attempt, Outcome> answers) {
        outcomes = answers;
        return this;
    }

    /** Attempts of our own that are not what the test is about: they find no rows, and are not remembered. */
    public CannedDatabase findsNothing(String inStatement) {
        unremarkable = inStatement;
        return this;
    }

    /** The outcome of an EXPLAIN whose JSON this is. */
    public static Outcome explained(String json) {
        return new Outcome(Json.array("[{\"QUERY PLAN\": " + json + "}]"), null, null, null, null);
    }

    public static Outcome failure(String sqlstate, String message) {
        return new Outcome(null, sqlstate, message, null, null);
    }

    public List<Attempt> attempted() {
        return attempted;
    }

    public List<String> executed() {
        return executed;
    }

    @Override
    public <R extends Record> List<R> query(Class<R> kind, String select, Object... parameters) {
        return rows.getOrDefault(kind, List.of()).stream().map(kind::cast).toList();
    }

    @Override
    public void execute(String statement, Object... parameters) {
        executed.add(statement);
    }

    @Override
    public List<Outcome> attempt(List<Attempt> batch, List<String> afterwards) {
        executed.addAll(afterwards);
        return batch.stream().map(this::outcome).toList();
    }

    private Outcome outcome(Attempt attempt) {
        if (unremarkable != null && attempt.statement().contains(unremarkable)) {
            return new Outcome(new JsonArray(), null, null, null, null);
        }
        attempted.add(attempt);
        return outcomes.apply(attempt);
    }
}
