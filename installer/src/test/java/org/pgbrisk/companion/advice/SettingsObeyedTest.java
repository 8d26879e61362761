package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pgbrisk.companion.install.SettingsSurface;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;

/** For each setting there is: that it is obeyed. */
@PostgresTest
@Tag("sql")
class SettingsObeyedTest {
    /** What shows that a setting is obeyed, in a session on {@link Shop#TABLES}. */
    interface Proof {
        void run(TestDatabase database, Connection session) throws Exception;
    }

    private static final Map<String, Proof> PROOFS = new TreeMap<>();

    static {
        PROOFS.putAll(AdvisorProofs.ALL);
        PROOFS.putAll(BridgeProofs.ALL);
    }

    static List<String> settings() {
        return List.copyOf(PROOFS.keySet());
    }

    @Test
    void everySettingHasAProof(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            SettingsSurface.install(connection);
            assertEquals(settings(), TestDatabase.rows(connection, "select name from brisk.settings order by name"));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isObeyed(String setting, TestDatabase database) throws Exception {
        database.run(Shop.TABLES);
        try (var session = database.connect()) {
            PROOFS.get(setting).run(database, session);
        }
    }
}
