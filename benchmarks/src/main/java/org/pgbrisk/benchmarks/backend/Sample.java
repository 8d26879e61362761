package org.pgbrisk.benchmarks.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One backend from its first call to its last. Milliseconds on the client, megabytes.
 *
 * @param cpu milliseconds of processor time of the backend until its first call has returned
 * @param pss after the first call, as the system gives it
 */
public record Sample(double first, double cpu, double later, double fresh, double once, double pss, double last) {
    private static final double TICK_MILLISECONDS = 10;

    /** Where the user's and the system's share stand in /proc/PID/stat, counted behind the program's name. */
    private static final int USER_TICKS = 11;

    public static Sample of(Connection connection, String call, int calls) throws SQLException, IOException {
        long pid = pid(connection);
        double fresh = Memory.of(pid, 1);
        double first = time(connection, call);
        double cpu = cpu(pid);
        double once = Memory.of(pid, 1);
        double pss = Memory.pss(pid);
        var times = new double[calls];
        for (int i = 0; i < calls; i++) {
            times[i] = time(connection, call);
        }
        return new Sample(first, cpu, median(times), fresh, once, pss, Memory.of(pid, 1));
    }

    public static long pid(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    public static double time(Connection connection, String call) throws SQLException {
        long start = System.nanoTime();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(call)) {
            rows.next();
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double cpu(long pid) throws IOException {
        var stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.isReadable(stat)) {
            return Double.NaN;
        }
        var text = Files.readString(stat);
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[USER_TICKS + 1]))
                * TICK_MILLISECONDS;
    }

    public static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return median(samples.stream().mapToDouble(figure).toArray());
    }

    public static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
