package org.pgbrisk.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * PostgreSQL from the binaries on Maven Central. The library knows how to run them as root; which version it runs is decided by
 * a folder of jars, because the jars of all versions keep their archive under one resource name.
 */
final class Embedded {

    static final int OLDEST = 14;
    static final int NEWEST = 18;

    private static final Duration STARTUP = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    /** The library's own property; without it an empty folder stays behind in the temporary one. */
    private static final String WORKING_FOLDER = "ot.epg.working-dir";

    private Embedded() {}

    static Server start(int major, List<String> notes) throws Unavailable {
        if (major < OLDEST || major > NEWEST) {
            throw new Unavailable(
                    "there are embedded binaries of PostgreSQL " + OLDEST + " to " + NEWEST + ", not of " + major);
        }
        var jar = BinariesJar.of(major);
        for (var attempt = 1; ; attempt++) {
            try {
                return RunningServer.of(startOrDelete(jar), notes);
            } catch (IOException | SQLException e) {
                if (attempt == ATTEMPTS) {
                    throw new Unavailable("PostgreSQL from " + jar.jar() + " did not start: " + e.getMessage(), e);
                }
            }
        }
    }

    private static Place startOrDelete(BinariesJar jar) throws IOException {
        var scratch = Scratch.create(Optional.empty());
        var started = new AtomicReference<EmbeddedPostgres>();
        var cleanup = Cleanup.onExit("the cluster in " + scratch.folder(), () -> stop(started.get(), scratch));
        try {
            Files.createFile(scratch.log());
            started.set(start(jar, scratch));
            return place(started.get(), scratch, cleanup);
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            var log = Program.tail(scratch.log());
            cleanup.run();
            throw new IOException(reason(e) + (log.isEmpty() ? "" : " / its log: " + log), e);
        }
    }

    /** The library wraps an error of unpacking in one that says nothing. */
    private static String reason(Throwable error) {
        var inner = error instanceof ExceptionInInitializerError && error.getCause() != null ? error.getCause() : error;
        return inner.toString();
    }

    /**
     * By the pid file where the library does not do it: its object is there only once the server answers, and Ctrl-C may come
     * before.
     *
     * @param postgres null for not yet
     */
    private static void stop(EmbeddedPostgres postgres, Scratch scratch) throws IOException {
        if (postgres != null) {
            postgres.close();
        }
        var pidFile = scratch.data().resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            var pid = Files.readAllLines(pidFile).get(0).strip();
            Program.run(scratch.folder(), STOP, List.of("kill", "-INT", pid)); // fast shutdown, whoever is connected
            for (var end = System.nanoTime() + STOP.toNanos(); Files.exists(pidFile) && System.nanoTime() < end; ) {
                Scratch.pause();
            }
            if (Files.exists(pidFile)) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        scratch.delete();
    }

    private static EmbeddedPostgres start(BinariesJar jar, Scratch scratch) throws IOException {
        if (System.getProperty(WORKING_FOLDER) == null) {
            System.setProperty(WORKING_FOLDER, jar.unpacked().getParent().toString());
        }
        var builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(jar)
                .setOverrideWorkingDirectory(jar.unpacked().toFile())
                .setDataDirectory(scratch.data())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP)
                .setOutputRedirector(Redirect.appendTo(scratch.log().toFile()))
                .setErrorRedirector(Redirect.appendTo(scratch.log().toFile()))
                .setPort(Scratch.freePort())
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", scratch.folder().toString())
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements");
        var lock = UnpackLock.on(jar.unpacked());
        try {
            return builder.start();
        } finally {
            lock.close();
        }
    }

    private static Place place(EmbeddedPostgres postgres, Scratch scratch, Cleanup cleanup) {
        return new Place(
                Address.local(postgres.getPort()),
                "from the embedded binaries, own cluster",
                true,
                Optional.of(scratch.folder()),
                Optional.of(scratch.data()),
                Optional.<Path>empty(),
                List.of(),
                Set.of("pljava"),
                cleanup::run);
    }
}
