package org.pgbrisk.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.SettingRegistry;

/** What needs no server; the rest is tried on all of them. */
class SettingsTest {
    /** @param lockTimeout a setting */
    public record Some(int lockTimeout, boolean on) {}

    private static CannedDatabase database(Settings.Values values) {
        return new CannedDatabase()
                .answer(Settings.StoreState.class, new Settings.StoreState(true))
                .answer(Settings.Values.class, values);
    }

    @Test
    void readsThemIntoARecord() throws SQLException {
        var values = new Settings.Values(Json.object("{\"lock_timeout\": 200, \"on\": true}"), null, null);
        assertEquals(new Some(200, true), Settings.read(database(values), Some.class, "", "('brisk.on')"));
    }

    @Test
    void refusesAValueThatASettingMayNotHave() {
        var values = new Settings.Values(Json.object("{}"), "invalid value", "Expected another.");
        var refused =
                assertThrows(UserError.class, () -> Settings.read(database(values), Some.class, "", "('brisk.on')"));
        assertEquals("22023", refused.getSQLState());
        assertEquals("invalid value", refused.getMessage());
        assertEquals("Expected another.", refused.hint());
    }

    @Test
    void theSqlHoldsNothingThatADriverOrASessionReadsInAnotherWay() {
        var definitions = SettingRegistry.definitions();
        var composed = List.of(
                Settings.installed(definitions), Settings.judging(definitions, "a"), Settings.names(definitions));
        for (var sql : composed) {
            assertFalse(sql.contains("?"), "a parameter to JDBC: " + sql);
            assertFalse(sql.contains("\\"), "an escape without standard_conforming_strings: " + sql);
        }
    }
}
