package org.pgbrisk.companion.vector;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.SqlState;

/**
 * Rows of the table, copied into a temporary table of this session: whatever ends the session drops it.
 *
 * @param rows with a vector, in the copy
 * @param tableRows with a vector, in the table; an estimate unless the copy is whole
 * @param whole whether the copy holds all of them, but for the query vectors
 * @param queries vectors left out of the copy, as text
 * @param zeroVectors left out, since the distance is not defined for them
 */
record Sample(long rows, long tableRows, boolean whole, List<String> queries, long zeroVectors) {
    /** So that the copy and its indexes stay in the memory of one session. */
    private static final long MOST_BYTES = 256L << 20;

    private static final int BYTES_OF_ROW = 64;

    /** Of its rows, at most every fifth is taken out as a query vector. */
    private static final int ROWS_FOR_ONE_QUERY = 5;

    /**
     * @param asked rows
     * @param k neighbours that will be asked for
     * @param queryCount vectors to leave out; 0 for none
     */
    static Sample take(Connection connection, Statements statements, long asked, int k, int queryCount)
            throws SQLException {
        var sql = Sql.within(connection);
        var column = statements.column();
        long wanted = Math.min(asked, mostRows(column)) + queryCount;
        sql.run("set temp_buffers = '" + buffersMb(wanted, column) + "MB'");
        long estimated = estimatedRows(sql, statements);
        double percent = percent(wanted, estimated);
        long copied = copy(connection, statements, percent, wanted);
        if (percent < 100 && copied < wanted / 2) {
            // The estimate was wrong, or vectors are rarer than the statistics say.
            sql.run("drop table " + Statements.SAMPLE);
            percent = 100;
            copied = copy(connection, statements, percent, wanted);
        }
        boolean whole = percent >= 100 && copied < wanted;
        long zero = statements.distance() == Distance.cosine ? update(connection, statements.deleteZeroVectors()) : 0;
        long left = copied - zero;
        int leftOut = queryCount == 0 ? 0 : (int) Math.max(1, Math.min(queryCount, left / ROWS_FOR_ONE_QUERY));
        require(column, left - leftOut, k);
        var queries = leftOut == 0 ? List.<String>of() : sql.texts(statements.chooseQueries(leftOut));
        sql.run("vacuum (analyze) " + Statements.SAMPLE);
        return new Sample(left - leftOut, whole ? copied : Math.max(estimated, copied), whole, queries, zero);
    }

    static long mostRows(VectorColumn column) {
        return MOST_BYTES / bytes(column);
    }

    private static long bytes(VectorColumn column) {
        return BYTES_OF_ROW + (column.type().equals("halfvec") ? 2L : 4L) * column.dimensions();
    }

    /** The copy and an index of twice its size. */
    static long buffersMb(long rows, VectorColumn column) {
        return Math.max(8, Math.min(512, 3 * rows * bytes(column) >> 20));
    }

    /** Of the table to read; a little more than needed, since what is read varies. */
    static double percent(long wanted, long estimated) {
        return estimated <= 0 ? 100 : Math.min(100, 120.0 * wanted / estimated);
    }

    private static long estimatedRows(Sql sql, Statements statements) throws SQLException {
        var plan = Json.array(String.join("\n", sql.texts(statements.explainRows())));
        var rows = plan.getObject(0).getObject("Plan").getDouble("Plan Rows");
        return Math.round(rows * (1 - statements.column().nullShare()));
    }

    private static long copy(Connection connection, Statements statements, double percent, long wanted)
            throws SQLException {
        return update(connection, statements.createSample(percent, wanted));
    }

    private static long update(Connection connection, String statement) throws SQLException {
        try (var plain = connection.createStatement()) {
            return plain.executeLargeUpdate(statement);
        }
    }

    private static void require(VectorColumn column, long rows, int k) throws Refusal {
        if (rows < k) {
            throw Refusal.refused(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    rows <= 0
                            ? column.relation() + " has no vectors to measure with"
                            : column.relation() + " has too few vectors: " + rows
                                    + " beside those to look for, and the " + k + " nearest are asked for",
                    "Rows without a vector do not count; nor do vectors of zeros, for the cosine distance.",
                    "Such a table needs no index: it is read as a whole at once.");
        }
    }
}
