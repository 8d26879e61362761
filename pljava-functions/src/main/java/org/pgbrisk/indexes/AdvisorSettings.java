package org.pgbrisk.indexes;

import java.sql.SQLException;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Settings;

/**
 * What the advisor lets be set; defined and described in settings.sql.
 *
 * @param lockTimeout in milliseconds
 * @param storageBudget in kilobytes, 0 for no limit
 * @param timeLimit in milliseconds
 * @param timePercent of the time of all statements
 */
public record AdvisorSettings(
        String costs,
        boolean foreignKeys,
        int lockTimeout,
        double minBenefitPercent,
        int statements,
        long storageBudget,
        int timeLimit,
        double timePercent) {
    static AdvisorSettings of(Database database) throws SQLException {
        return Settings.read(database, AdvisorSettings.class, "advisor_");
    }

    /** In bytes, null for no limit. */
    Long budget() {
        return storageBudget == 0 ? null : Long.valueOf(storageBudget * 1024);
    }
}
