package org.pgbrisk.companion.status;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.install.PlJava;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.SqlState;

/**
 * What a call into the server's Java came to. A Java that does not like its options may take the session along, so this is tried last.
 *
 * @param java what keeps Java from running functions; null when nothing does, or it was not tried
 * @param functions what keeps pgbrisk's functions from answering; null when they answer
 * @param runtime the Java that answered; null when nobody says
 */
public record Probe(boolean javaTried, String java, String functions, Runtime runtime) {
    /** Of brisk.show_runtime. */
    public record Runtime(String javaVersion, String javaVm, String jarVersion) {
        String words() {
            return "Java " + javaVersion + " (" + javaVm + ")";
        }
    }

    /** PL/Java's own functions run without this leave, ours do not. */
    private static final String UNENFORCED = "pljava.allow_unenforced";

    private static final String NOT_TRIED = "not tried";

    /** Where nothing may be called. */
    static Probe none() {
        return new Probe(false, null, NOT_TRIED, null);
    }

    /**
     * @param language whether PL/Java itself may be called
     * @param door whether brisk.call may
     */
    static Probe of(Connection connection, boolean language, boolean door) throws SQLException {
        var java = language ? PlJava.reasonNotToStart(connection, "select sqlj.get_classpath('public')") : null;
        if (java != null || !door) {
            return new Probe(language, java, java == null ? NOT_TRIED : java, null);
        }
        var functions = functions(connection);
        if (functions != null && functions.contains(UNENFORCED)) {
            return new Probe(language, functions, functions, null);
        }
        return new Probe(language, null, functions, functions == null ? runtime(connection) : null);
    }

    boolean answered() {
        return functions == null;
    }

    /** Asks for a function that does not exist: only the functions' own code refuses it with this SQLSTATE and hint. */
    private static String functions(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Sql.within(connection).texts("select brisk.call(''::text, null::jsonb)");
            return "brisk.call is not pgbrisk's";
        } catch (SQLException e) {
            var failure = Failure.of(e);
            if (connection.isClosed()) {
                return failure.message();
            }
            connection.rollback(before);
            var answered = SqlState.UNDEFINED_FUNCTION.code().equals(failure.sqlstate())
                    && failure.message().startsWith("pgbrisk has no function");
            return answered ? null : failure.message();
        }
    }

    private static Runtime runtime(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try {
            return JdbcDatabase.bare(connection)
                    .single(Runtime.class, "select java_version, java_vm, jar_version from brisk.show_runtime()");
        } catch (SQLException e) {
            connection.rollback(before);
            return null;
        }
    }
}
