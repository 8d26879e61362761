package org.pgbrisk.database;

import java.sql.SQLException;
import java.util.Objects;

/**
 * An error for the person who called: what was wrong (message), what was expected (detail, may be null), what to do (hint). Whoever runs the brain shows it whole: inside the server it is raised by the server itself, on the command line printed.
 */
public final class UserError extends SQLException {
    private static final long serialVersionUID = 1L;

    private final String detail;
    private final String hint;

    public UserError(SqlState state, String message, String detail, String hint) {
        super(message, state.code());
        Objects.requireNonNull(hint, "every error says what to do");
        this.detail = detail;
        this.hint = hint;
    }

    /** For arguments: SQLSTATE 22023. */
    public static UserError invalidArgument(String message, String hint) {
        return new UserError(SqlState.INVALID_PARAMETER_VALUE, message, null, hint);
    }

    public String detail() {
        return detail;
    }

    public String hint() {
        return hint;
    }
}
