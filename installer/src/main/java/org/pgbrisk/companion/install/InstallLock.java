package org.pgbrisk.companion.install;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.pgbrisk.companion.connection.Sql;

/** Lets one installer at a time work on a database. */
final class InstallLock {
    /** "brsk" in ASCII, and 1: no other use of advisory locks hits upon these by chance. */
    private static final String KEY = "(1651667819, 1)";

    private static final String PATIENCE = "5min";

    private InstallLock() {}

    /** Held until the transaction ends; what is looked at afterwards cannot change under our hands. */
    static void take(Sql sql, Consumer<String> say) throws SQLException {
        if (!sql.is("select pg_try_advisory_xact_lock" + KEY)) {
            say.accept("waiting for another pgbrisk install or uninstall in this database …");
            sql.run("set local lock_timeout = '" + PATIENCE + "'");
            sql.texts("select pg_advisory_xact_lock" + KEY);
        }
    }
}
