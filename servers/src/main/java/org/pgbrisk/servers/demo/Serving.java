package org.pgbrisk.servers.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * {@code pgbrisk serve} as a process of its own, as users run it: it ends its whole JVM when it is told to end. Gone when this is closed, and when
 * this JVM ends, by Ctrl-C as well.
 */
final class Serving implements AutoCloseable {
    private static final Pattern PASSWORD = Pattern.compile("(://[^:/@ ]+):([^@/ ]+)@");
    private static final String READY = "serving database ";
    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final Thread hook;

    private Serving(Process process) {
        this.process = process;
        this.hook = new Thread(process::destroy, "pgbrisk-end-serve");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Returns when it serves.
     *
     * @param main what the command line runs that the demo was called through
     * @throws IllegalStateException when it ends instead; the message says why
     */
    static Serving start(Class<?> main, String url) {
        try {
            var serving = new Serving(command(main, url).start());
            serving.awaitReady();
            return serving;
        } catch (IOException e) {
            throw new IllegalStateException("pgbrisk serve cannot be started: " + e.getMessage(), e);
        }
    }

    /** Everybody on the machine can read arguments, so a password goes another way. */
    private static ProcessBuilder command(Class<?> main, String url) {
        var password = PASSWORD.matcher(url);
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "serve",
                "--url",
                password.replaceFirst("$1@"));
        if (password.reset().find()) {
            builder.environment()
                    .put(
                            "PGPASSWORD",
                            URLDecoder.decode(password.group(2).replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return builder.redirectErrorStream(true);
    }

    private void awaitReady() throws IOException {
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(READY)) {
                forget(said);
                return;
            }
            lines.add(line);
        }
        close();
        throw new IllegalStateException("pgbrisk serve ended: " + String.join(" / ", lines));
    }

    /** Nobody reads what it says later, and a full pipe would stop it. */
    private static void forget(BufferedReader said) {
        var reader = new Thread(
                () -> {
                    try {
                        while (said.readLine() != null) {}
                    } catch (IOException ended) {
                        // There is nothing more to read.
                    }
                },
                "pgbrisk-read-serve");
        reader.setDaemon(true);
        reader.start();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException endingAlready) {
            // The hook has done it.
        }
    }
}
