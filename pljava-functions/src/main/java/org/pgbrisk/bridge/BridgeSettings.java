package org.pgbrisk.bridge;

import java.sql.SQLException;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Settings;

/**
 * What the bridge lets be set; defined and described in settings.sql.
 *
 * @param timeout in milliseconds; obeyed by {@code brisk.call} itself
 * @param workers how many calls a companion serves at a time
 */
public record BridgeSettings(long timeout, int workers) {
    /** In milliseconds, as settings.sql has it. */
    public static final int DEFAULT_TIMEOUT = 300_000;

    public static BridgeSettings of(Database database) throws SQLException {
        return Settings.read(database, BridgeSettings.class, "bridge_");
    }
}
