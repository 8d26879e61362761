package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Json;

@PostgresTest
class StatusTest {
    private static JsonObject finding(Pgbrisk status, String what) {
        return Json.array(status.out()).stream()
                .map(JsonObject.class::cast)
                .filter(row -> what.equals(row.getString("what")))
                .findFirst()
                .orElseThrow();
    }

    private static Pgbrisk status(String url) {
        return Pgbrisk.run("status", "--json", "--url", url);
    }

    @Test
    void isNotFineBeforeAnInstallationAndNamesTheNextStep(TestDatabase database) {
        var status = status(database.url());

        assertEquals(1, status.exitCode(), status.err());
        assertEquals("not installed", finding(status, "pgbrisk").getString("state"));
        assertEquals("pgbrisk install", finding(status, "pgbrisk").getString("next_step"));
        assertEquals(false, finding(status, "functions").getBoolean("ok"));
    }

    @Test
    @Requires("pljava")
    void isFineAfterAnInstallation(TestDatabase database) throws SQLException {
        var status = status(database.install().url());

        assertEquals(0, status.exitCode(), status.err());
        assertEquals("0.2.0 installed", finding(status, "pgbrisk").getString("state"));
        assertTrue(finding(status, "functions").getString("state").startsWith("answer, with "), status.out());
    }

    @Test
    @Requires("pljava")
    void isNotFineForALoginThatMayNotCallAndNamesTheGrant(TestDatabase database) throws SQLException {
        database.install().login("\"Weird Login\"");
        database.login("test_nobody");

        var status = status(database.url("test_nobody"));

        assertEquals(1, status.exitCode(), status.err());
        assertEquals(true, finding(status, "pgbrisk").getBoolean("ok"));
        assertEquals(
                "grant brisk_reader to test_nobody;",
                finding(status, "functions").getString("next_step"));
        assertEquals(
                "grant brisk_reader to test_nobody;", finding(status, "rights").getString("next_step"));
    }

    @Test
    @Requires("pljava")
    void namesTheGrantThatAReaderLacks(TestDatabase database) throws SQLException {
        database.install().login("test_reader", "brisk_reader");

        var status = status(database.url("test_reader"));

        assertEquals(0, status.exitCode(), status.err());
        assertEquals(
                "grant pg_read_all_stats to test_reader;",
                finding(status, "rights").getString("next_step"));
    }

    @Test
    @Requires("hypopg")
    void saysWhatAMissingExtensionCosts(TestDatabase database) throws SQLException {
        database.run("drop extension hypopg");

        var hypopg = finding(status(database.url()), "hypopg");

        assertEquals("available, not created in this database", hypopg.getString("state"));
        assertEquals("suggestions rest on statistics, unproven by the planner", hypopg.getString("cost"));
        assertEquals("create extension hypopg;", hypopg.getString("next_step"));
    }

    @Test
    void isATableForPeople(TestDatabase database) {
        var status = Pgbrisk.run("status", "--url", database.url());

        assertTrue(status.out().startsWith(" what "), status.out());
        assertTrue(status.out().endsWith("(7 rows)\n"), status.out());
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
