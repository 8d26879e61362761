package org.pgbrisk.companion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.jvm.JvmOptions;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/** The README's section on installing, followed word for word on a new cluster. */
@PostgresTest
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SECTION = Pattern.compile("(?ms)^## Installing it on your own server$(.*?)^## ");
    private static final Pattern OPTIONS = Pattern.compile("(?m)^ *pljava\\.vmoptions = '(.*)'$");

    private static String section() throws IOException {
        var matcher = SECTION.matcher(Files.readString(ROOT.resolve("README.md")));
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    /** What is indented by seven spaces and begins like this. */
    private static List<String> lines(String section, String... beginnings) {
        return section.lines()
                .filter(line -> line.startsWith("       ") && !line.startsWith("        "))
                .map(String::strip)
                .filter(line -> Arrays.stream(beginnings).anyMatch(line::startsWith))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/java.md", "docker/pgbrisk.conf"})
    void theOptionsOfJavaAreThoseThatStatusRecommends(String file) throws IOException {
        var options = OPTIONS.matcher(Files.readString(ROOT.resolve(file)));

        assertTrue(options.find(), file);
        assertEquals(JvmOptions.recommended(17, Optional.empty()).text(), options.group(1));
    }

    @Test
    @Requires({"own", "pljava", "hypopg"})
    void itsStepsLeadToAnInstallationWithNothingWrongOrMissing()
            throws IOException, SQLException, InterruptedException {
        var section = section();
        var settings = lines(section, "shared_preload_libraries", "pljava.");
        assertEquals(3, settings.size());
        var library = settings.get(1).replaceAll(".*'(.*)'.*", "$1");
        Assumptions.assumeTrue(Files.exists(Path.of(library)), "needs Java where the README has it: " + library);
        var commands = lines(section, "psql ", "./pgbrisk ");
        assertEquals(4, commands.size(), commands.toString());

        try (var server = Servers.installed(settings.toArray(String[]::new))) {
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("create database shop");
                statement.execute("create role alice login");
            }
            shell(server, commands.get(0));
            assertEquals(0, pgbrisk(server, commands.get(1)).exitCode());
            var status = pgbrisk(server, commands.get(2) + " --csv");
            assertEquals(0, status.exitCode(), status.out());
            assertFalse(status.out().contains(",wrong,"), status.out());
            assertEquals(
                    List.of("class-data archive"),
                    status.out()
                            .lines()
                            .filter(line -> line.contains(",missing,"))
                            .map(line -> line.split(",")[0])
                            .toList());
            var grant = section.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("grant "))
                    .findFirst();
            try (var connection = server.connect("shop");
                    var statement = connection.createStatement()) {
                statement.execute(grant.orElseThrow());
                statement.execute("set session authorization alice");
                assertTrue(statement.execute("select * from brisk.suggest_indexes()"));
            }
            var archive = pgbrisk(server, commands.get(3));
            assertEquals(0, archive.exitCode(), archive.err());
            var statementToRun = archive.out()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("alter database "))
                    .findFirst();
            try (var connection = server.connect("shop");
                    var statement = connection.createStatement()) {
                statement.execute(statementToRun.orElseThrow());
            }
            var improved = pgbrisk(server, commands.get(2) + " --csv");
            assertFalse(improved.out().contains(",missing,"), improved.out());
        }
    }

    private static Pgbrisk pgbrisk(Server server, String command) {
        var words =
                command.substring("./pgbrisk ".length()).replace(" -d shop", " --url " + server.postgresUrl("shop"));
        return Pgbrisk.run(words.split(" "));
    }

    private static void shell(Server server, String command) throws IOException, InterruptedException {
        var psql = server.binaries().orElseThrow().resolve("psql").toString();
        var process = new ProcessBuilder("sh", "-c", command.replaceFirst("^psql", psql)).redirectErrorStream(true);
        process.environment().put("PGHOST", "127.0.0.1");
        process.environment().put("PGPORT", Integer.toString(server.port()));
        process.environment().put("PGUSER", "postgres");
        var running = process.start();
        var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said);
    }
}
