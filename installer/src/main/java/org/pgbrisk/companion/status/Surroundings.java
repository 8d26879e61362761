package org.pgbrisk.companion.status;

import java.sql.SQLException;
import org.pgbrisk.companion.install.Parts;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.Trust;

/**
 * The server, the database and the login. See surroundings.sql for the columns.
 *
 * @param login quoted
 * @param suspect who owns schema brisk, or one of the functions in it, and has fewer rights than the caller; null when nobody does
 * @param alterStatementsTrack the beginning of the statement that sets it, at the source that is in force
 * @param alterQueryIds the same
 */
public record Surroundings(
        boolean standby,
        String login,
        String suspect,
        String sqljSuspect,
        boolean statementsLoaded,
        String statementsTrack,
        String alterStatementsTrack,
        String queryIds,
        String alterQueryIds,
        boolean cronLoaded,
        String cronDatabase,
        boolean reader,
        boolean readerWithoutInheriting,
        boolean briskUsage,
        boolean sqljUsage,
        boolean mayCall,
        boolean doorExists,
        boolean readsAllStats,
        int unreadableTables) {
    static Surroundings of(Database database) throws SQLException {
        return database.single(
                Surroundings.class,
                Resource.sql(Surroundings.class, "surroundings.sql").replace("${trusted}", Trust.in("o.oid")),
                Parts.ALL_FUNCTIONS);
    }

    /** Because of whom nothing of ours is called; null when of nobody. */
    String anySuspect() {
        return suspect != null ? suspect : sqljSuspect;
    }
}
