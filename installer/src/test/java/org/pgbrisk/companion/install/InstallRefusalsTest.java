package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Every refusal changes nothing and says what to do. */
@PostgresTest
class InstallRefusalsTest {
    private static final Stamp OWN = new Stamp("0.2.0", "0123456789ab");

    private static Site site(
            int version, boolean schema, boolean ours, String comment, boolean java, String available) {
        return new Site(
                "shop", "13.9", version, "alice", schema, ours, null, comment, null, false, java, available, false,
                true, true, true, true, true, true, List.of());
    }

    private static Refusal refusal(Site site) {
        return assertThrows(Refusal.class, () -> {
            site.requireInstallable(OWN);
            site.requireJava();
            site.requireRights(site.missingForJava(), false);
        });
    }

    private static void assertRefusal(Refusal refusal, String sqlstate, String message, String hint) {
        assertEquals(sqlstate, refusal.getSQLState());
        assertEquals(message, refusal.getMessage());
        assertTrue(refusal.hint().startsWith(hint), refusal.hint());
        assertEquals(1, refusal.exitCode());
    }

    @Test
    void refusesAServerOlderThan14() {
        assertRefusal(
                refusal(site(130009, false, false, null, true, "1.6.9")),
                "0A000",
                "pgbrisk needs PostgreSQL 14 or newer, this server is 13.9",
                "Upgrade the server");
    }

    @Test
    void namesThePackagesWherePlJavaIsMissing() {
        var refusal = refusal(site(170002, false, false, null, false, null));

        assertRefusal(
                refusal, "0A000", "PL/Java is not installed on this server", "Install postgresql-17-pljava (Debian");
        assertTrue(refusal.hint().contains("pljava_17 (RHEL"), refusal.hint());
        assertTrue(refusal.hint().contains("pgbrisk call FUNCTION"), refusal.hint());
    }

    @Test
    void refusesASchemaThatIsSomebodyElses() {
        assertRefusal(
                refusal(site(150000, true, false, "ours", true, null)),
                "42P06",
                "database \"shop\" has a schema brisk that is not pgbrisk's",
                "Rename it (alter schema brisk rename to …)");
    }

    @Test
    void refusesToGoBackToAnOlderVersion() {
        var newer = new Stamp("0.10.0", "abcdef").comment();

        assertRefusal(
                refusal(site(150000, true, true, newer, true, null)),
                "55000",
                "database \"shop\" has pgbrisk 0.10.0, this is pgbrisk 0.2.0",
                "Use the newer version; to go back, run its uninstall first.");
    }

    @Test
    void namesEveryRightThatALoginLacks() {
        var nobody = new Site(
                "shop", "15.1", 150001, "alice", false, false, null, null, null, false, true, null, false, false, false,
                false, false, true, false, List.of());

        var refusal = refusal(nobody);

        assertRefusal(
                refusal,
                "42501",
                "role \"alice\" may not install pgbrisk in database \"shop\"",
                "Run pgbrisk install as a superuser");
        for (var right : List.of("CREATE on database shop", "CREATEROLE", "USAGE on language java", "schema sqlj")) {
            assertTrue(refusal.detail().contains(right), refusal.detail());
        }
    }

    @Test
    @Requires("pljava")
    void refusesALoginWithoutRightsAndChangesNothing(TestDatabase database) throws SQLException {
        database.login("test_nobody");

        var install = Pgbrisk.run("install", "--url", database.url("test_nobody"));

        assertEquals(1, install.exitCode());
        assertTrue(
                install.err().startsWith("ERROR:  role \"test_nobody\" may not install pgbrisk in database"),
                install.err());
        assertTrue(install.err().contains("DETAIL:  It lacks: "), install.err());
        assertTrue(install.err().contains("SQLSTATE:  42501"), install.err());
        assertEquals(List.of(), database.rows("select nspname from pg_namespace where nspname in ('brisk', 'sqlj')"));
    }

    @Test
    @Requires("pljava")
    void refusesTheirSchemaAndLeavesItAlone(TestDatabase database) throws SQLException {
        database.run("create schema brisk");

        var install = Pgbrisk.run("install", "--url", database.url());

        assertEquals(1, install.exitCode());
        assertTrue(install.err().contains("SQLSTATE:  42P06"), install.err());
        assertEquals(
                List.of(), database.rows("select relname from pg_class where relnamespace = 'brisk'::regnamespace"));
    }

    @Test
    @Requires("pljava")
    void refusesASchemaVersionItDoesNotKnow(TestDatabase database) throws SQLException {
        database.install();
        database.run("""
                insert into brisk.flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (1000, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'x', 1, true)""");

        var install = Pgbrisk.run("install", "--url", database.url());

        assertEquals(1, install.exitCode());
        assertTrue(install.err().contains("has a newer schema of pgbrisk, this is pgbrisk 0.2.0"), install.err());
        assertTrue(install.err().contains("SQLSTATE:  55000"), install.err());
    }

    @Test
    @Requires("pljava")
    void saysHowToNameTheJavaThatPlJavaDoesNotFind(TestDatabase database) throws SQLException {
        database.run("alter database " + database.name() + " set pljava.libjvm_location = '/nowhere/libjvm.so'");

        var install = Pgbrisk.run("install", "--url", database.url());

        assertEquals(1, install.exitCode());
        assertTrue(
                install.err().startsWith("ERROR:  PL/Java is installed on this server, but finds no Java"),
                install.err());
        assertTrue(
                install.err().contains("DETAIL:  Java virtual machine not yet loaded: /nowhere/libjvm.so"),
                install.err());
        assertTrue(install.err().contains("pljava.libjvm_location = '"), install.err());
        assertTrue(install.err().contains("SQLSTATE:  55000"), install.err());
        assertEquals(List.of(), database.rows("select nspname from pg_namespace where nspname in ('brisk', 'sqlj')"));
    }

    @Test
    @Requires("pljava")
    void passesOnWhatTheServerSaysAboutAFailingMigration(TestDatabase database) throws SQLException {
        // An event trigger stands for whatever a server may have against a statement.
        database.run("""
                create function public.veto() returns event_trigger language plpgsql as $$
                begin
                    if exists (select from pg_event_trigger_ddl_commands() where object_identity like 'brisk.attempt(%') then
                        raise exception using errcode = 'P0042', message = 'no', hint = 'Ask the owner.';
                    end if;
                end $$""", "create event trigger veto on ddl_command_end execute function public.veto()");

        var install = Pgbrisk.run("install", "--url", database.url());

        assertEquals(1, install.exitCode());
        assertEquals("ERROR:  no\nHINT:  Ask the owner.\nSQLSTATE:  P0042\n", install.err());
        assertEquals(List.of(), database.rows("select nspname from pg_namespace where nspname in ('brisk', 'sqlj')"));
    }

    @Test
    void refusesWherePlJavaIsNotOffered(TestDatabase database) {
        assumeFalse(database.server().offers("pljava"), "needs a server without PL/Java, this one has it");

        var install = Pgbrisk.run("install", "--runtime", "pljava", "--url", database.url());

        assertEquals(1, install.exitCode());
        assertTrue(install.err().contains("SQLSTATE:  0A000"), install.err());
        assertTrue(install.err().contains("--runtime bridge"), install.err());
    }
}
