package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** An update that is killed or canceled, two at the same time, and users who do not wait for it. */
@PostgresTest
@Requires("pljava")
class InterruptedUpgradeTest {
    private static final int KILLS_BY_THE_CLOCK = 4;
    private static final int KILLS = 6;

    private static final String CALL = "select count(*) >= 0 from brisk.suggest_indexes(queries => '{}')";

    private static void assertWorks(TestDatabase database, String when) throws SQLException {
        assertEquals(List.of("t"), database.rows(CALL), when);
    }

    /** @return whether it is the new version that is there, all of it; else nothing was written since the old one was installed */
    private static boolean isUpdated(TestDatabase database, List<String> before, String when) throws SQLException {
        assertWorks(database, when);
        if (Catalogs.rowVersions(database).equals(before)) {
            return false;
        }
        var status = Pgbrisk.run("status", "--url", database.url());
        assertEquals(0, status.exitCode(), when + "\n" + status.out());
        return true;
    }

    @Test
    void leavesTheOldVersionOrTheNewOneWhenItIsKilledAtAnyMoment(TestDatabase database) throws Exception {
        var before = Catalogs.rowVersions(Releases.install010(database));
        var begin = System.nanoTime();
        assertEquals(0, Pgbrisk.start("install", "--url", database.url()).waitFor());
        var whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        var seed = System.nanoTime();
        var random = new Random(seed);
        var updated = true;
        var killedInTime = 0;

        for (int kill = 0; kill < KILLS_BY_THE_CLOCK; kill++) {
            if (updated) {
                assertEquals(
                        0,
                        Pgbrisk.run("uninstall", "--yes", "--url", database.url())
                                .exitCode());
                before = Catalogs.rowVersions(Releases.install010(database));
            }
            var moment = whole / 4 + random.nextLong(whole);
            var process = Pgbrisk.start("install", "--url", database.url());
            process.waitFor(moment, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            StopAtStatement.awaitNobodyElse(database);
            updated = isUpdated(database, before, "killed after " + moment + " ms, seed " + seed);
            killedInTime += updated ? 0 : 1;
        }

        assertTrue(killedInTime > 0, "no kill came in time");
        assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    @Test
    void leavesTheOldVersionWhenItIsKilledAtAnyOfItsStatements(TestDatabase database) throws Exception {
        Releases.install010(database);
        var stop = StopAtStatement.in(database);
        var begin = stop.count();
        assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());
        var statements = begin - stop.count();
        assertTrue(statements > 20, statements + " statements");
        assertEquals(
                0, Pgbrisk.run("uninstall", "--yes", "--url", database.url()).exitCode());
        var before = Catalogs.rowVersions(Releases.install010(database));
        var started = StopAtStatement.serverStarted(database);

        for (int kill = 1; kill <= KILLS; kill++) {
            var at = 1 + (statements - 1) * (kill - 1) / (KILLS - 1);
            stop.next(at);
            var process = Pgbrisk.start("install", "--url", database.url());
            stop.awaitStopped();
            process.destroyForcibly().waitFor();
            StopAtStatement.cancelOthers(database);
            StopAtStatement.awaitNobodyElse(database);
            assertEquals(started, StopAtStatement.serverStarted(database), "the server crashed");
            assertFalse(isUpdated(database, before, "killed at statement " + at + " of " + statements));
        }
        stop.remove();
        assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    @Test
    void leavesTheOldVersionWhenItIsCanceled(TestDatabase database) throws Exception {
        var before = Catalogs.rowVersions(Releases.install010(database));
        var stop = StopAtStatement.in(database);
        stop.next(15);
        var process = Pgbrisk.start("install", "--url", database.url());
        stop.awaitStopped();
        // Whoever calls meanwhile does not wait, and gets the old version.
        assertWorks(database, "while the update is in the middle");
        StopAtStatement.cancelOthers(database);

        assertEquals(1, process.waitFor());

        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("SQLSTATE:  57014"), said);
        assertFalse(isUpdated(database, before, "canceled"));
    }

    @Test
    void isDoneOnceWhenTenUpdateAtTheSameTime(TestDatabase database) throws Exception {
        Releases.install010(database);
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
            assertEquals(
                    1,
                    said.stream()
                            .filter(line -> line.endsWith("before it was 0.1.0"))
                            .count(),
                    said.toString());
            assertEquals(
                    9,
                    said.stream().filter(line -> line.endsWith("nothing to do")).count(),
                    said.toString());
        } finally {
            threads.shutdown();
        }
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
    }

