package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Failure;

/** Why the wire of the bridge cannot log in. The server's and libpq's words may be in any language: names are what is the same in all. */
public enum WireTrial {
    /** pg_hba.conf has no line for it, or rejects it. */
    NOT_ADMITTED,
    /** It would let it in without a password, which dblink takes from superusers only. */
    NO_PASSWORD_ASKED,
    /** The role is not there, may not log in, or has another password. */
    LOGIN_REFUSED,
    /** The server is there, but has no connection left, or another reason. */
    TURNED_AWAY,
    /** No server is where brisk.wire says. */
    NOT_REACHED;

    private static final String CANNOT_CONNECT = "08001";
    private static final String PASSWORD_REQUIRED = "2F003";

    /** @return empty when the failure is another one */
    public static Optional<WireTrial> of(Failure failure, String login) {
        var said = String.valueOf(failure.detail());
        if (PASSWORD_REQUIRED.equals(failure.sqlstate())) {
            return Optional.of(NO_PASSWORD_ASKED);
        } else if (!CANNOT_CONNECT.equals(failure.sqlstate())) {
            return Optional.empty();
        } else if (said.contains("pg_hba.conf")) {
            return Optional.of(NOT_ADMITTED);
        }
        if (said.contains(login)) {
            return Optional.of(LOGIN_REFUSED);
        }
        // Most translations keep the word.
        return Optional.of(said.contains("FATAL") ? TURNED_AWAY : NOT_REACHED);
    }

    /** Tries it in a transaction of the owner's; nothing is left of that. */
    public static Optional<Failure> failure(Connection connection) throws SQLException {
        var sql = Sql.within(connection);
        if (!sql.is("select to_regprocedure('brisk.wire_connect(text)') is not null")) {
            return Optional.empty();
        }
        var before = connection.setSavepoint();
        var wire = "pgbrisk " + UUID.randomUUID();
        try {
            sql.texts("select brisk.wire_connect(?)", wire);
            sql.texts("select brisk.wire_disconnect(?, null)", wire);
            return Optional.empty();
        } catch (SQLException e) {
            connection.rollback(before);
            return Optional.of(Failure.of(e));
        }
    }

    static boolean refusesLogin(Connection connection) throws SQLException {
        var failure = failure(connection);
        return failure.isPresent()
                && of(failure.get(), WireLogin.name(Sql.within(connection))).equals(Optional.of(LOGIN_REFUSED));
    }
}
