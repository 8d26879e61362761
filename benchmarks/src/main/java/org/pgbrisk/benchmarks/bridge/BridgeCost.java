package org.pgbrisk.benchmarks.bridge;

import com.github.freva.asciitable.AsciiTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pgbrisk.benchmarks.backend.Sample;
import org.pgbrisk.companion.Main;
import org.pgbrisk.companion.bridge.RoundTrips;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.tpch.Tpch;

/**
 * What a call costs through the bridge, beside a function in PL/pgSQL that does nothing and an equal one that runs through the same
 * things as any call does in PL/pgSQL; the round trip of one statement; and suggest_indexes on TPC-H through both doors.
 */
public final class BridgeCost {
    private static final String DATABASE = "bridge_cost";
    private static final String OF_PLJAVA = "bridge_cost_pljava";
    private static final String NOTHING = "select nothing('show_runtime', '{}')";

    /** As much PL/pgSQL with exception blocks and EXECUTE as a call of the bridge has, without wire and companion. */
    private static final String SETTINGS = "select count(*) from brisk.settings";

    private static final double SCALE = 0.1;
    private static final int LATER_CALLS = 100;
    private static final int TRIPS = 1000;

    private final Server server;
    private final int rounds;

    private BridgeCost(Server server, int rounds) {
        this.server = server;
        this.rounds = rounds;
    }

    public static void measure(Server server, int rounds, Map<String, String> calls)
            throws SQLException, IOException, InterruptedException {
        var cost = new BridgeCost(server, rounds);
        cost.prepare();
        System.out.println();
        System.out.println(server.describe() + "; through the bridge, medians of " + rounds + " backends, "
                + LATER_CALLS + " later calls each");
        System.out.println("round trip of select 1: " + cost.trips());
        try (var serving = Serving.start(server, DATABASE)) {
            System.out.println("the companion's memory: " + cost.memory(serving));
            System.out.println(cost.table(calls));
            System.out.println("the companion's memory: " + cost.memory(serving));
            if (server.offers("pljava")) {
                System.out.println(cost.compare());
            }
            System.out.println("the companion's memory: " + cost.memory(serving));
        }
    }

    private void prepare() throws SQLException {
        try (var admin = server.connect()) {
            run(admin, "create database " + DATABASE);
        }
        try (var connection = server.connect(DATABASE)) {
            Tpch.load(connection, SCALE, (table, rows, complete) -> {});
            if (server.offers("hypopg")) {
                run(connection, "create extension hypopg");
            }
            run(
                    connection,
                    "create function nothing(function text, args jsonb) returns jsonb language plpgsql as"
                            + " $$ begin return '[]'; end $$");
        }
        if (server.offers("pljava")) {
            try (var admin = server.connect()) {
                run(admin, "create database " + OF_PLJAVA + " template " + DATABASE);
            }
            pgbrisk("install", "--runtime", "pljava", "--url", server.postgresUrl(OF_PLJAVA));
        }
        pgbrisk("install", "--runtime", "bridge", "--url", server.postgresUrl(DATABASE));
    }

    private static void pgbrisk(String... command) {
        if (Main.commandLine().execute(command) != 0) {
            System.exit(1);
        }
    }

    private String trips() throws SQLException {
        RoundTrips.time(() -> server.connect(DATABASE), TRIPS);
        var times = RoundTrips.time(() -> server.connect(DATABASE), TRIPS);
        Arrays.sort(times);
        return String.format(
                Locale.ROOT,
                "median %.2f ms, 95 %% within %.2f ms, of %d",
                times[TRIPS / 2],
                times[TRIPS * 95 / 100],
                TRIPS);
    }

    private String memory(Serving serving) throws SQLException, IOException {
        try (var connection = server.connect(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select heap_used_bytes / 1e6 from brisk.show_runtime()")) {
            rows.next();
            return String.format(Locale.ROOT, "heap %.0f MB, resident %.0f MB", rows.getDouble(1), serving.resident());
        }
    }

    private String table(Map<String, String> calls) throws SQLException, IOException {
        var statements = new ArrayList<Map.Entry<String, String>>();
        statements.add(Map.entry("PL/pgSQL", NOTHING));
        statements.add(Map.entry("brisk.settings", SETTINGS));
        calls.forEach((name, call) -> statements.add(Map.entry("bridge, " + name, call)));
        var samples = new ArrayList<List<Sample>>();
        statements.forEach(statement -> samples.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < samples.size(); i++) {
                try (var connection = server.connect(DATABASE)) {
                    samples.get(i).add(Sample.of(connection, statements.get(i).getValue(), LATER_CALLS));
                }
            }
        }
        var lines = new ArrayList<String[]>();
        for (int i = 0; i < samples.size(); i++) {
            var own = samples.get(i);
            lines.add(new String[] {
                statements.get(i).getKey(),
                format("%.1f", Sample.median(own, Sample::first)),
                format("%.0f", Sample.median(own, Sample::cpu)),
                format("%.2f", Sample.median(own, Sample::later)),
                format("%.1f", Sample.median(own, Sample::fresh)),
                format("%.1f", Sample.median(own, Sample::once)),
                format("%.1f", Sample.median(own, Sample::last))
            });
        }
        String[] head = {
            "call", "first call ms", "cpu ms", "later call ms", "fresh MB", "after the first MB", "after the last MB"
        };
        return AsciiTable.getTable(head, lines.toArray(String[][]::new));
    }

    /** Both are warm; they take turns. */
    private String compare() throws SQLException {
        try (var bridge = server.connect(DATABASE);
                var pljava = server.connect(OF_PLJAVA)) {
            var ratios = new double[rounds];
            var ofBridge = new double[rounds];
            var ofPljava = new double[rounds];
            advise(pljava);
            advise(bridge);
            for (int i = 0; i < rounds; i++) {
                ofPljava[i] = advise(pljava);
                ofBridge[i] = advise(bridge);
                ratios[i] = ofBridge[i] / ofPljava[i];
            }
            return String.format(
                    Locale.ROOT,
                    "suggest_indexes of the 22 queries of TPC-H: %.0f ms through PL/Java, %.0f ms through the bridge, ratio %.2f",
                    Sample.median(ofPljava),
                    Sample.median(ofBridge),
                    Sample.median(ratios));
        }
    }

    private static double advise(Connection connection) throws SQLException {
        var queries = Tpch.queries().stream().map(query -> query.sql()).toArray(String[]::new);
        long start = System.nanoTime();
        try (var statement = connection.prepareStatement(
                "select * from brisk.suggest_indexes(queries => ?, max_suggestions => 100)")) {
            statement.setArray(1, connection.createArrayOf("text", queries));
            statement.executeQuery().close();
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
