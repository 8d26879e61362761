package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.Serving;
import org.pgbrisk.companion.testing.Standby;
import org.pgbrisk.companion.testing.TestDatabase;

/** pgbrisk serve as a process: how it begins, what it refuses, how it ends. */
@PostgresTest
@Requires("dblink")
class ServeTest {
    private static final String CALL = "select count(*) from brisk.show_runtime()";

    private static Pgbrisk serve(String url, String... more) {
        var arguments = new ArrayList<>(List.of("serve", "--url", url));
        arguments.addAll(List.of(more));
        return Pgbrisk.run(arguments.toArray(String[]::new));
    }

    private static void assertRefused(Pgbrisk run, String sqlstate) {
        assertEquals(1, run.exitCode(), run.out() + run.err());
        assertTrue(run.err().contains("SQLSTATE:  " + sqlstate), run.err());
        assertTrue(run.err().contains("HINT:  "), run.err());
    }

    @Test
    void endsWithZeroWhenItIsToldToAndLetsACallFinish(TestDatabase database) throws Exception {
        database.install(Runtime.bridge);
        SlowCall.prepare(database);
        try (var serving = Serving.start(database);
                var caller = database.connect()) {
            var call = SlowCall.begin(caller, 1);
            SlowCall.await(database, 1, 0);

            serving.terminate();

            assertNull(call.get());
            assertEquals(0, serving.exitCode(), serving.said());
            assertTrue(serving.said().endsWith("ended"), serving.said());
            assertEquals(List.of("0"), database.rows("select count(*) from brisk.companion"));
            assertEquals(List.of("0"), database.rows("select count(*) from brisk.wire_call"));
        }
    }

    @Test
    void whoeverTakesLongerThanItCanWaitIsToldThatItWasStopped(TestDatabase database) throws Exception {
        database.install(Runtime.bridge);
        SlowCall.prepare(database);
        try (var serving = Serving.start(database);
                var caller = database.connect()) {
            var call = SlowCall.begin(caller, 10);
            SlowCall.await(database, 1, 0);

            serving.terminate();

            assertEquals(0, serving.exitCode(), serving.said());
            var error = call.get();
            assertTrue(List.of("57P01", "08006").contains(error.getSQLState()), error.toString());
            assertEquals(List.of("0"), database.rows("select count(*) from brisk.wire_call"));
        }
    }

    @Test
    void refusesASecondTimeUnlessItIsToldTo(TestDatabase database) throws Exception {
        database.install(Runtime.bridge).serve();

        var second = serve(database.url());

        assertRefused(second, "55006");
        assertTrue(second.err().contains("--beside-others"), second.err());
        try (var serving = Serving.start(database, "--beside-others")) {
            assertEquals(List.of("2"), database.rows("select count(*) from brisk.companions"));
            serving.kill();
        }
        assertEquals(List.of("1"), database.rows(CALL));
    }

    @Test
    void refusesADatabaseWithoutTheBridge(TestDatabase database) {
        assertRefused(serve(database.url()), "55000");
    }

    /** The comment of the schema says which version is installed. */
    @Test
    void anotherVersionInTheSchemaEndsItAndIsToldToWhoeverCalls(TestDatabase database) throws Exception {
        database.install(Runtime.bridge);
        var comment =
                database.rows("select obj_description('brisk'::regnamespace)").get(0);
        var newer = comment.replaceFirst("functions jar [0-9a-f]+", "functions jar 0123456789abcdef");
        try (var serving = Serving.start(database);
                var caller = database.connect()) {
            database.run("comment on schema brisk is '" + newer.replace("'", "''") + "'");
            var error = assertThrows(SQLException.class, () -> TestDatabase.rows(caller, CALL));
            assertEquals("55000", error.getSQLState());

            assertEquals(1, serving.exitCode(), serving.said());

            assertTrue(serving.said().contains("another version of pgbrisk has been installed"), serving.said());
            assertTrue(serving.said().contains("SQLSTATE:  55000"), serving.said());
            assertRefused(serve(database.url()), "55000");
            database.run("comment on schema brisk is '" + comment.replace("'", "''") + "'");
        }
    }

    @Test
    void endsWhenPgbriskIsTakenOut(TestDatabase database) throws Exception {
        database.install(Runtime.bridge);
        try (var serving = Serving.start(database)) {
            var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", database.url());
            assertEquals(0, uninstall.exitCode(), uninstall.err());

            assertEquals(1, serving.exitCode(), serving.said());

            assertTrue(serving.said().contains("SQLSTATE:  55000"), serving.said());
        }
    }

    @Test
    @Requires("own")
    void aStandbyIsRefusedAndSaysWhatWorksThere(TestDatabase database) throws Exception {
        database.install(Runtime.bridge);
        try (var standby = Standby.of(database.server());
                var caller = standby.connect(database)) {
            assertRefused(serve(standby.url(database)), "25006");
            var error = assertThrows(SQLException.class, () -> TestDatabase.rows(caller, CALL));
            assertEquals("25006", error.getSQLState());
            assertTrue(error.getMessage().contains("pgbrisk call show_runtime"), error.getMessage());
        }
    }
}
