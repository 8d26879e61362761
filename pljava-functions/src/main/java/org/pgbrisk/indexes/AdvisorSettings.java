package org.pgbrisk.indexes;

import java.sql.SQLException;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Settings;

/**
 * What the advisor lets be set; defined and described in settings.sql.
 *
 * @param lockTimeout in milliseconds
 * @param maxColumns keys of an index at most
 * @param storageBudget in kilobytes, 0 for no limit
 * @param timeLimit in milliseconds
 * @param unusedDays below 0 when no index counts as unused
 * @param verifyBuilds whether the caller accepts that writers wait for indexes that are tried
 */
public record AdvisorSettings(
        String costs,
        boolean foreignKeys,
        int lockTimeout,
        int maxColumns,
        double minBenefitPercent,
        int statements,
        long storageBudget,
        int timeLimit,
        int unusedDays,
        boolean verifyBuilds) {
    static AdvisorSettings of(Database database) throws SQLException {
        return Settings.read(database, AdvisorSettings.class, "advisor_");
    }

    /** In bytes, null for no limit. */
    Long budget() {
        return storageBudget == 0 ? null : Long.valueOf(storageBudget * 1024);
    }
}
