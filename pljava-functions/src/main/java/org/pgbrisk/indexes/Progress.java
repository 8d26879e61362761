package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.pgbrisk.database.Database;

/**
 * Says in application_name how far a call is: what stands in a table of ours, nobody could see before it commits. For this transaction
 * only, so that a call that fails needs no statement to take it back.
 */
final class Progress {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final String WORKING = "pgbrisk: suggest_indexes ";

    private final Database database;
    private long next = System.nanoTime() + PAUSE;
    /** The caller's own; null while nothing has been said. */
    private String own;

    /** A row with an application_name. */
    public record Name(String name) {}

    Progress(Database database) {
        this.database = database;
    }

    /** Nothing within the first half second, and then twice a second at most. */
    void say(String done) throws SQLException {
        if (System.nanoTime() - next < 0) {
            return;
        }
        if (own == null) {
            own = database.single(Name.class, "select current_setting('application_name') as name")
                    .name();
        }
        set(WORKING + done);
        next = System.nanoTime() + PAUSE;
    }

    /** When all went well. */
    void end() throws SQLException {
        if (own != null) {
            set(own);
        }
    }

    private void set(String name) throws SQLException {
        database.single(Name.class, "select set_config('application_name', ?::text, true) as name", name);
    }
}
