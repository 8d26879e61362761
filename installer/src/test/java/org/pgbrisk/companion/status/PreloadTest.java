package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/** A server that loads nothing at its start, and what status says on the way to one that does. */
@PostgresTest
@Requires("own")
class PreloadTest {
    private static final String DATABASE = "postgres";
    private static final String STATEMENTS = "pg_stat_statements";

    private static final String MISSPELT = "brisk.advisor_statments = 5";

    private static Server server;

    @BeforeAll
    static void start(Server best) {
        assumeTrue(best.describe().contains("installed"), "needs an installed PostgreSQL, to restart a cluster of it");
        server = Servers.installed("shared_preload_libraries = ''", MISSPELT);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Status status() {
        return Status.of(server.postgresUrl(DATABASE));
    }

    /** The first half of a step that says what to add to the configuration. */
    private static void restartWith(String... lines) throws IOException, InterruptedException {
        var data = server.dataFolder().orElseThrow();
        Files.writeString(data.resolve("postgresql.conf"), String.join("\n", lines) + "\n", StandardOpenOption.APPEND);
        var program = server.binaries().orElseThrow().resolve("pg_ctl").toString();
        var restart = new ProcessBuilder(
                        server.asOwner(List.of(program, "restart", "-w", "-D", data.toString(), "-l", data + ".log")))
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(restart.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, restart.exitValue());
    }

    private static void carryOutLastPart(String step) throws SQLException {
        Status.carryOut(step.substring(step.indexOf("; then ") + "; then ".length()), server, DATABASE);
    }

    @Test
    void whatHasToBePreloadedIsNamedWithTheLineAndTheStatement() throws Exception {
        if (server.offers("pljava")) {
            assertEquals(
                    0,
                    Pgbrisk.run("install", "--url", server.postgresUrl(DATABASE))
                            .exitCode());
        }
        var before = status().assertLine(STATEMENTS, "missing", "not preloaded");
        assertEquals(
                "add pg_stat_statements to shared_preload_libraries, restart the server; then create extension pg_stat_statements;",
                before.step(STATEMENTS));

        restartWith("shared_preload_libraries = 'pg_stat_statements'");
        var preloaded = status().assertLine(STATEMENTS, "missing", "preloaded, not created in this database");
        assertEquals("create extension pg_stat_statements;", preloaded.step(STATEMENTS));
        carryOutLastPart(before.step(STATEMENTS));

        status().assertLine(STATEMENTS, "ok", "preloaded, extension ");
        if (before.state("pg_cron").equals("not preloaded")) {
            cron(before.step("pg_cron"));
        }
    }

    @Test
    void aMisspeltSettingInTheConfigurationFileIsNamedWithItsPlace() throws Exception {
        var file = server.dataFolder().orElseThrow().resolve("postgresql.conf");

        var status = status().assertLine("settings", "wrong", "brisk.advisor_statments, set in " + file + ", line ");
        assertEquals(
                "take brisk.advisor_statments out of " + file + "; then select pg_reload_conf();",
                status.step("settings"));
        Files.writeString(file, Files.readString(file).replace(MISSPELT, ""));
        carryOutLastPart(status.step("settings"));

        assertEquals("ok", status().verdict("settings"));
    }

    private static void cron(String step) throws Exception {
        assertEquals(
                "add pg_cron to shared_preload_libraries, set cron.database_name = 'postgres', restart the server;"
                        + " then create extension pg_cron;",
                step);
        restartWith(
                "shared_preload_libraries = 'pg_stat_statements, pg_cron'", "cron.database_name = 'somewhere_else'");
        var elsewhere = status().assertLine("pg_cron", "ok", "preloaded, for database somewhere_else");
        assertEquals(null, elsewhere.step("pg_cron"));

        restartWith("cron.database_name = 'postgres'");
        var preloaded = status().assertLine("pg_cron", "ok", "preloaded, not created in this database");
        assertEquals("create extension pg_cron;", preloaded.step("pg_cron"));
        carryOutLastPart(step);

        status().assertLine("pg_cron", "ok", "extension ");
    }
}
