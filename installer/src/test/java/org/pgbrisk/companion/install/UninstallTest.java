package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
@Requires("pljava")
class UninstallTest {
    private static final String SQLJ = """
            select 'jar ' || jarname from sqlj.jar_repository
            union all select 'entry ' || entryname from sqlj.jar_entry
            union all select 'path ' || schemaname from sqlj.classpath_entry
            union all select 'type ' || javaname from sqlj.typemap_entry
            union all select 'descriptor ' || jarid from sqlj.jar_descriptor""";

    private static Pgbrisk uninstall(TestDatabase database, String... more) {
        var arguments = new ArrayList<>(List.of("uninstall", "--url", database.url()));
        arguments.addAll(List.of(more));
        return Pgbrisk.run(arguments.toArray(String[]::new));
    }

    @Test
    void leavesTheCatalogsAsTheyWere(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);
        database.install();

        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertEquals(before, Catalogs.lines(database));
    }

    @Test
    void leavesPlJavaAsItWasWhereItWasThereBefore(TestDatabase database) throws SQLException {
        database.run("create extension pljava");
        var before = Catalogs.lines(database);
        var jars = database.rows(SQLJ);
        database.install();

        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertEquals(before, Catalogs.lines(database));
        assertEquals(jars, database.rows(SQLJ));
    }

    @Test
    void keepsPlJavaWhileItHoldsOtherJars(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "insert into sqlj.jar_repository (jarname, jarorigin, jarowner) values ('other', 'test', 'postgres')");

        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertTrue(uninstall.out().contains("extension pljava: it holds other jars"), uninstall.out());
        assertEquals(List.of("other"), database.rows("select jarname from sqlj.jar_repository"));
    }

    @Test
    void listsWhatItWouldDropAndDropsNothingWithoutATerminalToAskOn(TestDatabase database) throws SQLException {
        database.install();
        var before = Catalogs.lines(database);

        var uninstall = uninstall(database);

        assertEquals(2, uninstall.exitCode());
        assertTrue(uninstall.out().contains("schema brisk with"), uninstall.out());
        assertTrue(uninstall.out().contains("role brisk_reader"), uninstall.out());
        assertTrue(uninstall.err().contains("there is no terminal to ask on"), uninstall.err());
        assertTrue(uninstall.err().contains("HINT:  Add --yes"), uninstall.err());
        assertEquals(before, Catalogs.lines(database));
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    @Test
    void keepsTheRolesWhileAnotherDatabaseUsesThem(TestDatabase database) throws SQLException {
        database.sibling().install();
        database.install();

        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertTrue(
                uninstall.out().contains("role brisk_reader: role \"brisk_reader\" cannot be dropped"),
                uninstall.out());
        assertTrue(uninstall.out().contains(" objects in database " + database.name() + "_2"), uninstall.out());
        assertEquals(
                List.of("brisk_cache", "brisk_operator", "brisk_reader"),
                database.rows("select rolname from pg_roles where rolname like 'brisk%' order by 1"));
    }

    @Test
    void takesBackSettingsOfItsDatabaseAndNamesThoseOfAllDatabases(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);
        database.install();
        var hostile = "\"Ö \"\"x\"\"; --\"";
        database.login(hostile);
        database.run(
                "alter database " + database.name() + " set brisk.advisor_statements = 7",
                "alter role " + hostile + " in database " + database.name() + " set brisk.advisor_statements = 8",
                "alter role " + hostile + " set brisk.advisor_statements = 9",
                "alter role all set brisk.misspelt = 10",
                "select brisk.set('advisor_statements', '11')");

        var uninstall = uninstall(database, "--yes");

        database.run("alter role all reset brisk.misspelt", "drop role " + hostile);
        assertEquals(0, uninstall.exitCode(), uninstall.err());
        var left = "alter role " + hostile
                + " reset brisk.advisor_statements is left to do: it reaches the other databases too";
        assertTrue(uninstall.out().contains(left), uninstall.out());
        assertTrue(uninstall.out().contains("alter role all reset brisk.misspelt"), uninstall.out());
        assertEquals(before, Catalogs.lines(database));
    }

    @Test
    void takesBackASettingWhoseNameIsAKeyword(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);
        database.install();
        database.run("alter database " + database.name() + " set brisk.\"select\" = 7");

        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertFalse(uninstall.out().contains("left to do"), uninstall.out());
        assertEquals(before, Catalogs.lines(database));
    }

    @Test
    void namesTheMembersThatLoseTheirRole(TestDatabase database) throws SQLException {
        database.install().login("brisk_test_alice", "brisk_reader");

        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertTrue(uninstall.out().contains("role brisk_reader (its members: brisk_test_alice)"), uninstall.out());
    }

    @Test
    void stopsAtAViewThatDependsOnAFunctionAndNamesIt(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "create view public.mine as select * from brisk.suggest_indexes()",
                "create view public.deeper as table mine");

        var uninstall = uninstall(database, "--yes");

        assertEquals(1, uninstall.exitCode());
        assertEquals("", uninstall.out());
        assertEquals("""
                ERROR:  cannot uninstall pgbrisk because other objects depend on it
                DETAIL:  view public.deeper, view public.mine
                HINT:  Drop them first, or use --cascade to drop them too.
                SQLSTATE:  2BP01
                """.replace("view deeper, view mine", "view public.deeper, view public.mine"), uninstall.err());
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    @Test
    void stopsAtAColumnOfOneOfItsTypesAndNamesTheColumnOnly(TestDatabase database) throws SQLException {
        database.install();
        database.run("create table kept (id int, suggestion brisk.index_suggestion)");

        var refused = uninstall(database, "--yes");
        var cascaded = uninstall(database, "--yes", "--cascade");

        assertTrue(refused.err().contains("DETAIL:  column suggestion of table public.kept\n"), refused.err());
        assertEquals(0, cascaded.exitCode(), cascaded.err());
        assertTrue(cascaded.out().contains("column suggestion of table public.kept"), cascaded.out());
        assertEquals(List.of(), database.rows("select id from kept"));
    }

    @Test
    void stopsAtARuleOnATableOfTheUser(TestDatabase database) throws SQLException {
        database.install();
        database.run("""
                create table public.t (a int);
                create rule mine as on update to public.t do also select brisk.raise('P0001', 'changed', null, null)""");

        var uninstall = uninstall(database, "--yes");

        assertEquals(1, uninstall.exitCode());
        assertTrue(uninstall.err().contains("DETAIL:  rule mine on table public.t\n"), uninstall.err());
    }

    @Test
    void dropsDependentsWithCascade(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);
        database.install();
        database.run("create view public.mine as select * from brisk.suggest_indexes()");

        var uninstall = uninstall(database, "--yes", "--cascade");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertTrue(uninstall.out().contains("view public.mine (depends on pgbrisk)"), uninstall.out());
        assertEquals(before, Catalogs.lines(database));
    }

    @Test
    void keepsARoleThatWasThereBefore(TestDatabase database) throws SQLException {
        database.run("create role brisk_cache");
        database.install();

        var uninstall = uninstall(database, "--yes");

        assertTrue(uninstall.out().contains("role brisk_cache: it was there before pgbrisk"), uninstall.out());
        assertEquals(List.of("brisk_cache"), database.rows("select rolname from pg_roles where rolname like 'brisk%'"));
    }

    @Test
    void hasNothingToDoWherePgbriskIsNot(TestDatabase database) {
        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertEquals(
                "pgbrisk is not installed in database \"" + database.name() + "\", nothing to do\n", uninstall.out());
    }

    @Test
    void worksAfterSomebodyDroppedPlJava(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);
        database.install();
        database.run("drop extension pljava cascade", "drop schema sqlj");

        var uninstall = uninstall(database, "--yes");

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertEquals(before, Catalogs.lines(database));
    }

    @Test
    void refusesASchemaThatIsSomebodyElses(TestDatabase database) throws SQLException {
        database.run("create schema brisk", "create table brisk.theirs (id int)");

        var uninstall = uninstall(database, "--yes");

        assertEquals(1, uninstall.exitCode());
        assertTrue(uninstall.err().contains("SQLSTATE:  42P06"), uninstall.err());
        assertFalse(database.rows("select 'brisk.theirs'::regclass").isEmpty());
    }

    @Test
    void refusesALoginThatOwnsNothing(TestDatabase database) throws SQLException {
        database.install().login("test_nobody");

        var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", database.url("test_nobody"));

        assertEquals(1, uninstall.exitCode());
        assertTrue(uninstall.err().contains("SQLSTATE:  42501"), uninstall.err());
        assertTrue(uninstall.err().contains("HINT:  Run it as "), uninstall.err());
    }
}
