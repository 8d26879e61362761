package org.pgbrisk.companion.status;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.database.SqlState;

/**
 * Whether a call reaches Java inside the server.
 *
 * @param answered whether the functions' own code answered
 * @param said the Java library that answered, empty when unknown; else what was said instead
 */
record Probe(boolean answered, String said) {
    /** Asks for a function that does not exist: only the functions' own code refuses it with this SQLSTATE and hint. */
    static Probe of(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Sql.within(connection).texts("select brisk.call('', null)");
            return new Probe(false, "brisk.call is not pgbrisk's");
        } catch (SQLException e) {
            connection.rollback(before);
            var failure = Failure.of(e);
            var answered = SqlState.UNDEFINED_FUNCTION.code().equals(failure.sqlstate())
                    && failure.message().startsWith("pgbrisk has no function");
            return new Probe(answered, answered ? java(connection) : failure.message());
        }
    }

    /** The library of the Java that just answered; PL/Java tells nobody its version. */
    private static String java(Connection connection) throws SQLException {
        var library = Sql.within(connection)
                .texts("select setting from pg_catalog.pg_settings where name = 'pljava.libjvm_location'");
        return library.isEmpty() ? "" : library.get(0);
    }
}
