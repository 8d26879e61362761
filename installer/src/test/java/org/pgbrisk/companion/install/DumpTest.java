package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/** A database with pgbrisk in it, dumped and restored elsewhere. */
@PostgresTest
@Requires({"own", "pljava"})
class DumpTest {
    private static final String CALL = "select count(*) >= 0 from brisk.suggest_indexes(queries => '{select 1}')";

    @TempDir
    private Path folder;

    /** What a program said, on both of its outputs. */
    private record Said(int exitCode, String text) {
        private List<String> errors() {
            return text.lines().filter(line -> line.contains("ERROR:")).toList();
        }
    }

    private static Said run(Server server, String program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(server.binaries().orElseThrow().resolve(program).toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Path dump(TestDatabase database, String format) throws IOException, InterruptedException {
        var file = folder.resolve("dump." + format);
        var dump =
                run(database.server(), "pg_dump", "--format", format, "--file", file.toString(), "-d", database.url());
        assertEquals(0, dump.exitCode(), dump.text());
        return file;
    }

    /** With the programs of the tests' own server, whatever the version of the other one is. */
    private static Said restore(Server server, Path dump, String url) throws IOException, InterruptedException {
        return dump.toString().endsWith("plain")
                ? run(server, "psql", "-qX", "-o", "/dev/null", "-f", dump.toString(), "-d", url)
                : run(server, "pg_restore", "-d", url, dump.toString());
    }

    private static Pgbrisk status(String url) {
        return Pgbrisk.run("status", "--url", url);
    }

    private static void assertGood(String url) {
        var status = status(url);
        assertEquals(0, status.exitCode(), status.out());
    }

    /** But for what differs between any two databases. */
    private static List<String> comparable(TestDatabase database) throws SQLException {
        return Catalogs.lines(database).stream()
                .filter(line -> !line.startsWith("database "))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "custom"})
    void isWholeInAnotherDatabaseOfTheSameServer(String format, TestDatabase database) throws Exception {
        var copy = database.sibling();
        copy.run("create extension hypopg", "create extension pg_stat_statements");
        database.login("brisk_test_alice");
        database.login("brisk_test_reader");
        var empty = comparable(copy);
        database.install();
        database.run(
                "grant brisk_reader to brisk_test_reader",
                "grant execute on function brisk.raise to brisk_test_alice",
                "revoke execute on function brisk.attempt from brisk_reader",
                "grant execute on function brisk.attempt to brisk_operator",
                "create view public.mine as select rank, ddl from brisk.suggest_indexes(queries => '{select 1}')");

        var restore = restore(database.server(), dump(database, format), copy.url());

        assertEquals(List.of(), restore.errors());
        assertEquals(List.of(), Catalogs.difference(comparable(database), comparable(copy)));
        assertGood(copy.url());
        assertTrue(Pgbrisk.run("install", "--url", copy.url()).out().endsWith("nothing to do\n"));
        copy.rows("select * from public.mine");
        copy.run("grant execute on function brisk.attempt to brisk_reader", "drop view public.mine");
        try (var reader = copy.connect("brisk_test_reader")) {
            assertEquals(List.of("t"), TestDatabase.rows(reader, CALL));
        }
        database.run("drop owned by brisk_test_alice, brisk_test_reader");
        copy.run("drop owned by brisk_test_alice, brisk_test_reader");
        database.run("drop view public.mine");
        for (var each : List.of(database, copy)) {
            assertEquals(
                    0, Pgbrisk.run("uninstall", "--yes", "--url", each.url()).exitCode());
        }
        assertEquals(List.of(), Catalogs.difference(empty, comparable(copy)));
    }

    @Test
    void aDumpOf010CanBeBroughtUpToDateWhereItIsRestored(TestDatabase database) throws Exception {
        var copy = database.sibling();
        Releases.install010(database);
        database.run("revoke execute on function brisk.raise from brisk_reader");

        assertEquals(
                List.of(),
                restore(database.server(), dump(database, "custom"), copy.url()).errors());

        assertEquals(List.of("t"), copy.rows(CALL));
        var update = Pgbrisk.run("install", "--url", copy.url());
        assertEquals(0, update.exitCode(), update.err());
        assertTrue(update.out().contains("raise(text,text,text,text), revoked from brisk_reader"), update.out());
        assertGood(copy.url());
    }

    @Test
    void whatWasRestoredWithoutPrivilegesIsClosedAgainByInstall(TestDatabase database) throws Exception {
        var copy = database.sibling();
        database.install();
        var dump = dump(database, "custom");
        var restore = run(database.server(), "pg_restore", "--no-privileges", "-d", copy.url(), dump.toString());
        assertEquals(List.of(), restore.errors());
        assertEquals(1, status(copy.url()).exitCode());

        assertEquals(0, Pgbrisk.run("install", "--url", copy.url()).exitCode());

        assertEquals(List.of(), Catalogs.difference(comparable(database), comparable(copy)));
        assertGood(copy.url());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "custom"})
    void inAClusterWithoutTheRolesInstallMendsWhatTheRestoreCouldNot(String format, TestDatabase database)
            throws Exception {
        database.install();
        var dump = dump(database, format);
        try (var other = Servers.best()) {
            var url = other.postgresUrl("postgres");

            var restore = restore(database.server(), dump, url);

            assertEquals(
                    List.of(),
                    restore.errors().stream()
                            .filter(line -> !line.matches(".* role \"brisk_\\w+\" does not exist"))
                            .toList());
            var status = status(url);
            assertEquals(1, status.exitCode());
            assertTrue(status.out().contains("gone: "), status.out());
            assertTrue(status.out().contains("pgbrisk install"), status.out());

            var install = Pgbrisk.run("install", "--url", url);

            assertEquals(0, install.exitCode(), install.err());
            assertTrue(
                    install.out().contains("created roles brisk_cache, brisk_operator, brisk_reader"), install.out());
            assertGood(url);
            assertReadersCan(other, "postgres");
        }
    }

