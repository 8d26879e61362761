package org.pgbrisk.companion.bridge;

import java.sql.SQLException;

/** Nobody waits for the result any more: the caller cancelled, died, got an error, or waited too long. */
final class CallIsOver extends SQLException {
    private static final long serialVersionUID = 1L;

    CallIsOver() {
        super("the call is over", "57014");
    }
}
