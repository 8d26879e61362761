package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** From PL/Java to the bridge and back, in place. */
@PostgresTest
@Requires({"pljava", "dblink"})
class RuntimeSwitchTest {
    private static final String FUNCTIONS = """
            select p.oid::regprocedure, md5(pg_get_functiondef(p.oid)), obj_description(p.oid, 'pg_proc')
            from pg_proc p
            where p.pronamespace = 'brisk'::regnamespace
            order by 1""";

    private static final String STEPS = "select statement from brisk.uninstall_step order by 1";

    private static Pgbrisk install(TestDatabase database, Runtime runtime, String... more) {
        var install = Pgbrisk.run(Stream.concat(
                        Stream.of("install", "--runtime", runtime.name(), "--url", database.url()), Stream.of(more))
                .toArray(String[]::new));
        assertEquals(0, install.exitCode(), install.err());
        return install;
    }

    @Test
    void endsWhereAFreshInstallationEndsBothWays(TestDatabase database) throws SQLException {
        var empty = Catalogs.lines(database);
        database.install(Runtime.pljava);
        var inJava = Catalogs.lines(database);
        var inJavaFunctions = database.rows(FUNCTIONS);
        var inJavaSteps = database.rows(STEPS);
        assertEquals(
                0, Pgbrisk.run("uninstall", "--yes", "--url", database.url()).exitCode());
        database.install(Runtime.bridge);
        var bridged = Catalogs.lines(database);
        var bridgedFunctions = database.rows(FUNCTIONS);
        var bridgedSteps = database.rows(STEPS);

        var inside = install(database, Runtime.pljava);

        assertEquals(List.of(), Catalogs.difference(inJava, Catalogs.lines(database)));
        assertEquals(List.of(), Catalogs.difference(inJavaFunctions, database.rows(FUNCTIONS)));
        assertEquals(inJavaSteps, database.rows(STEPS));
        assertEquals(List.of(), database.rows("select * from brisk.wire"));
        assertTrue(inside.out().endsWith("the functions now run inside the server, in PL/Java\n"), inside.out());
        assertTrue(inside.out().contains("removed role brisk_wire_"), inside.out());
        assertTrue(inside.out().contains("undone: drop extension dblink"), inside.out());
        assertEquals(List.of(), database.rows("select * from brisk.suggest_indexes(queries => '{}') where rank > 0"));

        var beside = install(database, Runtime.bridge);

        assertEquals(List.of(), Catalogs.difference(bridged, Catalogs.lines(database)));
        assertEquals(List.of(), Catalogs.difference(bridgedFunctions, database.rows(FUNCTIONS)));
        assertEquals(bridgedSteps, database.rows(STEPS));
        assertTrue(
                beside.out()
                        .endsWith("the functions now run in the companion; start it with: pgbrisk serve -d "
                                + database.name() + "\n"),
                beside.out());
        assertTrue(beside.out().contains("removed jar pgbrisk_"), beside.out());
        assertTrue(beside.out().contains("undone: drop extension pljava"), beside.out());
        Wire.assertLogsIn(database);
        assertTrue(install(database, Runtime.auto).out().endsWith("nothing to do\n"));
        assertEquals(
                0, Pgbrisk.run("uninstall", "--yes", "--url", database.url()).exitCode());
        assertEquals(List.of(), Catalogs.difference(empty, Catalogs.lines(database)));
    }

    @Test
    void keepsWhatUsersHaveGrantedAndBuilt(TestDatabase database) throws SQLException {
        database.install(Runtime.pljava).login("test_alice");
        database.run(
                "grant usage on schema brisk to test_alice",
                "grant execute on function brisk.call to test_alice with grant option",
                "revoke execute on function brisk.show_runtime from brisk_reader",
                "create view public.mine as select brisk.call('suggest_indexes', null) as rows",
                "grant select on public.mine to test_alice");
        var call = "select 'brisk.call'::regproc::oid";
        var acl =
                "select proname, proacl from pg_proc where proname in ('call', 'show_runtime') and pronamespace = 'brisk'::regnamespace order by 1";
        var oid = database.rows(call);
        var before = database.rows(acl);

        for (var runtime : List.of(Runtime.bridge, Runtime.pljava, Runtime.bridge)) {
            install(database, runtime);

            assertEquals(oid, database.rows(call));
            assertEquals(before, database.rows(acl));
            assertEquals(List.of("mine"), database.rows("select relname from pg_class where relname = 'mine'"));
        }
    }

