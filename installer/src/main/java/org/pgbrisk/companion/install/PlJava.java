package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.SqlState;
import org.postgresql.util.PSQLWarning;

/** The language java in a database. */
public final class PlJava {
    /** What PL/Java raises in place of the reason, which it gave as a warning before. */
    private static final String NOT_SET_UP = "55000";

    private static final String CREATE_EXTENSION = "create extension pljava";

    /** What undoes its creation, last one first. */
    static final String DROP_SCHEMA = "drop schema sqlj";

    static final String DROP_EXTENSION = "drop extension pljava";

    private PlJava() {}

    /** The packages that bring it to a server. */
    public static String packages(int majorVersion) {
        return "postgresql-" + majorVersion + "-pljava (Debian, Ubuntu) or pljava_" + majorVersion
                + " (RHEL and its kin), both from PostgreSQL's own repositories at https://www.postgresql.org/download/,";
    }

    /**
     * Readies a transaction for calls into Java. A connection that the server ends while PL/Java 1.6.9 is inside SQL dies of a double
     * free, and the server restarts every session then: so nothing that ends connections by itself stays on, and no message is sent
     * from inside Java, since a client that is gone would be noticed by it. (A cancel is harmless; nothing helps against
     * pg_terminate_backend.)
     */
    public static void calm(Sql sql) throws SQLException {
        sql.run("set local client_min_messages = error");
        sql.texts("""
                select set_config(name, '0', true)
                from pg_catalog.pg_settings
                where name in ('statement_timeout', 'transaction_timeout', 'client_connection_check_interval')""");
    }

    static void create(Connection connection, Sql sql) throws SQLException {
        var before = connection.setSavepoint();
        try {
            sql.run(CREATE_EXTENSION);
        } catch (SQLException e) {
            if (!NOT_SET_UP.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            throw withoutJava(reason(connection, CREATE_EXTENSION));
        }
    }

    /**
     * Why Java does not start, in the words of whoever said it; null when it does. Where Java itself refuses, it may take the connection
     * along: then that is closed.
     */
    public static String reasonNotToStart(Connection connection, String call) throws SQLException {
        var before = connection.setSavepoint();
        try (var statement = connection.createStatement()) {
            try {
                statement.execute(call);
                return null;
            } catch (SQLException e) {
                if (connection.isClosed()) {
                    var said = reason(statement.getWarnings());
                    return said == null ? Failure.of(e).message() : said;
                }
                connection.rollback(before);
                var said = NOT_SET_UP.equals(e.getSQLState()) ? reason(connection, call) : null;
                return said == null ? Failure.of(e).message() : said;
            }
        } finally {
            if (!connection.isClosed()) {
                connection.rollback(before);
            }
        }
    }

    /** Tried once more, with the warnings on that hold the reason: no Java is running now. */
    private static String reason(Connection connection, String call) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set local client_min_messages = warning");
            try {
                statement.execute(call);
            } catch (SQLException again) {
                return reason(statement.getWarnings());
            }
            return null;
        }
    }

    private static Refusal withoutJava(String reason) {
        return Refusal.refused(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "PL/Java is installed on this server, but finds no Java",
                reason,
                "Install Java 17 or newer on the server and put the path of its libjvm into postgresql.conf, for example"
                        + " pljava.libjvm_location = '/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so',"
                        + " then select pg_reload_conf(); and try again.");
    }

    /** The last warning but the advice about Java 24, and what says nothing. */
    private static String reason(SQLWarning first) {
        String reason = null;
        for (var warning = first; warning != null; warning = warning.getNextWarning()) {
            var said = text(warning).strip();
            if (!said.isEmpty() && !said.contains("JEP 411")) {
                reason = said;
            }
        }
        return reason;
    }

    private static String text(SQLWarning warning) {
        var said = warning instanceof PSQLWarning server ? server.getServerErrorMessage() : null;
        var detail = said == null ? null : said.getDetail();
        var message = said == null ? warning.getMessage() : said.getMessage();
        return detail == null ? message : message + ": " + detail;
    }
}
