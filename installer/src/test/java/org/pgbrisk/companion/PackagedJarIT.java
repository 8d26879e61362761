package org.pgbrisk.companion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** pgbrisk.jar as users have it. */
@PostgresTest
class PackagedJarIT {
    private static final Path JAR = Path.of(System.getProperty("pgbrisk.jar"));

    private record Run(int exitCode, String said) {}

    private static Run run(String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    @Test
    void isAFewMegabytes() throws Exception {
        assertTrue(Files.size(JAR) < 8_000_000, Files.size(JAR) + " bytes");
    }

    @Test
    void helps() throws Exception {
        var help = run("--help");

        assertEquals(0, help.exitCode());
        assertTrue(help.said().startsWith("Usage: pgbrisk"), help.said());
    }

    @Test
    void says42P01(TestDatabase database) throws Exception {
        var call = run("call", "suggest_indexes", "relation=nope", "--url", database.url());

        assertEquals(1, call.exitCode());
        assertTrue(call.said().contains("SQLSTATE:  42P01"), call.said());
    }

    @Test
    void callsAFunction(TestDatabase database) throws Exception {
        var call = run("call", "suggest_indexes", "queries=select 1", "--json", "--url", database.url());

        assertEquals(0, call.exitCode(), call.said());
        assertTrue(call.said().startsWith("["), call.said());
        Coverage.runtime("the companion, over JDBC");
    }

    @Test
    void connectsThroughASocket(TestDatabase database) throws Exception {
        var folder = database.server().socketFolder();
        assumeTrue(folder.isPresent(), "needs a server whose socket this machine reaches");

        var status = run(
                "status",
                "-h",
                folder.orElseThrow().toString(),
                "-p",
                Integer.toString(database.server().port()),
                "-U",
                "postgres",
                "-d",
                database.name());

        assertEquals(1, status.exitCode(), status.said());
        assertTrue(status.said().contains("not installed"), status.said());
    }

    @Test
    @Requires("pljava")
    void installsAndUninstalls(TestDatabase database) throws Exception {
        assertEquals(0, run("install", "--url", database.url()).exitCode());
        assertEquals(0, run("status", "--url", database.url()).exitCode());
        assertEquals(0, run("uninstall", "--yes", "--url", database.url()).exitCode());
        assertEquals(1, run("status", "--url", database.url()).exitCode());
    }
}
