package org.pgbrisk.benchmarks.speed;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.pgbrisk.Functions;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.servers.tpch.Tpch;

/** A process of its own, with a heap of its own, that asks for advice and says what that took. */
public final class Advisor {
    private static final int MOST_SUGGESTIONS = 1000;

    private Advisor() {}

    /** @param arguments a JDBC URL; how many statements of pg_stat_statements, 0 for TPC-H; how often to ask; the time limit */
    public static void main(String[] arguments) throws SQLException {
        int statements = Integer.parseInt(arguments[1]);
        try (var connection = DriverManager.getConnection(arguments[0]);
                var statement = connection.createStatement()) {
            if (statements > 0) {
                statement.execute("set brisk.advisor_statements = " + statements);
            }
            statement.execute("set brisk.advisor_time_limit = '" + arguments[3] + "'");
            statement.execute("set search_path = pg_catalog, pg_temp");
            connection.setAutoCommit(false);
            var call = Json.write(call(statements == 0));
            for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
                long start = System.nanoTime();
                var rows = Functions.call(JdbcDatabase.bare(connection), "suggest_indexes", call);
                double seconds = (System.nanoTime() - start) / 1e9;
                connection.rollback();
                System.out.printf("%.2f s, heap at most %d MiB; %s%n", seconds, heapMegabytes(), kinds(rows));
            }
        }
    }

    private static JsonObject call(boolean tpch) {
        var call = new JsonObject();
        call.put("search_path", "public");
        call.put("max_suggestions", MOST_SUGGESTIONS);
        if (tpch) {
            var queries = new JsonArray();
            Tpch.queries().forEach(query -> queries.add(query.sql()));
            call.put("queries", queries);
        }
        return call;
    }

    private static long heapMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / (1 << 20);
    }

    /** How many rows of each kind; of notices the text. */
    private static Map<String, Object> kinds(String rows) {
        var kinds = new TreeMap<String, Object>();
        for (var row : Json.array(rows)) {
            var object = (JsonObject) row;
            if (object.getString("kind").equals("notice")) {
                kinds.put(object.getString("reason"), 1);
            } else {
                kinds.merge(object.getString("kind"), 1, (a, b) -> (Integer) a + (Integer) b);
            }
        }
        return kinds;
    }
}
