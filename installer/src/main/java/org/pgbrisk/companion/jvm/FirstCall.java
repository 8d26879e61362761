package org.pgbrisk.companion.jvm;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.install.PlJava;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.runtime.ShowRuntime;

/**
 * A first call, in a session of its own with these options, whose end ends the Java in it.
 *
 * @param milliseconds how long it took, on our side of the connection
 */
record FirstCall(double milliseconds, ShowRuntime.Row runtime) {
    private static final String NO_STATEMENTS =
            "select count(*) from brisk.suggest_indexes(queries => array[]::text[])";

    /** One that goes through the whole search, on a table that every database has. */
    private static final String ONE_STATEMENT = "select count(*) from brisk.suggest_indexes(queries =>"
            + " array['select relname from pg_catalog.pg_class where reltuples > 5 and relkind = ''r'' order by relname'])";

    /** Opens one session after the other. */
    interface Sessions {
        Connection open() throws SQLException;
    }

    static FirstCall in(Sessions sessions, JvmOptions options) throws SQLException {
        try (var connection = sessions.open()) {
            return in(connection, options);
        }
    }

    /** Makes several calls, so that what most functions need is loaded when the session ends. */
    static void rehearse(Sessions sessions, JvmOptions options) throws SQLException {
        try (var connection = sessions.open()) {
            in(connection, options);
            Sql.within(connection).texts(ONE_STATEMENT);
        }
    }

    private static FirstCall in(Connection connection, JvmOptions options) throws SQLException {
        var sql = Sql.begin(connection);
        PlJava.calm(sql);
        sql.texts("select set_config('pljava.vmoptions', ?, false)", options.text());
        try {
            long start = System.nanoTime();
            sql.texts(NO_STATEMENTS);
            double milliseconds = (System.nanoTime() - start) / 1e6;
            var row = JdbcDatabase.bare(connection).single(ShowRuntime.Row.class, "select * from brisk.show_runtime()");
            return new FirstCall(milliseconds, row);
        } catch (SQLException e) {
            throw Refusal.because(
                    e,
                    "A first call with pljava.vmoptions = '" + options.text()
                            + "' failed; the server's log says more. pgbrisk status says what is installed.");
        }
    }
}
