package org.pgbrisk.companion.testing;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.servers.Server;

/** A hot standby of the tests' own server, which needs {@code @Requires("own")}. */
public final class Standby implements AutoCloseable {
    private final Server primary;
    private final String folder;
    private final int port;

    private Standby(Server primary, String folder, int port) {
        this.primary = primary;
        this.folder = folder;
        this.port = port;
    }

    /** Holds what was committed on the primary before. */
    public static Standby of(Server primary) throws IOException, InterruptedException {
        var folder = run(primary, "mktemp", "-d").strip();
        var standby = new Standby(primary, folder, freePort());
        var host = "127.0.0.1";
        var primaryPort = Integer.toString(primary.port());
        run(
                primary,
                program(primary, "pg_basebackup"),
                "-h",
                host,
                "-p",
                primaryPort,
                "-U",
                "postgres",
                "-D",
                standby.data(),
                "-R",
                "-X",
                "stream",
                "-c",
                "fast");
        var options = "-p " + standby.port + " -k " + folder;
        run(
                primary,
                program(primary, "pg_ctl"),
                "start",
                "-w",
                "-D",
                standby.data(),
                "-l",
                folder + "/log",
                "-o",
                options);
        return standby;
    }

    /** For {@code --url}, as a superuser. */
    public String url(TestDatabase database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database.name();
    }

    private String data() {
        return folder + "/data";
    }

    /** As a superuser, autocommit on. */
    public Connection connect(TestDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.server().url(database.name()).replaceAll(":\\d+/", ":" + port + "/"));
    }

    private static String program(Server server, String name) {
        return server.binaries().orElseThrow().resolve(name).toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Its output goes to a file where it starts a server: that would keep a pipe open. */
    private static String run(Server server, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile("pgbrisk", ".out");
        try {
            var process = new ProcessBuilder(server.asOwner(List.of(command)))
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var exitCode = process.waitFor();
            var said = Files.readString(output, StandardCharsets.UTF_8);
            if (exitCode != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + exitCode + ": " + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run(primary, program(primary, "pg_ctl"), "stop", "-w", "-m", "immediate", "-D", data());
            run(primary, "rm", "-rf", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping the standby in " + folder, e);
        }
    }
}
