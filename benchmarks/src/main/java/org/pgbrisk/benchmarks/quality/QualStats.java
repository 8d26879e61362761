package org.pgbrisk.benchmarks.quality;

import com.grack.nanojson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.pgbrisk.database.Json;

/** The advisor of extension pg_qualstats, which looks at what was executed: so the load runs once. */
final class QualStats {
    static final String SETTINGS = "pg_qualstats.enabled = off";

    private QualStats() {}

    static IndexSet advise(Connection connection, Workload workload, Consumer<String> progress) throws SQLException {
        execute(connection, "create extension if not exists pg_qualstats");
        execute(connection, "set pg_qualstats.sample_rate = 1");
        execute(connection, "set pg_qualstats.enabled = on");
        var unseen = new ArrayList<String>();
        for (var query : Workload.QUERIES) {
            progress.accept(query.name());
            if (workload.isEnded(workload.run(query))) {
                unseen.add(query.name());
            }
        }
        execute(connection, "set pg_qualstats.enabled = off");
        long start = System.nanoTime();
        var statements = statements(connection);
        var seconds = OptionalDouble.of((System.nanoTime() - start) / 1e9);
        var notes = unseen.isEmpty()
                ? List.<String>of()
                : List.of("did not see " + String.join(", ", unseen) + ", which did not end in time");
        var version = text(connection, "select extversion from pg_extension where extname = 'pg_qualstats'");
        return new IndexSet("pg_qualstats " + version, statements, List.of(), seconds, notes);
    }

    /** It proposes the same index more than once. */
    private static List<IndexSet.Wanted> statements(Connection connection) throws SQLException {
        var advice = Json.object(text(connection, "select pg_qualstats_index_advisor()::text"));
        return advice.getArray("indexes").stream()
                .map(index -> index instanceof JsonObject object ? object.getString("ddl") : index.toString())
                .distinct()
                .map(ddl -> new IndexSet.Wanted(ddl, null))
                .toList();
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
