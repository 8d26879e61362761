package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.Standby;
import org.pgbrisk.companion.testing.TestDatabase;

/** What the bridge puts into a database, and that it keeps it, mends it and takes it out again. */
@PostgresTest
@Requires("dblink")
class BridgeTest {
    private static Pgbrisk install(TestDatabase database, String... more) {
        return Wire.run("install", database.url(), more);
    }

    private static void uninstall(TestDatabase database) {
        var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", database.url());
        assertEquals(0, uninstall.exitCode(), uninstall.err());
    }

    @Test
    void makesALoginSaysWhatIsLeftToDoAndLeavesNothingBehind(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);

        var install = install(database, "--runtime", "bridge");

        assertEquals(0, install.exitCode(), install.err());
        assertEquals("", install.err());
        assertTrue(
                install.out().contains("created extension dblink\ncreated role " + Wire.login(database) + "\n"),
                install.out());
        assertTrue(
                install.out().contains("start it, as role postgres: pgbrisk serve -d " + database.name() + "\n"),
                install.out());
        assertTrue(install.out().contains("grant brisk_reader to"), install.out());
        Wire.assertLogsIn(database);
        assertEquals(List.of("plpgsql"), Wire.language(database));
        uninstall(database);
        assertEquals(List.of(), Catalogs.difference(before, Catalogs.lines(database)));
    }

    @Test
    void theLoginMayCallItsEndOfTheWireAndNothingElse(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);

        try (var connection = database.connect()) {
            connection.createStatement().execute("set role " + Wire.login(database));
            assertEquals(
                    List.of("wire_answer", "wire_close", "wire_prove", "wire_submit", "wire_wait"),
                    TestDatabase.rows(connection, Wire.CALLABLE));
        }
    }

    @Test
    void changesNothingTheSecondTime(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var before = Wire.rowVersions(database);

        var again = install(database, "--runtime", "bridge");
        var auto = install(database);

        assertEquals(0, again.exitCode(), again.err());
        assertEquals(
                "pgbrisk 0.2.0 is already installed in database \"" + database.name() + "\", nothing to do\n",
                again.out());
        assertEquals(again, auto);
        assertEquals(before, Wire.rowVersions(database));
    }

    @Test
    void aDryRunLeavesNothing(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);

        var rehearsal = install(database, "--runtime", "bridge", "--dry-run");

        assertEquals(0, rehearsal.exitCode(), rehearsal.err());
        assertTrue(rehearsal.out().contains("created role brisk_wire_"), rehearsal.out());
        assertTrue(rehearsal.out().endsWith("all of this was taken back: a dry run changes nothing\n"));
        assertEquals(before, Catalogs.lines(database));
    }

    @Test
    void dblinkIsNobodyElsesWhereWeCreatedIt(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge).login("test_reader", "brisk_reader");

        try (var reader = database.connect("test_reader")) {
            assertEquals(
                    List.of("f"), TestDatabase.rows(reader, "select has_schema_privilege('brisk_dblink', 'usage')"));
        }
    }

    @Test
    void leavesADblinkThatWasThereBeforeWhereItIs(TestDatabase database) throws SQLException {
        database.run("create extension dblink");
        var before = Catalogs.lines(database);

        database.install(Runtime.bridge);

        assertEquals(
                List.of("public"),
                database.rows("select extnamespace::regnamespace from pg_extension where extname = 'dblink'"));
        uninstall(database);
        assertEquals(List.of(), Catalogs.difference(before, Catalogs.lines(database)));
    }

    @Test
    @Requires("own")
    void thePasswordDoesNotStandInTheLog(TestDatabase database) throws Exception {
        database.run(
                "alter database " + database.name() + " set log_statement = 'all'",
                "alter database " + database.name() + " set log_min_duration_statement = 0");

        database.install(Runtime.bridge);

        // The log is written in the encodings of all databases.
        var log = Files.readString(
                database.server().dataFolder().orElseThrow().resolveSibling("server.log"), StandardCharsets.ISO_8859_1);
        assertTrue(log.contains("create role " + Wire.login(database)), "the log is read");
        assertFalse(log.contains(Wire.password(database)), "the password is in the log");
    }

    @Test
    void keepsThePasswordOnAnUpdateAndMakesANewOneWhereItIsLost(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var first = Wire.password(database);

        database.run("drop function brisk.show_runtime");
        var update = install(database);
        assertEquals(0, update.exitCode(), update.err());
        assertFalse(update.out().contains("brisk_wire"), update.out());
        assertEquals(first, Wire.password(database));

        database.run("update brisk.wire set password = 'another'");
        var mend = install(database);
        assertEquals(0, mend.exitCode(), mend.err());
        assertTrue(mend.out().contains("gave role " + Wire.login(database) + " a new password"), mend.out());
        Wire.assertLogsIn(database);

        database.run("delete from brisk.wire");
        assertEquals(0, install(database).exitCode());
        Wire.assertLogsIn(database);
        assertTrue(install(database).out().endsWith("nothing to do\n"));
    }

    @Test
    void mendsWhatSomebodyDropped(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var before = Catalogs.lines(database);

        for (var damage : List.of(
                "drop extension dblink",
                "drop function brisk.call cascade",
                "revoke usage on schema brisk from " + Wire.login(database),
                "drop owned by " + Wire.login(database) + "; drop role " + Wire.login(database))) {
            database.run(damage);

            var mend = install(database);

            assertEquals(0, mend.exitCode(), damage + ": " + mend.err());
            Wire.assertLogsIn(database);
            assertEquals(List.of(), Catalogs.difference(before, Catalogs.lines(database)), damage);
        }
        uninstall(database);
        assertEquals(List.of(), database.rows(Wire.LEFT));
    }

    @Test
    void aRoleOfThisNameLosesWhatItHad(TestDatabase database) throws SQLException {
        var login = Wire.login(database);
        database.run(
                "create role " + login + " superuser createrole password 'known'",
                "grant pg_monitor to " + login,
                "alter role " + login + " set search_path = 'trap'");

        database.install(Runtime.bridge);

        assertEquals(List.of("f|f|f|f|f|f|t|null"), database.rows("""
                select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, rolinherit, rolcanlogin, rolconfig
                from pg_roles where rolname = '%s'""".formatted(login)));
        assertEquals(List.of("f"), database.rows("select pg_has_role('" + login + "', 'pg_monitor', 'member')"));
        Wire.assertLogsIn(database);
    }

    @Test
    void mayConnectWhereNotEverybodyMay(TestDatabase database) throws SQLException {
        database.run("revoke connect on database " + database.name() + " from public");
        var before = Catalogs.lines(database);

        database.install(Runtime.bridge);

        Wire.assertLogsIn(database);
        uninstall(database);
        assertEquals(List.of(), Catalogs.difference(before, Catalogs.lines(database)));
    }

    @Test
    void isMendedWhereConnectIsTakenFromEverybodyLater(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var password = Wire.password(database);
        database.run("revoke connect on database " + database.name() + " from public");

        assertEquals(0, install(database).exitCode());

        Wire.assertLogsIn(database);
        assertEquals(password, Wire.password(database));
    }

    @Test
    void eachDatabaseHasALoginOfItsOwn(TestDatabase database) throws SQLException {
        var other = database.sibling().install(Runtime.bridge);
        database.install(Runtime.bridge);

        assertNotEquals(Wire.login(database), Wire.login(other));
        assertNotEquals(Wire.password(database), Wire.password(other));
        Wire.assertLogsIn(database);
        uninstall(database);
        Wire.assertLogsIn(other);
        uninstall(other);
        assertEquals(List.of(), database.rows(Wire.LEFT));
    }

    @Test
    void aCopyOfADatabaseGetsALoginOfItsOwn(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var copy = database.sibling();
        try (var connection = database.server().connect();
                var statement = connection.createStatement()) {
            statement.execute("drop database " + copy.name());
            statement.execute("create database " + copy.name() + " template " + database.name());
        }

        var install = install(copy);

        assertEquals(0, install.exitCode(), install.err());
        assertTrue(install.out().contains("created role " + Wire.login(copy)), install.out());
        Wire.assertLogsIn(copy);
        assertEquals(
                List.of("f"),
                copy.rows("select has_schema_privilege('" + Wire.login(database) + "', 'brisk', 'usage')"));
        uninstall(database);
        Wire.assertLogsIn(copy);
        uninstall(copy);
        assertEquals(List.of(), database.rows(Wire.LEFT));
    }

    @Test
    void keepsTheLoginWhileAnotherDatabaseUsesIt(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var login = Wire.login(database);
        var other = database.sibling();
        other.run("create table public.t (id int)", "grant select on public.t to " + login);

        var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", database.url());

        other.run("drop owned by " + login, "drop role " + login);
        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertTrue(
                uninstall.out().contains("role " + login + ": role \"" + login + "\" cannot be dropped"),
                uninstall.out());
    }

    @Test
    void knowsItsOwnAddressUnlessItIsTold(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var address = "select host, port from brisk.wire";
        assertEquals(database.rows("select 'localhost', current_setting('port')"), database.rows(address));

        var told = install(database, "--wire-host", "/var/run/postgresql", "--wire-port", "5433");
        assertEquals(0, told.exitCode(), told.err());
        assertEquals(List.of("/var/run/postgresql|5433"), database.rows(address));
        assertTrue(install(database).out().endsWith("nothing to do\n"));
        assertTrue(install(database, "--wire-port", "5433").out().endsWith("nothing to do\n"));

        assertEquals(0, install(database, "--wire-host", "localhost").exitCode());
        assertEquals(List.of("localhost|5433"), database.rows(address));
    }

    @Test
    void refusesAnAddressThatIsNone(TestDatabase database) {
        var port = install(database, "--runtime", "bridge", "--wire-port", "65536");
        var host = install(database, "--runtime", "bridge", "--wire-host", " ");
        var inside = install(database, "--runtime", "pljava", "--wire-port", "5432");

        for (var refusal : List.of(port, host, inside)) {
            assertEquals(2, refusal.exitCode());
            assertTrue(refusal.err().contains("--wire-"), refusal.err());
        }
    }

    @Test
    void worksInADatabaseOfAnyName(TestDatabase database) throws SQLException {
        var name = "\"Weird \"\"Name\"\"; --\"";
        var url = database.url().replace(database.name(), "Weird%20%22Name%22%3B%20--");
        database.run("drop database if exists " + name, "create database " + name);
        try {
            var install = Wire.run("install", url, "--runtime", "bridge");
            assertEquals(0, install.exitCode(), install.err());
            assertTrue(install.out().contains(": pgbrisk serve -d 'Weird \"Name\"; --'\n"), install.out());
            try (var connection = database.server().connect("Weird \"Name\"; --")) {
                assertEquals(
                        1,
                        TestDatabase.rows(connection, "select * from brisk.wire")
                                .size());
                connection.createStatement().execute("revoke connect on database " + name + " from public");
            }
            assertEquals(0, Wire.run("install", url).exitCode());
            assertTrue(Wire.run("install", url).out().endsWith("nothing to do\n"));
            var uninstall = Wire.run("uninstall", url, "--yes");
            assertEquals(0, uninstall.exitCode(), uninstall.err());
            assertEquals(List.of(), database.rows(Wire.LEFT));
        } finally {
            database.run("drop database " + name);
        }
    }

    @Test
    @Requires("own")
    void isRefusedOnAStandby(TestDatabase database) throws Exception {
        try (var standby = Standby.of(database.server())) {
            var install = Wire.run("install", standby.url(database), "--runtime", "bridge");

            assertEquals(1, install.exitCode());
            assertTrue(install.err().contains("SQLSTATE:  25006"), install.err());
        }
    }

    /** An event trigger stops the installer at a statement picked from all of them, and it is killed there. */
    @Test
    void isNothingWhenItIsKilledAtAnyOfItsStatements(TestDatabase database) throws Exception {
        var stop = StopAtStatement.in(database);
        var begin = stop.count();
        assertEquals(0, install(database, "--runtime", "bridge").exitCode());
        var statements = begin - stop.count();
        uninstall(database);
        var kills = 6;
        for (int kill = 0; kill < kills; kill++) {
            stop.next(1 + (statements - 1) * kill / (kills - 1));
            var process = Pgbrisk.start("install", "--runtime", "bridge", "--url", database.url());
            stop.awaitStopped();
            process.destroyForcibly().waitFor();
            StopAtStatement.cancelOthers(database);
            StopAtStatement.awaitNobodyElse(database);
            assertEquals(List.of(), database.rows(Wire.LEFT));
        }
        stop.remove();
        assertEquals(0, install(database, "--runtime", "bridge").exitCode());
        Wire.assertLogsIn(database);
    }

    @Test
    void takesTheBridgeWhereTheServerHasNoPlJava(TestDatabase database) throws SQLException {
        var offered = database.server().offers("pljava");

        assertEquals(0, install(database).exitCode());

        assertEquals(List.of(offered ? "java" : "plpgsql"), Wire.language(database));
    }
}
