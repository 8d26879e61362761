package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A throw-away cluster in a temporary folder: trust on 127.0.0.1 and on its socket, no fsync. */
final class OwnCluster {

    private static final Duration INITDB_LIMIT = Duration.ofSeconds(180);
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 60;

    /** Another process may take a port between our choosing it and the server's opening it. */
    private static final int PORT_ATTEMPTS = 3;

    private final Installation installation;
    private final Owner owner;
    private final String where;
    private final Scratch scratch;
    private final Optional<PlJava> plJava;
    private final List<String> moreSettings;
    private final Cleanup cleanup;

    /**
     * @param where where its programs come from, for people
     * @param moreSettings lines of postgresql.conf that come after our own, and win
     */
    OwnCluster(Installation installation, Owner owner, Scratch scratch, String where, List<String> moreSettings) {
        this.where = where;
        this.moreSettings = moreSettings;
        this.installation = installation;
        this.owner = owner;
        this.scratch = scratch;
        this.plJava = installation.hasPlJava() ? PlJava.find() : Optional.empty();
        this.cleanup = Cleanup.onExit("the cluster in " + scratch.folder(), this::stop);
    }

    /** @throws IOException when it does not start; then nothing is left of it */
    Server start(List<String> notes) throws Unavailable, IOException {
        try {
            return RunningServer.of(place(startOrDelete()), notes);
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private int startOrDelete() throws IOException {
        try {
            initdb();
            return startOnFreePort();
        } catch (IOException | RuntimeException e) {
            cleanup.run();
            throw e;
        }
    }

    private void initdb() throws IOException {
        var name = "the data of PostgreSQL " + installation.major() + ", " + where;
        Originals.copy(name, owner.user(), this::initdb, scratch.data());
        Files.writeString(
                scratch.data().resolve("postgresql.conf"),
                String.join("\n", settings()) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    private void initdb(Path data) throws IOException {
        var command = List.of(program("initdb"), "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8");
        var whole = owner.command(command);
        whole.addAll(List.of("--locale=C", "--no-sync"));
        Program.run(scratch.folder(), INITDB_LIMIT, whole);
    }

    private List<String> settings() {
        // synchronous_commit stays on: else VACUUM may come before what was just written is on disk, and calls no page
        // all-visible.
        var settings = new ArrayList<>(List.of(
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = '" + scratch.folder() + "'",
                "fsync = off"));
        if (installation.hasStatStatements()) {
            settings.add("shared_preload_libraries = 'pg_stat_statements'");
        }
        plJava.ifPresent(java -> settings.addAll(java.settings()));
        settings.addAll(moreSettings);
        return settings;
    }

    private int startOnFreePort() throws IOException {
        for (var attempt = 1; ; attempt++) {
            var port = Scratch.freePort();
            try {
                pgCtl(START_SECONDS, "start", "-l", scratch.log().toString(), "-o", "-p " + port);
                return port;
            } catch (IOException e) {
                var log = Program.tail(scratch.log());
                stopIfRunning();
                if (attempt == PORT_ATTEMPTS || !log.contains("in use")) {
                    throw new IOException(e.getMessage() + " / its log: " + log, e);
                }
                Files.deleteIfExists(scratch.log());
            }
        }
    }

    private Place place(int port) {
        return new Place(
                Address.local(port),
                where + ", own cluster",
                true,
                Optional.of(scratch.folder()),
                Optional.of(scratch.data()),
                Optional.of(installation.bin()).filter(bin -> Files.exists(bin.resolve("pg_basebackup"))),
                owner.prefix(),
                plJava.isPresent() ? Set.of() : Set.of("pljava"),
                cleanup::run);
    }

    private void stop() throws IOException {
        stopIfRunning();
        scratch.delete();
    }

    /** A server whose pid file is still there: politely first, so that no backend's JVM is shot, then at once. */
    private void stopIfRunning() throws IOException {
        var pidFile = scratch.data().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            pgCtl(STOP_SECONDS, "stop", "-m", "fast");
        } catch (IOException e) {
            if (Files.exists(pidFile)) {
                pgCtl(STOP_SECONDS, "stop", "-m", "immediate");
            }
        }
    }

    private void pgCtl(int seconds, String action, String... options) throws IOException {
        var data = scratch.data().toString();
        var command =
                owner.command(List.of(program("pg_ctl"), action, "-D", data, "-w", "-t", Integer.toString(seconds)));
        command.addAll(List.of(options));
        Program.run(scratch.folder(), Duration.ofSeconds(seconds + 30L), command);
    }

    private String program(String name) {
        return installation.bin().resolve(name).toString();
    }
}
