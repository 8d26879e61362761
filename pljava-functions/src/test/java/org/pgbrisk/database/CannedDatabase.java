package org.pgbrisk.database;

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
    private Function<Attempt, Outcome> outcomes = attempt -> failure("XX000", "nothing is planned here");

    public CannedDatabase answer(Class<? extends Record> kind, Record... answers) {
        rows.put(kind, List.of(answers));
        return this;
    }

    public CannedDatabase attempts(Function<Attempt, Outcome> answers) {
        outcomes = answers;
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
        attempted.addAll(batch);
        executed.addAll(afterwards);
        return batch.stream().map(outcomes).toList();
    }
}
