package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.failure.Refusal.State;
import org.postgresql.util.PSQLWarning;

/** The language java in a database. */
public final class PlJava {
    /** What PL/Java raises in place of the reason, which it gave as a warning before. */
    private static final String NOT_SET_UP = "55000";

    /** What undoes its creation, last one first. */
    static final String DROP_SCHEMA = "drop schema sqlj";

    static final String DROP_EXTENSION = "drop extension pljava";

    private PlJava() {}

    /** The packages that bring it to a server. */
    public static String packages(int majorVersion) {
        return "postgresql-" + majorVersion + "-pljava (Debian, Ubuntu) or pljava_" + majorVersion
                + " (RHEL and its kin), both from PostgreSQL's own repositories at https://www.postgresql.org/download/,";
    }

    static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            // Only here warnings are wanted: they hold the reason when the server finds no Java.
            statement.execute("set local client_min_messages = warning");
            try {
                statement.execute("create extension pljava");
            } catch (SQLException e) {
                throw NOT_SET_UP.equals(e.getSQLState()) ? withoutJava(reason(statement.getWarnings())) : e;
            }
            statement.execute("set local client_min_messages = error");
        }
    }

    private static Refusal withoutJava(String reason) {
        return Refusal.refused(
                State.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "PL/Java is installed on this server, but finds no Java",
                reason,
                "Install Java 17 or newer on the server and put the path of its libjvm into postgresql.conf, for example"
                        + " pljava.libjvm_location = '/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so',"
                        + " then select pg_reload_conf(); and try again.");
    }

    /** The last warning but the advice about Java 24. */
    private static String reason(SQLWarning first) {
        String reason = null;
        for (var warning = first; warning != null; warning = warning.getNextWarning()) {
            if (!warning.getMessage().contains("JEP 411")) {
                reason = text(warning);
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