    @Test
    void leavesOtherJarsAndSettingsOfPlJavaAlone(TestDatabase database) throws SQLException {
        database.run("create extension pljava");
        database.run("create function public.mine() returns text language java as 'java.lang.System.lineSeparator'");
        var before = Catalogs.lines(database);
        database.install(Runtime.pljava);
        database.run(
                "insert into sqlj.jar_repository (jarname, jarorigin, jarowner) values ('other', 'test', 'postgres')");

        install(database, Runtime.bridge);

        assertEquals(List.of("other"), database.rows("select jarname from sqlj.jar_repository"));
        assertEquals(List.of("0"), database.rows("select count(*) from sqlj.classpath_entry"));
        assertEquals(
                0, Pgbrisk.run("uninstall", "--yes", "--url", database.url()).exitCode());
        assertEquals(List.of(), Catalogs.difference(before, Catalogs.lines(database)));
    }

    @Test
    void takesBackTheOptionsOfJvmArchive(TestDatabase database) throws SQLException {
        database.install(Runtime.pljava);
        database.run(
                "insert into brisk.uninstall_step (statement, reason) values ('alter database " + database.name()
                        + " reset pljava.vmoptions', 'pgbrisk jvm-archive --apply')",
                "alter database " + database.name() + " set pljava.vmoptions = '-Xmx32m'");

        var beside = install(database, Runtime.bridge);

        assertTrue(
                beside.out().contains("undone: alter database " + database.name() + " reset pljava.vmoptions"),
                beside.out());
        assertEquals(
                List.of("0"),
                database.rows("select count(*) from pg_db_role_setting r join pg_database d on d.oid = r.setdatabase"
                        + " where d.datname = current_database()"));
        assertEquals(List.of("drop extension dblink", "drop schema brisk_dblink"), database.rows(STEPS));
    }

    @Test
    void leavesAPlJavaWhoseJavaDoesNotStart(TestDatabase database) throws SQLException {
        database.install(Runtime.pljava);
        database.run("alter database " + database.name() + " set pljava.libjvm_location = '/nowhere/libjvm.so'");

        install(database, Runtime.bridge);

        assertEquals(List.of("plpgsql"), Wire.language(database));
        assertEquals(List.of(), database.rows("select nspname from pg_namespace where nspname = 'sqlj'"));
    }

    @Test
    void aDryRunSwitchesNothing(TestDatabase database) throws SQLException {
        database.install(Runtime.pljava);
        var before = Catalogs.rowVersions(database);

        var rehearsal = install(database, Runtime.bridge, "--dry-run");

        assertTrue(rehearsal.out().contains("the functions now run in the companion"), rehearsal.out());
        assertEquals(before, Catalogs.rowVersions(database));
        assertTrue(install(database, Runtime.auto).out().endsWith("nothing to do\n"));
    }

    @Test
    void bringsA010ToTheBridge(TestDatabase database) throws SQLException {
        var empty = Catalogs.lines(database);
        Releases.install010(database);

        install(database, Runtime.bridge);

        Wire.assertLogsIn(database);
        assertFalse(database.rows("select * from brisk.settings").isEmpty());
        assertEquals(
                0, Pgbrisk.run("uninstall", "--yes", "--url", database.url()).exitCode());
        assertEquals(List.of(), Catalogs.difference(empty, Catalogs.lines(database)));
    }

    @Test
    void autoKeepsWhatIsThereAndTakesWhatIsOfferedWhenThatIsGone(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        assertTrue(install(database, Runtime.auto).out().endsWith("nothing to do\n"));

        database.run("drop function brisk.call cascade");
        install(database, Runtime.auto);
        assertEquals(List.of("plpgsql"), Wire.language(database));

        install(database, Runtime.pljava);
        database.run("drop extension pljava cascade");
        install(database, Runtime.auto);
        assertEquals(List.of("java"), Wire.language(database));
    }
}
