package org.pgbrisk.companion.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.Standby;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
@Requires({"own", "pljava"})
class JvmArchiveTest {
    private static final Pattern NEXT_STEP = Pattern.compile("(?m)^    (alter database .*);$");

    private static Pgbrisk archive(String url, String... arguments) {
        var all = new ArrayList<>(List.of("jvm-archive", "--url", url));
        all.addAll(List.of(arguments));
        return Pgbrisk.run(all.toArray(String[]::new));
    }

    private static String file(TestDatabase database, String name) {
        return database.server().dataFolder().orElseThrow().resolve(name).toString();
    }

    /** Java's own count: how many of the classes of a first call it took from which place. */
    private static long fromArchive(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            var options = TestDatabase.rows(connection, "select current_setting('pljava.vmoptions')")
                    .get(0)
                    .replace("-Xlog:disable", "");
            statement.execute("set pljava.vmoptions = '" + options + " -Xlog:class+load'");
            statement.execute("set client_min_messages = info");
            statement.execute("select * from brisk.show_runtime()");
            long count = 0;
            for (var said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                count += said.getMessage().contains("shared objects file (top)") ? 1 : 0;
            }
            return count;
        }
    }

    @Test
    void makesAnArchiveThatLaterSessionsFindByTheNextStepItPrints(TestDatabase database) throws SQLException {
        database.install();
        var made = archive(database.url(), "--file", file(database, "next_step.jsa"));

        assertEquals(0, made.exitCode(), made.err());
        assertTrue(made.out().startsWith("the server wrote " + file(database, "next_step.jsa")), made.out());
        var step = NEXT_STEP.matcher(made.out());
        assertTrue(step.find(), made.out());
        assertEquals(
                List.of(),
                database.rows("select 1 from pg_db_role_setting where setdatabase ="
                        + " (select oid from pg_database where datname = current_database())"));
        database.run(step.group(1));
        assertTrue(fromArchive(database) > 500, "classes from the archive: " + fromArchive(database));
    }

    @Test
    void appliesItAndUninstallingTakesItBack(TestDatabase database) throws SQLException {
        database.install().run("alter database " + database.name() + " set pljava.vmoptions = '-Xmx48m'");
        var file = file(database, "applied.jsa");

        var first = archive(database.url(), "--apply", "--file", file);
        var again = archive(database.url(), "--apply", "--file", file);

        assertEquals(0, first.exitCode(), first.err());
        assertEquals(0, again.exitCode(), again.err());
        var options = JvmOptions.parse(
                database.rows("select current_setting('pljava.vmoptions')").get(0));
        assertEquals("-Xmx48m", options.options().get(0));
        assertEquals(file, options.archive().orElseThrow());
        assertTrue(fromArchive(database) > 500, "classes from the archive: " + fromArchive(database));
        var uninstalled = Pgbrisk.run("uninstall", "--yes", "--url", database.url());
        assertEquals(0, uninstalled.exitCode(), uninstalled.out() + uninstalled.err());
        assertEquals(List.of("-Xmx48m"), database.rows("select current_setting('pljava.vmoptions')"));
    }

    @Test
    void uninstallingTakesBackOnlyWhatIsStillInForceInItsOwnDatabase(TestDatabase database) throws SQLException {
        database.install();
        var sibling = database.sibling().install();
        var file = file(database, "restored.jsa");
        var applied = archive(database.url(), "--apply", "--file", file);
        assertEquals(0, applied.exitCode(), applied.err());
        var options = database.rows("select current_setting('pljava.vmoptions')");
        var step =
                database.rows("select statement from brisk.uninstall_step where reason like 'pgbrisk jvm-archive %'");
        assertEquals(1, step.size());
        sibling.run(
                "insert into brisk.uninstall_step (statement, reason) values ($step$" + step.get(0)
                        + "$step$, 'pgbrisk jvm-archive --apply set pljava.vmoptions')",
                "alter database " + sibling.name() + " set pljava.vmoptions = '-Xmx49m'");

        var restored = Pgbrisk.run("uninstall", "--yes", "--url", sibling.url());
        assertEquals(0, restored.exitCode(), restored.out() + restored.err());
        assertEquals(List.of("-Xmx49m"), sibling.rows("select current_setting('pljava.vmoptions')"));
        assertEquals(options, database.rows("select current_setting('pljava.vmoptions')"));

        database.run("alter database " + database.name() + " set pljava.vmoptions = '-Xmx50m'");
        var uninstalled = Pgbrisk.run("uninstall", "--yes", "--url", database.url());
        assertEquals(0, uninstalled.exitCode(), uninstalled.out() + uninstalled.err());
        assertEquals(List.of("-Xmx50m"), database.rows("select current_setting('pljava.vmoptions')"));
        assertTrue(uninstalled.out().contains("pljava.vmoptions of this database"), uninstalled.out());
    }

    @Test
    void anArchiveThatDoesNotFitIsPassedOverInSilence(TestDatabase database) throws SQLException {
        database.install();
        var file = file(database, "unfit.jsa");
        database.run("copy (select repeat('x', 100000)) to '" + file + "'");
        var options = JvmOptions.recommended(Runtime.version().feature(), Optional.of(file));

        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("set client_min_messages = debug1");
            statement.execute("set pljava.vmoptions = '" + options.text() + "'");
            statement.execute("select * from brisk.show_runtime()");
            for (var said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                assertTrue(!said.getMessage().contains("archive"), said.getMessage());
            }
        }
    }

    @Test
    void isForSuperusers(TestDatabase database) throws SQLException {
        database.install().login("test_operator", "brisk_operator");

        var refused = archive(database.url("test_operator"));

        assertEquals(1, refused.exitCode());
        assertEquals("""
                ERROR:  role "test_operator" may not make an archive of Java's classes
                DETAIL:  It is written by the server, through an option of its Java: pljava.vmoptions is for superusers.
                HINT:  Run pgbrisk jvm-archive as a superuser.
                SQLSTATE:  42501
                """, refused.err());
    }

    @Test
    void needsAnInstallation(TestDatabase database) {
        var refused = archive(database.url());

        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("HINT:  Run pgbrisk install first."), refused.err());
        assertTrue(refused.err().contains("SQLSTATE:  55000"), refused.err());
    }

    @Test
    void refusesAFileThatWouldHarmSomethingOrCannotBeWritten(TestDatabase database) throws SQLException {
        database.install();

        assertRefused(1, "58P02", archive(database.url(), "--file", file(database, "postgresql.conf")));
        assertRefused(1, "58P01", archive(database.url(), "--file", file(database, "nowhere/a.jsa")));
        assertRefused(1, "42809", archive(database.url(), "--file", file(database, "base")));
        assertRefused(1, "58030", archive(database.url(), "--file", "/proc/a.jsa"));
        assertRefused(2, "22023", archive(database.url(), "--file", "a.jsa"));
        assertRefused(2, "22023", archive(database.url(), "--file", "/tmp/a -b"));
        assertRefused(2, "22023", archive(database.url(), "--file", "/tmp/a:b"));
    }

    private static void assertRefused(int exitCode, String sqlstate, Pgbrisk run) {
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().endsWith("SQLSTATE:  " + sqlstate + "\n"), run.err());
        assertTrue(run.err().contains("HINT:  "), run.err());
    }

    @Test
    void onAStandbyItMakesTheArchiveAndRefusesToChangeTheDatabase(TestDatabase database) throws Exception {
        database.install();
        try (var standby = Standby.of(database.server())) {
            var made = archive(standby.url(database));
            var applied = archive(standby.url(database), "--apply");

            assertEquals(0, made.exitCode(), made.err());
            assertRefused(1, "25006", applied);
        }
    }
}
