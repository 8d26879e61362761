package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A throw-away cluster of an installed PostgreSQL, in a temporary folder: trust on 127.0.0.1 and on its socket, no fsync. */
final class InstalledCluster {

    private static final Duration INITDB_LIMIT = Duration.ofSeconds(180);
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 60;

    /** Another process may take a port between our choosing it and the server's opening it. */
    private static final int PORT_ATTEMPTS = 3;

    private final Installation installation;
    private final Owner owner;
    private final Scratch scratch;
    private final Optional<PlJava> plJava;
    private final Cleanup cleanup;

    private InstalledCluster(Installation installation, Owner owner, Scratch scratch) {
        this.installation = installation;
        this.owner = owner;
        this.scratch = scratch;
        this.plJava = installation.hasPlJava() ? PlJava.find() : Optional.empty();
        this.cleanup = Cleanup.onExit("the cluster in " + scratch.folder(), this::stop);
    }

    /** The best installation that starts; the reasons why better ones did not are added to the notes. */
    static Server startBest(List<String> notes) throws Unavailable {
        var reasons = new ArrayList<String>();
        for (var installation : Installation.find()) {
            try {
                var notesSoFar = new ArrayList<>(notes);
                reasons.forEach(reason -> notesSoFar.add("installed: " + reason));
                return start(installation, notesSoFar);
            } catch (Unavailable e) {
                reasons.add(e.getMessage());
            }
        }
        throw new Unavailable(
                reasons.isEmpty() ? "no PostgreSQL is installed on this machine" : String.join("; ", reasons));
    }

    private static Server start(Installation installation, List<String> notes) throws Unavailable {
        var name = "PostgreSQL " + installation.major() + " in " + installation.bin();
        if (installation.major() < Installation.OLDEST_SUPPORTED) {
            throw new Unavailable(name + " is older than " + Installation.OLDEST_SUPPORTED);
        }
        try {
            var owner = Owner.find();
            var cluster = new InstalledCluster(installation, owner, Scratch.create(owner.user()));
            return RunningServer.of(cluster.place(cluster.startOrDelete()), notes);
        } catch (Unavailable e) {
            throw new Unavailable(name + ": " + e.getMessage(), e);
        } catch (IOException | SQLException e) {
            throw new Unavailable(name + " did not start: " + e.getMessage(), e);
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
        var data = scratch.data().toString();
        var command = List.of(program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8");
        var whole = owner.command(command);
        whole.addAll(List.of("--locale=C", "--no-sync"));
        Program.run(scratch.folder(), INITDB_LIMIT, whole);
        Files.writeString(
                scratch.data().resolve("postgresql.conf"),
                String.join("\n", settings()) + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    private List<String> settings() {
        var settings = new ArrayList<>(List.of(
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = '" + scratch.folder() + "'",
                "fsync = off",
                "synchronous_commit = off"));
        if (installation.hasStatStatements()) {
            settings.add("shared_preload_libraries = 'pg_stat_statements'");
        }
        plJava.ifPresent(java -> settings.addAll(java.settings()));
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
                "installed in " + installation.bin().getParent() + ", own cluster",
                true,
                Optional.of(scratch.folder()),
                Optional.of(scratch.data()),
                Optional.of(installation.bin()),
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
