package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;

/** What the bridge finds in a database, and what it lacks. See wire_site.sql for the columns. */
public record WireSite(
        String login,
        boolean loginExists,
        boolean mayAlterLogin,
        boolean mayCreateLogin,
        boolean dblinkExists,
        boolean dblinkAvailable,
        boolean mayCreateDblink,
        boolean mayUseDblink,
        boolean connectIsPossible) {

    static WireSite of(Connection connection) throws SQLException {
        return JdbcDatabase.bare(connection).single(WireSite.class, Resource.sql(WireSite.class, "wire_site.sql"));
    }

    void requireDblink(Site site) throws Refusal {
        if (!dblinkExists && !dblinkAvailable) {
            throw Refusal.refused(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "extension dblink is not installed on this server",
                    "Through it a session reaches the companion, which runs the functions where PL/Java does not.",
                    "Install postgresql-contrib on the server (from Debian's packages it is part of postgresql-"
                            + site.majorVersion() + ") and try again. Without it, pgbrisk call FUNCTION runs every"
                            + " function over a plain connection; nothing has to be installed for that.");
        }
    }

    /** @param loginFits whether the login and its password are there and need not be made */
    List<String> missingRights(Site site, boolean loginFits) {
        var missing = new ArrayList<String>();
        if (!loginFits && !loginExists && !mayCreateLogin) {
            missing.add("CREATEROLE, for the role " + login + " by which sessions reach the companion");
        }
        if (!loginFits && loginExists && !mayAlterLogin) {
            missing.add("CREATEROLE"
                    + (site.majorVersion() < 16 ? "" : " and the ADMIN option on role " + login)
                    + ", for a new password of role " + login);
        }
        if (!dblinkExists && !mayCreateDblink) {
            missing.add(
                    "superuser, for extension dblink (a superuser runs in this database: create extension dblink;)");
        }
        if (dblinkExists && !mayUseDblink) {
            missing.add("EXECUTE on the functions of extension dblink and USAGE on its schema");
        }
        if (!connectIsPossible) {
            missing.add("ownership of database " + site.database() + ", for granting CONNECT to role " + login);
        }
        return missing;
    }
}
