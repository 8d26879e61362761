package org.pgbrisk.companion.bridge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.bridge.BridgeSettings;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.install.Site;
import org.pgbrisk.companion.install.Stamp;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.SqlState;

/**
 * A companion's entry in the database that it serves. It counts as alive as long as its first connection holds the advisory lock (1651667820,
 * number).
 *
 * @param login whom it logged in as
 */
record Registration(int number, String database, String login, int workers) {
    private static final String LOCKS = "1651667820";

    private static final int NUMBERS = 100;

    private static final String ONE_AT_A_TIME = "lock table brisk.companion in share row exclusive mode";

    private static final String DEAD = "pg_try_advisory_xact_lock_shared(" + LOCKS + ", companion)";

    /**
     * @param control the connection that lives as long as the companion
     * @param besideOthers whether it may serve where another one does already
     * @throws Refusal when this database cannot be served by this companion
     */
    static Registration register(Connection control, boolean besideOthers) throws SQLException {
        control.setAutoCommit(false);
        try {
            var sql = Sql.begin(control);
            var site = Site.of(control);
            requireServable(sql, site);
            sql.run(ONE_AT_A_TIME);
            sql.run("delete from brisk.companion where " + DEAD);
            if (!besideOthers) {
                requireAlone(sql, site);
            }
            var settings = BridgeSettings.of(JdbcDatabase.installed(control));
            var number = number(sql, settings.workers());
            sql.run("listen brisk_wire");
            control.commit();
            return new Registration(number, site.database(), site.login(), settings.workers());
        } catch (SQLException e) {
            if (!control.isClosed()) {
                control.rollback();
            }
            throw e;
        } finally {
            if (!control.isClosed()) {
                control.setAutoCommit(true);
            }
        }
    }

    /** Nobody has used it before, so nobody has a reason to hold its lock; whoever does all the same does not stop us. */
    private static int number(Sql sql, int workers) throws SQLException {
        for (int i = 0; i < NUMBERS; i++) {
            var number = Integer.parseInt(sql.text(
                    """
                    insert into brisk.companion (pid, version, jar, host, workers)
                    values (pg_backend_pid(), ?, ?, ?, ?)
                    returning companion""", Stamp.ofThisBuild().version(), Stamp.ofThisBuild().jar(), host(), workers));
            if (sql.is("select pg_try_advisory_lock(" + LOCKS + ", ?)", number)) {
                return number;
            }
            sql.run("delete from brisk.companion where companion = " + number);
        }
        throw Refusal.refused(
                SqlState.OBJECT_IN_USE,
                "somebody holds all advisory locks that a companion could take",
                "By the lock (" + LOCKS + ", number) callers know that a companion lives.",
                "Look in pg_locks who it is, end that session, and try again.");
    }

    private static void requireServable(Sql sql, Site site) throws SQLException {
        if (sql.is("select pg_is_in_recovery()")) {
            throw Refusal.refused(
                    SqlState.READ_ONLY_SQL_TRANSACTION,
                    "this server is a standby, which the bridge cannot be used on",
                    null,
                    "Run pgbrisk serve against the primary; on the standby pgbrisk call works.");
        }
        site.requireOurs();
        site.requireTrusted();
        requireBridge(site);
        requireSameVersion(site, Stamp.ofThisBuild());
        if (!site.superuser() && !site.ownsSchema()) {
            throw Refusal.refused(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "role \"" + site.login() + "\" may not serve database \"" + site.database() + "\"",
                    "Whoever serves says what runs in the sessions of the callers, with their rights.",
                    "Run pgbrisk serve as the owner of schema brisk (-U), or grant that role to \"" + site.login()
                            + "\".");
        }
    }

    private static void requireBridge(Site site) throws Refusal {
        if (site.runtime().filter(Runtime.bridge::equals).isEmpty()) {
            throw Refusal.refused(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    site.ours()
                            ? "in database \"" + site.database()
                                    + "\" the functions run in PL/Java: there is nothing to serve"
                            : "pgbrisk is not installed in database \"" + site.database() + "\"",
                    null,
                    "Run pgbrisk install --runtime bridge first.");
        }
    }

    private static void requireSameVersion(Site site, Stamp own) throws Refusal {
        var there = site.installed();
        if (there.filter(own::equals).isEmpty()) {
            var version = there.map(Stamp::version).orElse("of unknown version");
            var older = there.filter(stamp -> stamp.isNewerThan(own)).isEmpty();
            throw Refusal.refused(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "database \"" + site.database() + "\" has pgbrisk " + version + " (functions jar "
                            + there.map(Stamp::jar).orElse("unknown") + "), this is pgbrisk " + own.version()
                            + " (functions jar " + own.jar() + ")",
                    "What serves has to be what is installed.",
                    older ? "Run pgbrisk install with this version first." : "Serve with pgbrisk " + version + ".");
        }
    }

    private static void requireAlone(Sql sql, Site site) throws SQLException {
        var others = sql.texts(
                "select host || ', since ' || started_at::timestamptz(0) from brisk.companion where not " + DEAD);
        if (!others.isEmpty()) {
            throw Refusal.refused(
                    SqlState.OBJECT_IN_USE,
                    "database \"" + site.database() + "\" is served already: " + String.join("; ", others),
                    "A second companion is of use when the first has too much to do, or for replacing it without a gap.",
                    "End the other one, or start this one beside it: pgbrisk serve --beside-others.");
        }
    }

    /** For people: which machine and which process. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName() + ", process "
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "process " + ProcessHandle.current().pid();
        }
    }

    /** Whether what is installed is still what serves. */
    static boolean isCurrent(Sql sql) throws SQLException {
        return Stamp.parse(sql.text("select obj_description(to_regnamespace('brisk'), 'pg_namespace')"))
                .filter(Stamp.ofThisBuild()::equals)
                .isPresent();
    }

    void remove(Sql sql) throws SQLException {
        sql.run("delete from brisk.companion where companion = " + number);
    }
}
