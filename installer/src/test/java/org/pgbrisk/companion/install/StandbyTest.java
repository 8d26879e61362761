package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.Standby;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
@Requires({"own", "pljava"})
class StandbyTest {
    @Test
    void onAStandbyAllThatLooksWorksAndTheRestIsRefused(TestDatabase database) throws Exception {
        database.install();
        try (var standby = Standby.of(database.server())) {
            var url = standby.url(database);

            var status = Pgbrisk.run("status", "--url", url);
            var call = Pgbrisk.run("call", "suggest_indexes", "queries=select 1", "--json", "--url", url);
            assertEquals(0, status.exitCode(), status.out() + status.err());
            assertTrue(status.out().contains("standby"), status.out());
            assertEquals(0, call.exitCode(), call.err());

            for (var command : new String[][] {{"install"}, {"uninstall", "--yes"}}) {
                assertRefused(command, url);
            }
        }
    }

    @Test
    void whatAStandbyLacksIsInstalledOnThePrimary(TestDatabase database) throws Exception {
        try (var standby = Standby.of(database.server())) {
            var url = standby.url(database);
            var status = Pgbrisk.run("status", "--csv", "--url", url);
            assertEquals(1, status.exitCode(), status.out() + status.err());
            assertTrue(status.out().contains("pgbrisk,wrong,\"not installed, "), status.out());
            assertTrue(status.out().contains(",pgbrisk install on the primary\n"), status.out());

            database.install();

            awaitReplay(database, standby);
            var after = Pgbrisk.run("status", "--csv", "--url", url);
            assertEquals(0, after.exitCode(), after.out() + after.err());
        }
    }

    private static void awaitReplay(TestDatabase database, Standby standby) throws Exception {
        var sent = database.rows("select pg_current_wal_lsn()").get(0);
        try (var connection = standby.connect(database)) {
            for (int i = 0; i < 300; i++) {
                if (TestDatabase.rows(connection, "select pg_last_wal_replay_lsn() >= '" + sent + "'::pg_lsn")
                        .equals(List.of("t"))) {
                    return;
                }
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the standby did not get as far as " + sent);
    }

    private static void assertRefused(String[] command, String url) {
        var run = command.length == 1
                ? Pgbrisk.run(command[0], "--url", url)
                : Pgbrisk.run(command[0], command[1], "--url", url);
        assertEquals(1, run.exitCode());
        assertEquals("""
                ERROR:  this server is a standby, which nothing can be changed on
                HINT:  Run it on the primary; the standby follows by itself.
                SQLSTATE:  25006
                """, run.err());
    }
}
