package org.pgbrisk.companion.bridge;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections of the companion's own login, autocommit on. */
@FunctionalInterface
public interface Connections {
    Connection open() throws SQLException;

    /** One that is ready for short statements on the tables of the wire. */
    default Connection openForWire() throws SQLException {
        var connection = open();
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    set search_path = pg_catalog, pg_temp;
                    set application_name = 'pgbrisk serve';
                    set synchronous_commit = off;
                    set statement_timeout = 0;
                    set idle_session_timeout = 0;
                    set jit = off;
                    set session characteristics as transaction isolation level read committed, read write""");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
