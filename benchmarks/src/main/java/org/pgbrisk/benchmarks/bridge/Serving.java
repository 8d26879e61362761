package org.pgbrisk.benchmarks.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.pgbrisk.companion.Main;
import org.pgbrisk.servers.Server;

/** {@code pgbrisk serve} as a process of its own, with Java's defaults. */
final class Serving implements AutoCloseable {
    private static final int ATTEMPTS = 600;
    private static final int PAUSE_MS = 100;
    private static final double KILOBYTES = 1024;

    private final Process process;

    private Serving(Process process) {
        this.process = process;
    }

    static Serving start(Server server, String database) throws IOException, SQLException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--url",
                        server.postgresUrl(database))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var serving = new Serving(process);
        try (var connection = server.connect(database);
                var statement = connection.createStatement()) {
            for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
                try (var rows = statement.executeQuery("select from brisk.companions")) {
                    if (rows.next()) {
                        return serving;
                    }
                }
                Thread.sleep(PAUSE_MS);
            }
        }
        serving.close();
        throw new IllegalStateException("pgbrisk serve does not start");
    }

    /** Its memory as the system sees it, in megabytes; not a number where there is no Linux to ask. */
    double resident() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KILOBYTES)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
