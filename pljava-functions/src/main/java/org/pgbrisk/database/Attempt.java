package org.pgbrisk.database;

import java.util.List;

/**
 * A statement that may fail, with what has to stand before it and what has to go after it.
 *
 * @param setup statements run one after the other, in the same subtransaction, before the statement
 * @param statement exactly one statement that returns rows; it is opened as a cursor, so a second statement behind a semicolon is
 *     refused by the server
 * @param cleanup statements run afterwards, whatever happened, for what a rollback does not undo (prepared statements, hypothetical
 *     indexes); one that names a prepared statement that is not there is passed over
 * @param undo whether to roll the subtransaction back even when all went well; only the rows remain
 */
public record Attempt(List<String> setup, String statement, List<String> cleanup, boolean undo) {
    public Attempt {
        setup = List.copyOf(setup);
        cleanup = List.copyOf(cleanup);
    }

    /** A single statement without anything around it. */
    public static Attempt of(String statement, boolean undo) {
        return new Attempt(List.of(), statement, List.of(), undo);
    }
}
