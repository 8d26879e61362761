package org.pgbrisk.companion.connection;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.SqlState;

/** Relations by name, as SQL reads it. */
public final class Regclass {
    private static final String UNDEFINED_SCHEMA = "3F000";

    private Regclass() {}

    /** By the server, with the login's own search_path: exactly what it would be in SQL. */
    public static long oid(Connection connection, String relation) throws SQLException {
        try {
            return Long.parseLong(
                    Sql.within(connection).text("select ?::pg_catalog.regclass::pg_catalog.oid", relation));
        } catch (SQLException e) {
            var unknown = SqlState.UNDEFINED_TABLE.code().equals(e.getSQLState());
            if (unknown || UNDEFINED_SCHEMA.equals(e.getSQLState())) {
                throw Refusal.because(
                        e,
                        "Write the name as in SQL: with its schema unless that is in the search_path, "
                                + "and in double quotes where it has capitals or special characters.");
            }
            throw e;
        }
    }
}
