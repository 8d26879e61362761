package org.pgbrisk.companion.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/** A cluster of a test's own, to be configured, restarted and crashed. */
public final class OwnServer implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;

    private final Server server;
    private final Path data;
    private final TemplateDatabase template;

    private OwnServer(Server server) {
        this.server = server;
        this.data = server.dataFolder().orElseThrow();
        this.template = TemplateDatabase.create(server);
    }

    /** Of the same kind as that of all the tests, as far as it can be. */
    public static OwnServer like(Server best) {
        return new OwnServer(
                best.describe().contains("installed") ? Servers.installed() : Servers.embedded(best.majorVersion()));
    }

    public TestDatabase database() {
        return template.copy();
    }

    public Server server() {
        return server;
    }

    /** Lines of postgresql.conf, which win over those that are there; for the next start. */
    public OwnServer configure(String... lines) throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
        return this;
    }

    /** All lines of pg_hba.conf; for the next start or reload. */
    public OwnServer admit(String... lines) throws IOException {
        Files.writeString(data.resolve("pg_hba.conf"), String.join("\n", lines) + "\n");
        return this;
    }

    /** @param mode fast, or immediate as if it had crashed */
    public void restart(String mode) throws IOException, InterruptedException {
        control("restart", "-w", "-m", mode, "-l", data + ".log");
    }

    /** Of the programs of PostgreSQL, the one that is beside the server itself. */
    private void control(String action, String... options) throws IOException, InterruptedException {
        var program = Files.readString(data.resolve("postmaster.opts")).split(" ", 2)[0];
        var command = new ArrayList<>(
                List.of(Path.of(program).resolveSibling("pg_ctl").toString(), action, "-D", data.toString()));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(server.asOwner(command))
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("pg_ctl " + action + " did not do its work, see " + data + ".log: "
                    + Files.readString(Path.of(data + ".log")));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