    /** Classes are read when they are first needed: a jar that was replaced would fail these sessions. */
    @Test
    void whoeverCallsMeanwhileGoesOnOrIsToldToReconnect(@TempDir Path folder, TestDatabase database) throws Exception {
        Releases.install010(database);
        for (int next = 1; next <= 3; next++) {
            var release = Releases.madeUp("0.9." + next, Files.createDirectory(folder.resolve("v" + next)), Map.of());
            var callers = List.of(new Caller(database, CALL), new Caller(database, "execute p"));
            var threads = Executors.newFixedThreadPool(callers.size());
            try (var open = database.connect()) {
                var calls = callers.stream().map(threads::submit).toList();
                open.setAutoCommit(false);
                TestDatabase.rows(open, "select brisk.attempt('{}')");
                awaitMore(callers, calls);
                Releases.install(database, release);
                awaitMore(callers, calls);
                // This session has not loaded a class so far.
                TestDatabase.rows(open, CALL);
                open.commit();
                callers.forEach(caller -> caller.done = true);
                for (var call : calls) {
                    call.get();
                }
            } finally {
                callers.forEach(caller -> caller.done = true);
                threads.shutdown();
            }
        }
        assertEquals(List.of("2"), database.rows("select count(*) from sqlj.jar_repository"));
    }

    /** Its plan holds the function's oid: were it dropped, the next row would end with "cache lookup failed for function …". */
    @Test
    void aStatementThatCallsRowByRowGoesOn(TestDatabase database) throws Exception {
        Releases.install010(database);
        var thread = Executors.newSingleThreadExecutor();
        try {
            var calls = thread.submit(() -> database.rows("""
                    select count(brisk.attempt('{"attempts": [
                        {"statement": "select count(*) from pg_class"}, {"statement": "select pg_sleep(0.1)"}]}'::jsonb))
                    from generate_series(1, 60)"""));
            Thread.sleep(500);

            assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());

            assertFalse(calls.isDone(), "the update took longer than the statement");
            assertEquals(List.of("60"), calls.get());
        } finally {
            thread.shutdown();
        }
    }

    private static void awaitMore(List<Caller> callers, List<? extends Future<?>> calls) throws Exception {
        for (var caller : callers) {
            for (int target = caller.calls + 5; caller.calls < target; ) {
                for (var call : calls) {
                    if (call.isDone()) {
                        call.get();
                    }
                }
                Thread.sleep(10);
            }
        }
    }

    /** Calls and calls, two times in each transaction, until it is done; reconnects when, and only when, it is told to. */
    private static final class Caller implements Callable<Void> {
        private final TestDatabase database;
        private final String call;
        private volatile boolean done;
        private volatile int calls;

        private Caller(TestDatabase database, String call) {
            this.database = database;
            this.call = call;
        }

        @Override
        public Void call() throws SQLException {
            int made = 0;
            while (!done) {
                try (var connection = database.connect();
                        var statement = connection.createStatement()) {
                    statement.execute("prepare p as " + CALL);
                    while (!done) {
                        statement.execute("begin");
                        TestDatabase.rows(connection, call);
                        TestDatabase.rows(connection, call);
                        statement.execute("commit");
                        calls = ++made;
                    }
                } catch (SQLException e) {
                    if (!"55000".equals(e.getSQLState())) {
                        throw e;
                    }
                }
            }
            return null;
        }
    }

    @Test
    void aSessionThatBeganBeforeFindsWhatItLoadsAfterwards(TestDatabase database) throws SQLException {
        Releases.install010(database);
        try (var open = database.connect()) {
            // Loads the entry and little else.
            assertThrows(SQLException.class, () -> TestDatabase.rows(open, "select brisk.call('', null)"));
            assertEquals(0, Pgbrisk.run("install", "--url", database.url()).exitCode());

            assertEquals(List.of("t"), TestDatabase.rows(open, CALL));
        }
    }
}
