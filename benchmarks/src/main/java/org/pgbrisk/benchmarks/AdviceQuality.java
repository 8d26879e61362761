package org.pgbrisk.benchmarks;

import com.github.freva.asciitable.AsciiTable;
import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pgbrisk.Functions;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.servers.Servers;
import org.pgbrisk.servers.tpch.Query;
import org.pgbrisk.servers.tpch.Tpch;

/**
 * How good the advice of suggest_indexes is, by the planner's own judgement: TPC-H with primary keys only, its 22 queries, advice for all
 * of them and for the 19 alone, within several budgets, the indexes really built, every query planned again. One argument: the scale (default 0.1).
 */
public final class AdviceQuality {
    /** Left out of the 19: without an index their cost drowns that of all others. */
    private static final Set<Integer> DROWNING = Set.of(2, 17, 20);

    private static final long UNLIMITED = 0;
    private static final int MOST_SUGGESTIONS = 100;

    private final Connection connection;
    private final List<Query> queries = Tpch.queries();

    private AdviceQuality(Connection connection) {
        this.connection = connection;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        double scale = arguments.length == 0 ? 0.1 : Double.parseDouble(arguments[0]);
        try (var server = Servers.best()) {
            try (var admin = server.connect();
                    var statement = admin.createStatement()) {
                statement.execute("create database advice_quality");
            }
            System.out.println(server.describe() + ", TPC-H at scale " + scale);
            try (var connection = server.connect("advice_quality")) {
                new AdviceQuality(connection).run(scale);
            }
        }
    }

    private void run(double scale) throws SQLException {
        execute("create extension if not exists hypopg");
        execute("set random_page_cost = 4");
        execute("set work_mem = '64MB'");
        execute("set effective_cache_size = '4GB'");
        execute("set max_parallel_workers_per_gather = 0");
        execute("set jit = off");
        // Else VACUUM may come before the rows are on disk, calls no page all-visible, and no covering index pays.
        execute("set synchronous_commit = on");
        Tpch.load(connection, scale, (table, rows, complete) -> {});
        var base = costs();
        var lines = new ArrayList<String[]>();
        for (boolean all : List.of(true, false)) {
            for (double megabytes : new double[] {250, 450, 1400, UNLIMITED}) {
                lines.add(line(all, Math.round(megabytes * scale), base));
            }
        }
        String[] head = {
            "advice for", "budget MB", "indexes", "estimated MB", "real MB", "ratio 22", "geo 22", "ratio 19", "seconds"
        };
        System.out.println(AsciiTable.getTable(head, lines.toArray(String[][]::new)));
    }

    private String[] line(boolean forAll, long megabytes, double[] base) throws SQLException {
        long start = System.nanoTime();
        var advice = advice(forAll, megabytes);
        double seconds = (System.nanoTime() - start) / 1e9;
        long before = indexBytes();
        double estimated = 0;
        for (var suggestion : advice) {
            estimated += suggestion.getLong("size_bytes");
            long empty = indexBytes();
            execute(suggestion.getString("ddl"));
            System.out.println("  " + format(suggestion.getLong("size_bytes") / 1e6) + " MB estimated, "
                    + format((indexBytes() - empty) / 1e6) + " MB built: " + suggestion.getString("ddl"));
        }
        long real = indexBytes() - before;
        var after = costs();
        for (var suggestion : advice) {
            execute("drop index " + suggestion.getString("ddl").split(" ")[3]);
        }
        var all = IntStream.range(0, queries.size()).boxed().collect(Collectors.toSet());
        var nineteen = all.stream().filter(i -> !DROWNING.contains(i + 1)).collect(Collectors.toSet());
        double logarithms =
                all.stream().mapToDouble(i -> Math.log(after[i] / base[i])).sum();
        return new String[] {
            forAll ? "all 22" : "the 19",
            megabytes == UNLIMITED ? "none" : Long.toString(megabytes),
            Integer.toString(advice.size()),
            format(estimated / 1e6),
            format(real / 1e6),
            format(sum(after, all) / sum(base, all)),
            format(Math.exp(logarithms / queries.size())),
            format(sum(after, nineteen) / sum(base, nineteen)),
            format(seconds)
        };
    }

    private List<JsonObject> advice(boolean forAll, long megabytes) throws SQLException {
        var arguments = new JsonObject();
        var texts = new JsonArray();
        for (int i = 0; i < queries.size(); i++) {
            if (forAll || !DROWNING.contains(i + 1)) {
                texts.add(queries.get(i).sql());
            }
        }
        arguments.put("queries", texts);
        arguments.put("search_path", "public");
        arguments.put("max_suggestions", MOST_SUGGESTIONS);
        if (megabytes != UNLIMITED) {
            arguments.put("storage_budget", megabytes * 1_000_000);
        }
        connection.setAutoCommit(false);
        execute("set local search_path = pg_catalog, pg_temp");
        var rows = Json.array(Functions.call(JdbcDatabase.bare(connection), "suggest_indexes", Json.write(arguments)));
        connection.rollback();
        connection.setAutoCommit(true);
        return rows.stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getString("ddl") != null)
                .toList();
    }

    private double[] costs() throws SQLException {
        var costs = new double[queries.size()];
        for (int i = 0; i < costs.length; i++) {
            try (var statement = connection.createStatement();
                    var plan = statement.executeQuery(
                            "explain (format json) " + queries.get(i).sql())) {
                plan.next();
                costs[i] = Json.array(plan.getString(1))
                        .getObject(0)
                        .getObject("Plan")
                        .getDouble("Total Cost");
            }
        }
        return costs;
    }

    private long indexBytes() throws SQLException {
        try (var statement = connection.createStatement();
                var sum = statement.executeQuery(
                        "select sum(pg_relation_size(indexrelid))::bigint from pg_stat_user_indexes")) {
            sum.next();
            return sum.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double sum(double[] costs, Set<Integer> which) {
        return which.stream().mapToDouble(i -> costs[i]).sum();
    }

    private static String format(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