    @Test
    void inAClusterThatGotTheRolesFirstNothingIsLeftToDo(TestDatabase database) throws Exception {
        database.install();
        var roles = folder.resolve("roles.plain");
        var all = run(
                database.server(),
                "pg_dumpall",
                "--globals-only",
                "--file",
                roles.toString(),
                "-d",
                database.server().postgresUrl());
        assertEquals(0, all.exitCode(), all.text());
        var dump = dump(database, "plain");
        try (var other = Servers.best()) {
            var url = other.postgresUrl("postgres");
            restore(database.server(), roles, url);

            assertEquals(List.of(), restore(database.server(), dump, url).errors());

            assertGood(url);
            assertReadersCan(other, "postgres");
        }
    }

    @Test
    @Requires("dblink")
    void ofTheBridgeComesWithoutItsLoginAndInstallMakesANewOne(TestDatabase database) throws Exception {
        database.install(Runtime.bridge);
        var dump = dump(database, "custom");
        var copy = database.sibling();

        assertEquals(List.of(), restore(database.server(), dump, copy.url()).errors());
        var install = Pgbrisk.run("install", "--url", copy.url());

        assertEquals(0, install.exitCode(), install.err());
        assertTrue(install.out().contains("created role " + Wire.login(copy)), install.out());
        Wire.assertLogsIn(copy);
        Wire.assertLogsIn(database);
        assertTrue(Pgbrisk.run("install", "--url", copy.url()).out().endsWith("nothing to do\n"));
        try (var other = Servers.best()) {
            var url = other.postgresUrl("postgres");
            restore(database.server(), dump, url);

            var elsewhere = Pgbrisk.run("install", "--url", url);

            assertEquals(0, elsewhere.exitCode(), elsewhere.err());
            assertFalse(elsewhere.out().contains("kept:"), elsewhere.out());
            try (var connection = other.connect("postgres")) {
                Wire.assertLogsIn(connection, other.url("postgres"));
                assertEquals(
                        List.of("localhost|" + other.port()),
                        TestDatabase.rows(connection, "select host, port from brisk.wire"));
            }
            assertTrue(Pgbrisk.run("install", "--url", url).out().endsWith("nothing to do\n"));
            assertEquals(0, Pgbrisk.run("uninstall", "--yes", "--url", url).exitCode());
            try (var connection = other.connect("postgres")) {
                assertEquals(List.of(), TestDatabase.rows(connection, Wire.LEFT));
            }
        }
    }

    private static void assertReadersCan(Server server, String database) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement()) {
            statement.execute("create role somebody; grant brisk_reader to somebody; set role somebody");
            assertEquals(List.of("t"), TestDatabase.rows(connection, CALL));
        }
    }

    /** The embedded servers have no PL/Java, as a new server has none before its package is installed. */
    @ParameterizedTest
    @ValueSource(ints = {16, 17, 18})
    void onANewerServerWithoutPlJavaItSaysWhatIsMissingAndTheRestIsThere(int major, TestDatabase database)
            throws Exception {
        database.install();
        database.run("create table public.kept as select 7 as seven");
        var dump = dump(database, "plain");
        try (var newer = Servers.embedded(major)) {
            Coverage.server(newer);
            var url = newer.postgresUrl("postgres");

            restore(database.server(), dump, url);

            try (var connection = DriverManager.getConnection(newer.url("postgres"))) {
                assertEquals(List.of("7"), TestDatabase.rows(connection, "select seven from public.kept"));
            }
            var status = status(url);
            assertEquals(1, status.exitCode());
            assertTrue(status.out().contains("PL/Java is gone from this"), status.out());
            var inside = Pgbrisk.run("install", "--runtime", "pljava", "--url", url);
            assertEquals(1, inside.exitCode());
            assertTrue(inside.err().startsWith("ERROR:  PL/Java is not installed on this server"), inside.err());
            assertTrue(inside.err().contains("--runtime bridge"), inside.err());
            var beside = Pgbrisk.run("install", "--url", url);
            assertEquals(0, beside.exitCode(), beside.err());
            assertTrue(
                    beside.out()
                            .endsWith(
                                    "the functions now run in the companion; start it with: pgbrisk serve -d postgres\n"),
                    beside.out());
            assertEquals(
                    0,
                    Pgbrisk.run("call", "suggest_indexes", "queries=select 1", "--url", url)
                            .exitCode());

            var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", url);

            assertEquals(0, uninstall.exitCode(), uninstall.err());
            try (var connection = DriverManager.getConnection(newer.url("postgres"))) {
                assertEquals(
                        List.of(),
                        TestDatabase.rows(
                                connection,
                                "select nspname from pg_namespace where nspname in ('brisk', 'sqlj')"
                                        + " union all select rolname from pg_roles where rolname like 'brisk%'"));
            }
        }
    }
}
