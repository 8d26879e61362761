package org.pgbrisk.database;

import java.sql.SQLException;
import java.util.List;

/**
 * The brain's only way to the database: always with the rights, and in the transaction, of whoever called.
 *
 * <p>Rows travel as JSON that the server makes, so that an implementation has to carry text only: through JDBC, or over a wire to
 * the backend of the caller. A statement may fail in two ways: {@link #query} and {@link #execute} end the call (nothing may
 * catch their exception, see the pitfalls in docs/architecture.md), {@link #attempt} answers what happened.
 *
 * <p>Parameters are {@code ?}, always written with their type ({@code ?::regclass}); an element may be a String, a Number, a Boolean,
 * or null.
 */
public interface Database {
    /**
     * Runs one of our own SELECT statements.
     *
     * @param row a record; each component takes the column of its name in snake case (see {@link Records})
     * @return the rows in the order of the statement, never null
     */
    <R extends Record> List<R> query(Class<R> row, String select, Object... parameters) throws SQLException;

    /** Runs one of our own statements that returns nothing of interest. */
    void execute(String statement, Object... parameters) throws SQLException;

    /**
     * Runs each element of the batch in a subtransaction of its own and says how it went. The only way for SQL that is not ours. An
     * answer of more than 4 MB is an error, SQLSTATE 54000.
     *
     * @param afterwards statements of our own that run when the batch has ended, even by a cancel: for what a rollback does not undo
     * @return one outcome for each element, in the same order
     * @throws SQLException when a clean-up fails or the call is cancelled: then the whole call ends
     */
    List<Outcome> attempt(List<Attempt> batch, List<String> afterwards) throws SQLException;

    /** The one row of a query that always has one. */
    default <R extends Record> R single(Class<R> row, String select, Object... parameters) throws SQLException {
        var rows = query(row, select, parameters);
        if (rows.size() != 1) {
            throw new IllegalStateException("expected one row, got " + rows.size() + ": " + select);
        }
        return rows.get(0);
    }
}
