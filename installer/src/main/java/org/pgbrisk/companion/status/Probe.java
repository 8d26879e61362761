package org.pgbrisk.companion.status;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.install.PlJava;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.SqlState;

/**
 * What a call into Java came to. A Java in the server that does not like its options may take the session along, so this is tried last.
 *
 * @param java what keeps Java from running functions; null when nothing does, or it was not tried
 * @param functions what keeps pgbrisk's functions from answering; null when they answer
 * @param failure the same, whole; null when they answer or were not called
 * @param runtime the Java that answered; null when nobody says
 */
public record Probe(boolean javaTried, String java, String functions, Failure failure, Runtime runtime) {
    /** Of brisk.show_runtime. */
    public record Runtime(String javaVersion, String javaVm, String jarVersion) {
        String words() {
            return "Java " + javaVersion + " (" + javaVm + ")";
        }
    }

    /** PL/Java's own functions run without this leave, ours do not. */
    private static final String UNENFORCED = "pljava.allow_unenforced";

    private static final String NOT_TRIED = "not tried";

    /** Where all companions are busy. */
    private static final String PATIENCE = "set local brisk.bridge_timeout = '10s'";

    /** Where nothing may be called. */
    static Probe none() {
        return new Probe(false, null, NOT_TRIED, null, null);
    }

    /**
     * @param language whether PL/Java itself may be called
     * @param door whether brisk.call may
     */
    static Probe of(Connection connection, boolean language, boolean door) throws SQLException {
        var java = language ? PlJava.reasonNotToStart(connection, "select sqlj.get_classpath('public')") : null;
        if (java != null || !door) {
            return new Probe(language, java, java == null ? NOT_TRIED : java, null, null);
        }
        var failure = failure(connection);
        var functions = failure == null ? null : failure.message();
        if (functions != null && functions.contains(UNENFORCED)) {
            return new Probe(language, functions, functions, failure, null);
        }
        return new Probe(language, null, functions, failure, functions == null ? runtime(connection) : null);
    }

    boolean answered() {
        return functions == null;
    }

    /** Asks for a function that does not exist: only the functions' own code refuses it with this SQLSTATE and hint. */
    private static Failure failure(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try {
            var sql = Sql.within(connection);
            sql.run(PATIENCE);
            sql.texts("select brisk.call(''::text, null::jsonb)");
            return new Failure(ExitCode.REFUSED, null, "brisk.call is not pgbrisk's", null, null);
        } catch (SQLException e) {
            var failure = Failure.of(e);
            if (connection.isClosed()) {
                return failure;
            }
            connection.rollback(before);
            var answered = SqlState.UNDEFINED_FUNCTION.code().equals(failure.sqlstate())
                    && failure.message().startsWith("pgbrisk has no function");
            return answered ? null : failure;
        }
    }

    private static Runtime runtime(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Sql.within(connection).run(PATIENCE);
            return JdbcDatabase.bare(connection)
                    .single(Runtime.class, "select java_version, java_vm, jar_version from brisk.show_runtime()");
        } catch (SQLException e) {
            connection.rollback(before);
            return null;
        }
    }
}
