package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.pgbrisk.companion.bridge.SlowCall;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.TestDatabase;

/** That each setting of the bridge is obeyed. */
final class BridgeProofs {
    static final Map<String, SettingsObeyedTest.Proof> ALL = Map.of(
            "brisk.bridge_timeout", BridgeProofs::bridgeTimeout,
            "brisk.bridge_workers", BridgeProofs::bridgeWorkers);

    private BridgeProofs() {}

    private static void run(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void bridge(TestDatabase database) throws SQLException {
        if (!database.server().offers("dblink")) {
            Assumptions.abort("needs dblink, which this server does not offer");
        }
        database.install(Runtime.bridge);
        SlowCall.prepare(database);
    }

    private static void bridgeTimeout(TestDatabase database, Connection session) throws SQLException {
        bridge(database);
        database.serve();
        SlowCall.of(session, 1);
        run(session, "set brisk.bridge_timeout = '500ms'");
        var late = assertThrows(SQLException.class, () -> SlowCall.of(session, 1));
        assertEquals("57014", late.getSQLState());
        assertTrue(late.getMessage().contains("brisk.bridge_timeout (500ms)"), late.getMessage());
    }

    private static void bridgeWorkers(TestDatabase database, Connection session) throws Exception {
        bridge(database);
        run(session, "select brisk.set('bridge_workers', '2')");
        database.serve();
        assertEquals(List.of("2"), TestDatabase.rows(session, "select workers from brisk.companions"));
        try (var second = database.connect();
                var third = database.connect()) {
            var calls = List.of(SlowCall.begin(session, 3), SlowCall.begin(second, 3), SlowCall.begin(third, 0));
            SlowCall.await(database, 2, 1);
            for (var call : calls) {
                assertNull(call.get());
            }
        }
    }
}
