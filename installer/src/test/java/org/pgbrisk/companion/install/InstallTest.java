package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
@Requires("pljava")
class InstallTest {
    private static final int KILLS_BY_THE_CLOCK = 4;
    private static final int KILLS = 6;

    @Test
    void createsWhatTheFunctionsNeed(TestDatabase database) throws SQLException {
        var install = Pgbrisk.run("install", "--url", database.url());

        assertEquals(0, install.exitCode(), install.err());
        assertTrue(install.out().contains("created roles brisk_cache, brisk_operator, brisk_reader"), install.out());
        assertTrue(install.out().contains("is installed in database \"" + database.name() + "\""), install.out());
        assertEquals("", install.err());
        assertEquals(List.of(), database.rows("select * from brisk.suggest_indexes(queries => '{}') where rank > 0"));
    }

    @Test
    void changesNothingTheSecondTime(TestDatabase database) throws SQLException {
        database.install();
        var before = Catalogs.rowVersions(database);

        var again = Pgbrisk.run("install", "--url", database.url());

        assertEquals(0, again.exitCode(), again.err());
        assertEquals(
                "pgbrisk 0.2.0 is already installed in database \"" + database.name() + "\", nothing to do\n",
                again.out());
        assertEquals(before, Catalogs.rowVersions(database));
    }

    @Test
    void isDoneOnceWhenTenThreadsInstallAtTheSameTime(TestDatabase database) throws Exception {
        var threads = Executors.newFixedThreadPool(10);
        try {
            Callable<List<String>> install = () -> {
                try (var connection = database.connect()) {
                    return new Installer(connection, line -> {}).install();
                }
            };
            var said = new ArrayList<String>();
            for (var run : threads.invokeAll(Collections.nCopies(10, install))) {
                said.addAll(run.get());
            }
            assertOneInstallation(database, String.join("\n", said), 10);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void isDoneOnceWhenTenProcessesInstallAtTheSameTime(TestDatabase database) throws Exception {
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 10; i++) {
            processes.add(Pgbrisk.start("install", "--url", database.url()));
        }
        var said = new StringBuilder();
        for (var process : processes) {
            said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, process.waitFor(), said::toString);
        }
        assertOneInstallation(database, said.toString(), 10);
    }

