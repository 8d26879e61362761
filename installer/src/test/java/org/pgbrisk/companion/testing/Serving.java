package org.pgbrisk.companion.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code pgbrisk serve} as a process of its own. */
public final class Serving implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final List<String> said = new ArrayList<>();
    private final Thread reader;

    private Serving(Process process) {
        this.process = process;
        reader = new Thread(this::read, "what pgbrisk serve says");
        reader.setDaemon(true);
        reader.start();
    }

    /** Returns when it says that it serves. */
    public static Serving start(TestDatabase database, String... more) throws IOException, InterruptedException {
        var serving = launch(database, more);
        serving.awaitServing(1);
        return serving;
    }

    public static Serving launch(TestDatabase database, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("serve", "--url", database.url()));
        arguments.addAll(List.of(more));
        return new Serving(Pgbrisk.start(arguments.toArray(String[]::new)));
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.add(line);
                    said.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything so far, on both outputs. */
    public String said() {
        synchronized (said) {
            return String.join("\n", said);
        }
    }

    /** Waits until it has said so often that it serves: once more after each reconnect. */
    public void awaitServing(int times) throws InterruptedException {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        synchronized (said) {
            while (said.stream()
                            .filter(line -> line.startsWith("serving database"))
                            .count()
                    < times) {
                if (System.nanoTime() > until || !process.isAlive()) {
                    throw new AssertionError("it does not serve: " + said);
                }
                said.wait(100);
            }
        }
    }

    /** As SIGKILL does. */
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** As SIGTERM does. */
    public void terminate() {
        // Process.destroy would close what it says, too.
        process.toHandle().destroy();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + said());
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
