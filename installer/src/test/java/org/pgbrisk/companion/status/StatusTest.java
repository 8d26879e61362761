package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.Version;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
class StatusTest {
    private static final String OWN = Version.number();

    private static final List<String> LINES = List.of(
            "server",
            "pgbrisk",
            "PL/Java",
            "runtime",
            "companions",
            "Java options",
            "class-data archive",
            "sessions",
            "rights: calls",
            "rights: statements",
            "rights: tables",
            "hypopg",
            "pg_stat_statements",
            "pg_cron",
            "pgvector",
            "dblink",
            "pgstattuple",
            "settings");

    @Test
    @Requires("dblink")
    void anInstallationIsMissingUntilTheNextStepIsTaken(TestDatabase database) throws SQLException {
        var status = Status.of(database.url()).assertLine("pgbrisk", "wrong", "not installed, " + OWN + " available");

        assertEquals("missing", status.verdict("runtime"), status.printed());
        assertEquals("pgbrisk install", status.step("pgbrisk"), status.printed());
        Status.carryOut(status.step("pgbrisk"), database.server(), database.name());
        if (!database.server().offers("pljava")) {
            assertEquals(
                    "pgbrisk serve -d " + database.name(),
                    Status.of(database.url()).step("runtime"));
            database.serve();
        }
        var after = Status.of(database.url())
                .assertLine("pgbrisk", "ok", OWN + " installed, " + OWN + " available")
                .assertLine(
                        "runtime",
                        "ok",
                        database.server().offers("pljava") ? "pljava, inside the backend" : "bridge, in pgbrisk serve");
        assertEquals(0, after.exitCode(), after.printed());
    }

    @Test
    @Requires("dblink")
    void throughTheBridgeALoginNeedsNoMoreThanToBeAReader(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge).serve();
        var url = database.url(database.login("test_plain"));
        var before = Status.of(url)
                .assertLine("runtime", "wrong", "none in SQL: this login may not call it")
                .assertLine("companions", "ok", "for members of brisk_reader to see");
        assertEquals("grant brisk_reader to test_plain;", before.step("runtime"), before.printed());

        Status.carryOut(before.step("runtime"), database.server(), database.name());

        var after = Status.of(url)
                .assertLine("runtime", "ok", "bridge, in pgbrisk serve on ")
                .assertLine("companions", "ok", "1 serves: ");
        assertEquals(0, after.exitCode(), after.printed());
        database.run("revoke execute on function brisk.call(text, jsonb) from brisk_reader");
        var revoked = Status.of(url).assertLine("runtime", "wrong", "this login may not call it");
        Status.carryOut(revoked.step("rights: calls"), database.server(), database.name());
        assertEquals(0, Status.of(url).exitCode());
    }

    @Test
    void everyLineHasTheSameKeysInJson(TestDatabase database) {
        var status = Status.of(database.url());

        assertEquals(
                LINES,
                status.lines().stream().map(line -> line.getString("what")).toList());
        for (var line : status.lines()) {
            assertEquals(List.of("what", "verdict", "state", "cost", "next_step"), List.copyOf(line.keySet()));
            assertTrue(List.of("ok", "missing", "wrong").contains(line.getString("verdict")), line.toString());
            assertTrue(line.getString("state") != null, line.toString());
            assertTrue("ok".equals(line.getString("verdict")) || line.getString("next_step") != null, line.toString());
        }
    }

    @Test
    void isATableForPeople(TestDatabase database) {
        var status = Pgbrisk.run("status", "--url", database.url());

        assertTrue(status.out().startsWith(" what "), status.out());
        assertTrue(status.out().endsWith("(" + LINES.size() + " rows)\n"), status.out());
    }

    @Test
    @Requires("pljava")
    void theSchemaOfSomebodyElseIsRenamedAndThenInstalledBeside(TestDatabase database) throws SQLException {
        database.run("create schema brisk", "create table brisk.theirs (id int)");

        var status =
                Status.of(database.url()).assertLine("pgbrisk", "wrong", "schema brisk is there and is not pgbrisk's");
        assertEquals("alter schema brisk rename to brisk_before; then pgbrisk install", status.step("pgbrisk"));
        Status.carryOut(status.step("pgbrisk"), database.server(), database.name());

        assertEquals(0, Status.of(database.url()).exitCode());
        assertEquals(List.of("0"), database.rows("select count(*) from brisk_before.theirs"));
    }

    @Test
    @Requires("pljava")
    void aNewerInstallationWantsANewerCompanion(TestDatabase database) throws SQLException {
        database.install().run("comment on schema brisk is 'pgbrisk 0.11.0, functions jar 0123456789ab: newer'");

        var status =
                Status.of(database.url()).assertLine("pgbrisk", "wrong", "0.11.0 installed, " + OWN + " available");

        assertEquals("pgbrisk 0.11.0 or newer instead of this one", status.step("pgbrisk"));
        assertTrue(Pgbrisk.run("install", "--url", database.url())
                .err()
                .contains("has pgbrisk 0.11.0, this is pgbrisk " + OWN));
    }

    @Test
    void saysThatThereIsNoConnection() {
        var status = Pgbrisk.run("status", "--url", "postgresql://postgres@127.0.0.1:1/nowhere");

        assertEquals(3, status.exitCode());
        assertTrue(
                status.err().startsWith("ERROR:  connection to server at \"127.0.0.1\", port 1 failed: "),
                status.err());
        assertTrue(status.err().contains("HINT:  Say where the server is"), status.err());
        assertTrue(status.err().contains("SQLSTATE:  08001"), status.err());
    }
}