    private static void assertOneInstallation(TestDatabase database, String said, int installers) throws SQLException {
        assertEquals(1, said.split("created schema brisk", -1).length - 1, said);
        assertEquals(installers - 1, said.split("nothing to do", -1).length - 1, said);
        assertEquals(
                List.of(),
                database.rows("select script from brisk.flyway_schema_history group by 1 having count(*) > 1"));
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    @Test
    void worksInSeveralDatabasesAtTheSameTimeAlthoughTheyShareTheRoles(TestDatabase database) throws Exception {
        var databases = List.of(database, database.sibling(), database.sibling(), database.sibling());
        var threads = Executors.newFixedThreadPool(databases.size());
        try {
            var installs = new ArrayList<Callable<TestDatabase>>();
            databases.forEach(each -> installs.add(each::install));
            for (var install : threads.invokeAll(installs)) {
                var installed = install.get();
                assertEquals(0, Pgbrisk.run("status", "--url", installed.url()).exitCode());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void worksInDatabasesOfOtherEncodings(TestDatabase database) throws SQLException {
        for (var encoding : List.of("LATIN1", "SQL_ASCII")) {
            var other = database.sibling("template template0 encoding '" + encoding + "' lc_collate 'C' lc_ctype 'C'");
            other.install();
            other.run(
                    "create table \"Größe\" as select g as \"Länge\" from generate_series(1, 20000) g",
                    "analyze \"Größe\"");
            var question =
                    "select ddl from brisk.suggest_indexes(queries => array[$$select * from \"Größe\" where \"Länge\" = 7"
                            + " and 'a very long text that is clipped where it is shown' <> '' ".repeat(5) + "$$])";
            var ddl = other.rows(question);
            assertTrue(ddl.get(0).endsWith("ON public.\"Größe\" (\"Länge\")"), encoding + ": " + ddl);
        }
    }

    @Test
    void waitsForTheRolesThatAnotherDatabaseIsMaking(TestDatabase database) throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try (var other = database.sibling().connect()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("create role brisk_reader; create role brisk_operator; create role brisk_cache;"
                        + " grant brisk_reader to brisk_operator");
            }
            var install = thread.submit(() -> database.install());
            while (database.rows("select from pg_stat_activity where wait_event = 'transactionid'")
                    .isEmpty()) {
                assertFalse(install.isDone(), "it did not wait");
                Thread.sleep(10);
            }
            other.commit();
            install.get();
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void isAllOrNothingWhenItIsKilledAtAnyMoment(TestDatabase database) throws Exception {
        var begin = System.nanoTime();
        assertEquals(0, Pgbrisk.start("install", "--url", database.url()).waitFor());
        var whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        var seed = System.nanoTime();
        var random = new Random(seed);
        var installed = 1;

        for (int kill = 0; kill < KILLS_BY_THE_CLOCK; kill++) {
            assertEquals(
                    0,
                    Pgbrisk.run("uninstall", "--yes", "--url", database.url()).exitCode());
            var moment = whole / 4 + random.nextLong(whole);
            var process = Pgbrisk.start("install", "--url", database.url());
            process.waitFor(moment, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            StopAtStatement.awaitNobodyElse(database);
            installed += assertAllOrNothing(database, "killed after " + moment + " ms, seed " + seed);
        }

        assertTrue(installed < KILLS_BY_THE_CLOCK + 1, "no kill came in time");
        assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    /**
     * By the clock nearly every kill falls into the start of the server's Java, which takes most of the time. So here an event trigger
     * stops the installer at a statement picked from all of them, and it is killed there.
     */
    @Test
    void isNothingWhenItIsKilledAtAnyOfItsStatements(TestDatabase database) throws Exception {
        var stop = StopAtStatement.in(database);
        var begin = stop.count();
        assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());
        var statements = begin - stop.count();
        assertTrue(statements > 30, statements + " statements");
        uninstall(database);

        var started = StopAtStatement.serverStarted(database);
        for (int kill = 1; kill <= KILLS; kill++) {
            var at = 1 + (statements - 1) * (kill - 1) / (KILLS - 1);
            stop.next(at);
            var process = Pgbrisk.start("install", "--url", database.url());
            stop.awaitStopped();
            process.destroyForcibly().waitFor();
            // Long enough for a server that looks after its clients to end the connection, if the installer let it.
            Thread.sleep(200);
            StopAtStatement.cancelOthers(database);
            StopAtStatement.awaitNobodyElse(database);
            assertEquals(started, StopAtStatement.serverStarted(database), "the server crashed");
            assertEquals(0, assertAllOrNothing(database, "killed at statement " + at + " of " + statements));
        }
        stop.remove();
        assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    private static void uninstall(TestDatabase database) {
        assertEquals(
                0, Pgbrisk.run("uninstall", "--yes", "--url", database.url()).exitCode());
    }

    /** @return 1 when pgbrisk is there */
    private static int assertAllOrNothing(TestDatabase database, String when) throws SQLException {
        var there = Pgbrisk.run("status", "--url", database.url()).exitCode() == 0;
        if (!there) {
            var remains = database.rows("""
                    select 'schema ' || nspname from pg_namespace where nspname in ('brisk', 'sqlj')
                    union all select 'role ' || rolname from pg_roles where rolname like 'brisk%'
                    union all select 'language ' || lanname from pg_language where lanname like 'java%'""");
            assertEquals(List.of(), remains, when);
        }
        return there ? 1 : 0;
    }

    @Test
    void replacesAJarThatChangedAndSaysWhoKeepsTheOldOne(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "update sqlj.jar_repository set jarname = 'pgbrisk_000000000000'",
                "comment on schema brisk is 'pgbrisk 0.0.9, functions jar 000000000000: …'");
        assertEquals(1, Pgbrisk.run("status", "--url", database.url()).exitCode());

        var update = Pgbrisk.run("install", "--url", database.url());

        assertEquals(0, update.exitCode(), update.err());
        assertTrue(update.out().contains("replaced the functions' jar"), update.out());
        assertTrue(update.out().contains("have to reconnect"), update.out());
        assertEquals(
                List.of("2", "brisk"),
                database.rows("select count(*)::text from sqlj.jar_repository"
                        + " union all select schemaname from sqlj.classpath_entry"));
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    @Test
    void mendsAnInstallationWhosePlJavaWasDropped(TestDatabase database) throws SQLException {
        database.install();
        database.run("drop extension pljava cascade");
        assertEquals(1, Pgbrisk.run("status", "--url", database.url()).exitCode());

        assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());

        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }
}
