package org.pgbrisk.benchmarks;

import com.github.freva.asciitable.AsciiTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import org.pgbrisk.companion.Main;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/**
 * What a call costs: the first one in a fresh backend, which starts the JVM, later ones, and the memory of the backend, beside a function
 * in PL/pgSQL that does nothing, in one run. The call into Java is suggest_indexes without statements: it asks the server what it offers
 * and for foreign keys, half a dozen queries, and returns no row.
 */
public final class CallCost {
    private static final String JAVA = "select brisk.call('suggest_indexes', '{\"queries\": []}')";
    private static final String PLPGSQL = "select nothing('suggest_indexes', '{\"queries\": []}')";
    private static final String SMALL = "-Xms8m -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData";
    private static final int BACKENDS = 9;
    private static final int CALLS = 300;

    private CallCost() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        try (var server = Servers.best()) {
            if (!server.offers("pljava")) {
                System.err.println("needs a server with PL/Java; " + server.describe() + " has none");
                System.exit(1);
            }
            try (var admin = server.connect();
                    var statement = admin.createStatement()) {
                statement.execute("create database call_cost");
            }
            if (Main.commandLine().execute("install", "--url", server.postgresUrl("call_cost")) != 0) {
                System.exit(1);
            }
            try (var connection = server.connect("call_cost");
                    var statement = connection.createStatement()) {
                statement.execute("create function nothing(function text, args jsonb) returns jsonb language plpgsql as"
                        + " $$ begin return '[]'; end $$");
            }
            System.out.println(
                    server.describe() + "; medians of " + BACKENDS + " backends, " + CALLS + " later calls each");
            String[] head = {
                "function", "first call ms", "later call ms", "fresh MB", "after the first MB", "after the last MB"
            };
            var lines = new ArrayList<String[]>();
            lines.add(line("PL/pgSQL", server, PLPGSQL));
            lines.add(line("PL/Java", server, JAVA));
            try (var connection = server.connect("call_cost");
                    var statement = connection.createStatement()) {
                statement.execute("alter database call_cost set pljava.vmoptions = '" + SMALL + "'");
            }
            lines.add(line("PL/Java, small JVM", server, JAVA));
            System.out.println(AsciiTable.getTable(head, lines.toArray(String[][]::new)));
        }
    }

    private static String[] line(String name, Server server, String call) throws SQLException, IOException {
        var first = new double[BACKENDS];
        var later = new double[BACKENDS];
        var before = new double[BACKENDS];
        var once = new double[BACKENDS];
        var after = new double[BACKENDS];
        for (int i = 0; i < BACKENDS; i++) {
            try (var connection = server.connect("call_cost")) {
                long pid = number(connection, "select pg_backend_pid()");
                before[i] = memory(pid);
                first[i] = time(connection, call);
                once[i] = memory(pid);
                var times = new double[CALLS];
                for (int k = 0; k < CALLS; k++) {
                    times[k] = time(connection, call);
                }
                later[i] = median(times);
                after[i] = memory(pid);
            }
        }
        return new String[] {
            name,
            format(median(first)),
            format(median(later)),
            format(median(before)),
            format(median(once)),
            format(median(after))
        };
    }

    /** Milliseconds on the client. */
    private static double time(Connection connection, String call) throws SQLException {
        long start = System.nanoTime();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(call)) {
            rows.next();
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** The backend's proportional set size in megabytes; not a number where there is no Linux to ask, or no right to. */
    private static double memory(long pid) throws IOException {
        var rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        if (!Files.isReadable(rollup)) {
            return Double.NaN;
        }
        return Files.readAllLines(rollup).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static long number(Connection connection, String select) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(select)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
