package org.pgbrisk.companion.connection;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Cancels what the server is doing when the program is ended, by Ctrl-C say: else it would notice only once that is done. */
public final class CancelAtExit {
    private final Thread hook;

    private CancelAtExit(Thread hook) {
        this.hook = hook;
    }

    public static CancelAtExit of(Connection connection) throws SQLException {
        var session = connection.unwrap(PGConnection.class);
        var hook = new Thread(() -> cancel(session), "cancel at exit");
        Runtime.getRuntime().addShutdownHook(hook);
        // For an end without hooks. The server checks only where its operating system can.
        Sql.within(connection)
                .texts("select pg_catalog.set_config('client_connection_check_interval', '2s', false)"
                        + " where pg_catalog.version() ~ 'linux'");
        return new CancelAtExit(hook);
    }

    private static void cancel(PGConnection session) {
        try {
            session.cancelQuery();
        } catch (SQLException e) {
            System.err.println("could not cancel what the server is doing: " + e.getMessage());
        }
    }

    /** When there is nothing left to cancel. */
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs already.
        }
    }
}
