package org.pgbrisk.companion.status;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.install.Site;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;

/**
 * What the bridge is like, where the functions run in companions.
 *
 * @param companions null when they are not for the login's eyes
 */
record Bridge(Catalogs catalogs, List<Serving> companions) {
    /** See bridge.sql for the columns. */
    public record Catalogs(
            String login,
            boolean loginExists,
            boolean mayConnect,
            String databaseInHba,
            String hbaFile,
            String listens,
            int port,
            String reachedAt,
            boolean seesCompanions) {}

    /** A row of brisk.companions; doing is null when it does nothing. */
    public record Serving(String version, String host, int workers, int waiting, int running, String doing) {}

    static boolean isIn(Site site) {
        return site.runtime().map(Runtime.bridge::equals).orElse(site.ours() && site.wired());
    }

    /** @param mayLook whether what is in schema brisk may be read */
    static Bridge of(Database database, boolean mayLook) throws SQLException {
        var catalogs = database.single(Catalogs.class, Resource.sql(Bridge.class, "bridge.sql"));
        var companions = mayLook && catalogs.seesCompanions()
                ? database.query(
                        Serving.class,
                        "select version, host, workers, waiting, running, doing from brisk.companions order by companion")
                : null;
        return new Bridge(catalogs, companions);
    }

    String login() {
        return catalogs.login();
    }

    boolean loginExists() {
        return catalogs.loginExists();
    }

    boolean mayConnect() {
        return catalogs.mayConnect();
    }

    /** A line for pg_hba.conf that asks the wire for its password. */
    String admission(Optional<String> host) {
        var socket = host.filter(name -> name.startsWith("/")).isPresent();
        return (socket ? "local " : "host ") + catalogs.databaseInHba() + " " + catalogs.login()
                + (socket ? "" : " samehost") + " scram-sha-256";
    }
}
