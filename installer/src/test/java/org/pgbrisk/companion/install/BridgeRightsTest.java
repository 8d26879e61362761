package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/** Who may install the bridge: superusers, and owners of a database who may create roles. */
@PostgresTest
class BridgeRightsTest {
    private static void run(Server server, String database, String... statements) throws SQLException {
        try (var connection = server.connect(database);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> rows(Server server, String query) throws SQLException {
        try (var connection = server.connect("shop")) {
            return TestDatabase.rows(connection, query);
        }
    }

    private static String url(Server server, String login) {
        var superuser = server.postgresUrl("shop");
        return "postgresql://" + login + ":secret" + superuser.substring(superuser.lastIndexOf('@'));
    }

    /** A database whose owner is no superuser. */
    private static void shop(Server server) throws SQLException {
        run(
                server,
                "postgres",
                "create role owner login createrole password 'secret'",
                "create database shop owner owner");
    }

    private static void remove(Server server) throws SQLException {
        run(server, "postgres", "drop database shop with (force)", "drop role owner");
    }

    private static void assertLogsIn(Server server) throws SQLException {
        try (var superuser = server.connect("shop")) {
            Wire.assertLogsIn(superuser, server.url("shop"));
        }
    }

    private static void assertInstallsAndUninstalls(Server server, String url) throws SQLException {
        var install = Wire.run("install", url, "--runtime", "bridge");
        assertEquals(0, install.exitCode(), install.err());
        assertLogsIn(server);
        assertTrue(Wire.run("install", url).out().endsWith("nothing to do\n"));

        run(server, "shop", "delete from brisk.wire");
        var mend = Wire.run("install", url);
        assertEquals(0, mend.exitCode(), mend.err());
        assertTrue(mend.out().contains("a new password"), mend.out());
        assertLogsIn(server);

        var uninstall = Wire.run("uninstall", url, "--yes");
        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertFalse(uninstall.out().contains("kept:"), uninstall.out());
        assertEquals(List.of(), rows(server, Wire.LEFT + " except values ('extension dblink')"));
    }

    private static void assertBothMay(Server server) throws SQLException {
        shop(server);
        assertInstallsAndUninstalls(server, server.postgresUrl("shop"));
        assertEquals(List.of(), rows(server, Wire.LEFT));
        run(server, "shop", "create extension dblink", "revoke connect on database shop from public");
        assertInstallsAndUninstalls(server, url(server, "owner"));
        assertEquals(List.of("extension dblink"), rows(server, Wire.LEFT));
    }

    @Test
    void superusersMayAndSoMayOwnersWhoMayCreateRoles(Server server) throws SQLException {
        try {
            assertBothMay(server);
        } finally {
            remove(server);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 16, 17})
    void theSameOnOtherVersionsWhichHaveNoPlJava(int major) throws SQLException {
        try (var server = Servers.embedded(major)) {
            Coverage.server(server);
            assertBothMay(server);
            var auto = Wire.run("install", server.postgresUrl("shop"));
            assertEquals(0, auto.exitCode(), auto.err());
            assertEquals(List.of("plpgsql"), rows(server, """
                    select l.lanname from pg_proc p join pg_language l on l.oid = p.prolang
                    where p.oid = 'brisk.call'::regproc"""));
        }
    }

    @Test
    void anOwnerIsToldWhatASuperuserHasToDoFirst(Server server) throws SQLException {
        shop(server);
        try {
            var refused = Wire.run("install", url(server, "owner"), "--runtime", "bridge");

            assertEquals(1, refused.exitCode());
            assertTrue(
                    refused.err().contains("a superuser runs in this database: create extension dblink;"),
                    refused.err());
            assertTrue(refused.err().contains("SQLSTATE:  42501"), refused.err());
            assertEquals(List.of(), rows(server, Wire.LEFT));

            run(server, "shop", "create extension dblink");
            var install = Wire.run("install", url(server, "owner"), "--runtime", "bridge");
            assertEquals(0, install.exitCode(), install.err());
            assertEquals(0, Wire.run("uninstall", url(server, "owner"), "--yes").exitCode());
        } finally {
            remove(server);
        }
    }

    @Test
    void everyRightThatIsLackingIsNamed(Server server) throws SQLException {
        shop(server);
        run(
                server,
                "shop",
                "create extension dblink",
                "revoke execute on function dblink_connect(text, text) from public",
                "revoke connect on database shop from public",
                "create role somebody login password 'secret'",
                "grant create, connect on database shop to somebody");
        try {
            var refused = Wire.run("install", url(server, "somebody"), "--runtime", "bridge");

            assertEquals(1, refused.exitCode());
            for (var right : List.of(
                    "CREATEROLE, for the roles brisk_reader, brisk_operator and brisk_cache",
                    "CREATEROLE, for the role brisk_wire_",
                    "EXECUTE on the functions of extension dblink",
                    "ownership of database shop, for granting CONNECT")) {
                assertTrue(refused.err().contains(right), refused.err());
            }
            assertEquals(List.of("extension dblink"), rows(server, Wire.LEFT));
        } finally {
            run(server, "shop", "drop owned by somebody", "drop role somebody");
            remove(server);
        }
    }

    @Test
    void rolesThatAnotherOwnerCreatedAreKeptAndSaid() throws SQLException {
        try (var server = Servers.embedded(17)) {
            shop(server);
            run(server, "shop", "create extension dblink");
            run(server, "postgres", "create database other");
            assertEquals(
                    0,
                    Wire.run("install", server.postgresUrl("other"), "--runtime", "bridge")
                            .exitCode());

            var install = Wire.run("install", url(server, "owner"));
            var uninstall = Wire.run("uninstall", url(server, "owner"), "--yes");

            assertEquals(0, install.exitCode(), install.err());
            assertEquals(0, uninstall.exitCode(), uninstall.err());
            assertTrue(uninstall.out().contains("role brisk_reader: permission denied to drop role"), uninstall.out());
            assertTrue(uninstall.out().contains("  role brisk_wire_"), uninstall.out());
        }
    }

    @Test
    void aLoginThatOnlySuperusersMayChangeIsNamed() throws SQLException {
        try (var server = Servers.embedded(16)) {
            shop(server);
            run(server, "shop", "create extension dblink");
            var login = rows(server, "select 'brisk_wire_' || oid from pg_database where datname = 'shop'")
                    .get(0);
            run(server, "shop", "create role " + login);

            var refused = Wire.run("install", url(server, "owner"));

            assertEquals(1, refused.exitCode());
            assertTrue(refused.err().contains("the ADMIN option on role " + login), refused.err());
            run(server, "shop", "grant " + login + " to owner with admin option");
            var install = Wire.run("install", url(server, "owner"));
            assertEquals(0, install.exitCode(), install.err());
            assertLogsIn(server);
        }
    }
}
