package org.pgbrisk.companion.jvm;

import java.sql.SQLException;
import java.time.Duration;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.SqlState;

/** A class-data archive on the server's disk, seen through SQL; needs a superuser. */
final class ServerFile {
    /** An archive takes half a second, and PL/Java gives Java five to end in. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** The first bytes of an archive, as the machines write them that count from either end; zeros while it is being written. */
    private static final String MAGIC = "a8ab0bf0|f00baba8|00000000";

    private static final int MAGIC_BYTES = 4;

    private static final String ANOTHER_FILE =
            "Name a file in a folder that the server's operating system user may write to: --file PATH.";

    private final Sql sql;
    private final String path;

    ServerFile(Sql sql, String path) {
        this.sql = sql;
        this.path = path;
    }

    /** Whether it may be written over and the server can see its folder. (Whether it may write there shows when it does.) */
    void requireReplaceable() throws SQLException {
        try {
            requireFolder();
            if (exists() && !beginning().matches(MAGIC)) {
                throw Refusal.refused(
                        SqlState.DUPLICATE_FILE,
                        "\"" + path + "\" is there already and is not a class-data archive",
                        null,
                        ANOTHER_FILE);
            }
        } catch (Refusal ours) {
            throw ours;
        } catch (SQLException e) {
            throw Refusal.because(e, ANOTHER_FILE);
        }
    }

    private void requireFolder() throws SQLException {
        var folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
        if (!sql.is("select coalesce((select isdir from pg_stat_file(?, true)), false)", folder)) {
            throw Refusal.refused(
                    SqlState.UNDEFINED_FILE,
                    "the server has no folder \"" + folder + "\"",
                    "The archive is written by the server, on its own disk.",
                    ANOTHER_FILE);
        }
    }

    /** What changes when it is written anew. */
    String stamp() throws SQLException {
        return exists() ? sql.text("select modification || ' ' || change from pg_stat_file(?)", path) : "";
    }

    long size() throws SQLException {
        return Long.parseLong(sql.text("select size from pg_stat_file(?)", path));
    }

    /** The session that writes it has ended for us before it begins to: so we wait, for a whole file that is not the one before. */
    void awaitNewerThan(String stamp) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (stamp().equals(stamp) || beginning().isEmpty() || beginning().matches("(00)+")) {
            if (System.nanoTime() > end) {
                throw Refusal.refused(
                        SqlState.IO_ERROR,
                        "the server did not write \"" + path + "\"",
                        "Waited " + PATIENCE.toSeconds() + " s after the session that was to write it had ended.",
                        "May its operating system user write there, and is there room on the disk? The server's log says more."
                                + " Or name another file: --file PATH.");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private boolean exists() throws SQLException {
        return sql.is("select exists (select from pg_stat_file(?, true) where size is not null)", path);
    }

    private String beginning() throws SQLException {
        return sql.text("select coalesce(encode(pg_read_binary_file(?, 0, ?, true), 'hex'), '')", path, MAGIC_BYTES);
    }
}
