package org.pgbrisk.benchmarks.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a backend takes of the machine's memory, on Linux: its proportional set size, without the server's shared memory, which is
 * there without it. Pages of Java's own files (its library, its class-data archives) are counted as if this server's backends alone had
 * them, so that other Java programs on the machine do not make the figure smaller.
 */
public final class Memory {
    private static final Pattern MAPPING = Pattern.compile("^[0-9a-f]+-[0-9a-f]+ .*");
    private static final Pattern SHARED_MEMORY = Pattern.compile("/dev/zero|/dev/shm|/SYSV");
    private static final Pattern OF_JAVA = Pattern.compile("libjvm|libjava|/jvm/|pljava|[.]jsa$|[.]aot$");
    private static final double KILOBYTES = 1024;

    private Memory() {}

    /**
     * @param backends how many backends of this kind there are
     * @return megabytes; not a number where there is no Linux to ask, or no right to
     */
    public static double of(long pid, int backends) throws IOException {
        var maps = Path.of("/proc", Long.toString(pid), "smaps");
        if (!Files.isReadable(maps)) {
            return Double.NaN;
        }
        double kilobytes = 0;
        boolean ofJava = false;
        boolean shared = false;
        double resident = 0;
        for (var line : Files.readAllLines(maps)) {
            if (MAPPING.matcher(line).matches()) {
                ofJava = OF_JAVA.matcher(line).find();
                shared = SHARED_MEMORY.matcher(line).find();
            } else if (line.startsWith("Rss:")) {
                resident = number(line);
            } else if (line.startsWith("Pss:") && !ofJava && !shared) {
                kilobytes += number(line);
            } else if (line.startsWith("Anonymous:") && ofJava) {
                kilobytes += number(line) + (resident - number(line)) / backends;
            }
        }
        return kilobytes / KILOBYTES;
    }

    /** The proportional set size as the system gives it: other Java programs, this one too, make it smaller. */
    public static double pss(long pid) throws IOException {
        var rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        if (!Files.isReadable(rollup)) {
            return Double.NaN;
        }
        return Files.readAllLines(rollup).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToDouble(line -> number(line) / KILOBYTES)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static double number(String line) {
        return Double.parseDouble(line.replaceAll("\\D", ""));
    }
}
