package org.pgbrisk.benchmarks.quality;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.pgbrisk.Functions;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;

/** Asks suggest_indexes over a plain connection, as {@code pgbrisk call} does. */
final class PgBrisk {
    /** For no budget. */
    static final long UNLIMITED = 0;

    private static final int MOST_SUGGESTIONS = 1000;

    private final Connection connection;
    private final Map<String, String> moreArguments;

    /** @param moreArguments of suggest_indexes, as they are */
    PgBrisk(Connection connection, Map<String, String> moreArguments) {
        this.connection = connection;
        this.moreArguments = Map.copyOf(moreArguments);
    }

    /** @param forAll for the 22 queries, else for the 19 that do not drown the others */
    IndexSet advise(boolean forAll, long megabytes) throws SQLException {
        var arguments = new JsonObject();
        var texts = new JsonArray();
        Workload.QUERIES.stream()
                .filter(query -> forAll || !Workload.DROWNING.contains(query.name()))
                .forEach(query -> texts.add(query.sql()));
        arguments.put("queries", texts);
        arguments.put("search_path", "public");
        arguments.put("max_suggestions", MOST_SUGGESTIONS);
        arguments.putAll(moreArguments);
        if (megabytes != UNLIMITED) {
            arguments.put("storage_budget", megabytes * 1_000_000);
        }
        long start = System.nanoTime();
        var rows = call(arguments);
        var seconds = OptionalDouble.of((System.nanoTime() - start) / 1e9);
        var name =
                "pgbrisk" + (megabytes == UNLIMITED ? "" : ", " + megabytes + " MB") + (forAll ? "" : ", for the 19");
        return new IndexSet(name, statements(rows), risks(rows), seconds, notes(rows));
    }

    private List<JsonObject> call(JsonObject arguments) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local search_path = pg_catalog, pg_temp");
            return Json.array(Functions.call(JdbcDatabase.bare(connection), "suggest_indexes", Json.write(arguments)))
                    .stream()
                    .map(JsonObject.class::cast)
                    .toList();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static List<IndexSet.Wanted> statements(List<JsonObject> rows) {
        return rows.stream()
                .filter(row -> row.getString("ddl") != null && IndexFile.isJudged(row.getString("ddl")))
                .map(row -> new IndexSet.Wanted(
                        row.getString("ddl"), row.isNumber("size_bytes") ? row.getLong("size_bytes") : null))
                .toList();
    }

    private static List<IndexSet.Risk> risks(List<JsonObject> rows) {
        var risks = new ArrayList<IndexSet.Risk>();
        for (var row : rows) {
            if (row.get("at_risk") instanceof JsonArray named) {
                named.stream()
                        .map(JsonObject.class::cast)
                        .forEach(risk -> risks.add(
                                new IndexSet.Risk(risk.getString("query", ""), risk.getString("reason", ""))));
            }
        }
        return risks;
    }

    private static List<String> notes(List<JsonObject> rows) {
        return rows.stream()
                .filter(row -> row.getString("ddl") == null)
                .map(row -> row.getString("kind") + ": " + row.getString("reason"))
                .toList();
    }
}
