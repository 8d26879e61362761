package org.pgbrisk.companion.failure;

import java.sql.SQLException;
import java.util.Objects;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.UserError;

/** What the companion itself refuses: what was wrong (message), what was expected (detail, may be null), what to do (hint). */
public final class Refusal extends SQLException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String detail;
    private final String hint;

    private Refusal(int exitCode, String state, String message, String detail, String hint, Throwable cause) {
        super(message, state, cause);
        this.exitCode = exitCode;
        this.detail = detail;
        this.hint = Objects.requireNonNull(hint, "every error says what to do");
    }

    /** The server or the data does not allow it: exit code 1. */
    public static Refusal refused(SqlState state, String message, String detail, String hint) {
        return new Refusal(ExitCode.REFUSED, state.code(), message, detail, hint, null);
    }

    /** The command was not given as it has to be: exit code 2. */
    public static Refusal usage(String message, String hint) {
        return new Refusal(ExitCode.USAGE, SqlState.INVALID_PARAMETER_VALUE.code(), message, null, hint, null);
    }

    /** What the functions themselves refuse, before anything was tried: exit code 2. */
    public static Refusal usage(UserError error) {
        return new Refusal(
                ExitCode.USAGE, error.getSQLState(), error.getMessage(), error.detail(), error.hint(), error);
    }

    /** A file the user named cannot be read: exit code 2. */
    public static Refusal unreadable(Object file, Exception cause, String hint) {
        var message = "cannot read " + file + ": " + Failure.reason(cause);
        return new Refusal(ExitCode.USAGE, SqlState.UNDEFINED_FILE.code(), message, null, hint, cause);
    }

    /** No connection: exit code 3. */
    public static Refusal cannotConnect(SQLException cause, String message, String hint) {
        var failure = Failure.of(cause);
        var state = failure.sqlstate() == null ? SqlState.CONNECTION_FAILURE.code() : failure.sqlstate();
        var advice = failure.hint() == null ? hint : failure.hint();
        return new Refusal(ExitCode.CANNOT_CONNECT, state, message, failure.detail(), advice, cause);
    }

    /** The server's own error, with a hint of ours where it has none. */
    public static Refusal because(SQLException cause, String hint) {
        var failure = Failure.of(cause);
        var advice = failure.hint() == null ? hint : failure.hint();
        return new Refusal(ExitCode.REFUSED, failure.sqlstate(), failure.message(), failure.detail(), advice, cause);
    }

    public int exitCode() {
        return exitCode;
    }

    public String detail() {
        return detail;
    }

    public String hint() {
        return hint;
    }
}
