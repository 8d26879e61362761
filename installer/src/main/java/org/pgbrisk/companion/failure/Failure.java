package org.pgbrisk.companion.failure;

import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.pgbrisk.database.UserError;
import org.postgresql.util.PSQLException;

/**
 * An error as PostgreSQL people read it, whoever raised it.
 *
 * @param sqlstate null when nobody gave one
 * @param detail null when there is none
 * @param hint null when there is none
 */
public record Failure(int exitCode, String sqlstate, String message, String detail, String hint) {
    private static final String INTERNAL_ERROR = "XX000";

    public static Failure of(Throwable error) {
        if (error instanceof Refusal refusal) {
            return new Failure(
                    refusal.exitCode(), refusal.getSQLState(), refusal.getMessage(), refusal.detail(), refusal.hint());
        } else if (error instanceof UserError user) {
            return refused(user.getSQLState(), user.getMessage(), user.detail(), user.hint());
        } else if (error instanceof PSQLException server && server.getServerErrorMessage() != null) {
            var said = server.getServerErrorMessage();
            return refused(said.getSQLState(), said.getMessage(), said.getDetail(), said.getHint());
        } else if (error instanceof SQLException sql) {
            return refused(sql.getSQLState(), reason(sql), null, null);
        }
        return refused(
                INTERNAL_ERROR,
                "internal error: " + reason(error),
                null,
                "This is a mistake in pgbrisk: run it again with --verbose and report what it prints.");
    }

    private static Failure refused(String sqlstate, String message, String detail, String hint) {
        return new Failure(ExitCode.REFUSED, sqlstate, message, detail, hint);
    }

    /** An exception in words: Java leaves the reason out of some messages, and the whole message out of others. */
    static String reason(Throwable error) {
        if (error instanceof NoSuchFileException) {
            return "no such file";
        }
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    public void print(PrintWriter err) {
        line(err, "ERROR", message);
        line(err, "DETAIL", detail);
        line(err, "HINT", hint);
        line(err, "SQLSTATE", sqlstate);
        err.flush();
    }

    private static void line(PrintWriter err, String label, String text) {
        if (text != null && !text.isEmpty()) {
            err.println(label + ":  " + text);
        }
    }
}
