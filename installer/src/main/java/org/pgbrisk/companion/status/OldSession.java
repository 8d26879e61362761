package org.pgbrisk.companion.status;

import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;

/**
 * A session of this database that has loaded another jar than the one installed.
 *
 * @param state as in pg_stat_activity; unknown to a login that may not see it
 */
public record OldSession(int pid, String login, String state) {
    static List<OldSession> all(Database database, String installedJar) throws SQLException {
        return installedJar.matches("[0-9a-f]{8,}")
                ? database.query(OldSession.class, Resource.sql(OldSession.class, "sessions.sql"), installedJar)
                : List.of();
    }

    String words() {
        return pid + " (" + login + ", " + state + ")";
    }
}
