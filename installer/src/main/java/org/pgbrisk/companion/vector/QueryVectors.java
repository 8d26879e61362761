package org.pgbrisk.companion.vector;

import com.pgvector.PGhalfvec;
import com.pgvector.PGvector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.companion.failure.Refusal;
import org.postgresql.util.PGobject;

/** The vectors to look for. */
final class QueryVectors {
    private QueryVectors() {}

    /**
     * The first column of the user's own SELECT, with the login's own search_path, read only.
     *
     * @param most rows to read
     */
    static List<String> from(Connection connection, String select, int most) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement()) {
            statement.setMaxRows(most);
            if (!statement.execute(select)) {
                throw Refusal.usage("--queries-from returns no rows", "Give a SELECT whose first column is a vector.");
            }
            try (var rows = statement.getResultSet()) {
                while (rows.next()) {
                    if (rows.getString(1) != null) {
                        texts.add(rows.getString(1));
                    }
                }
            }
        } finally {
            connection.rollback();
            connection.setReadOnly(false);
            connection.setAutoCommit(true);
        }
        return texts;
    }

    /** As parameters of the column's type. */
    static List<PGobject> parameters(List<String> texts, VectorColumn column, Distance distance) throws SQLException {
        var parameters = new ArrayList<PGobject>();
        for (var text : texts) {
            var values = values(text);
            if (values.length != column.dimensions()) {
                throw Refusal.usage(
                        "a query vector has " + values.length + " dimensions, the column " + column.dimensions(),
                        "The first column of --queries-from has to be a vector like those of the column.");
            }
            if (distance != Distance.cosine || !isZero(values)) {
                parameters.add(column.type().equals("halfvec") ? new PGhalfvec(values) : new PGvector(values));
            }
        }
        if (parameters.isEmpty()) {
            throw Refusal.usage("there is no query vector", "Give a SELECT whose first column is a vector.");
        }
        return parameters;
    }

    private static float[] values(String text) throws SQLException {
        try {
            return new PGvector(text).toArray();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Refusal.usage(
                    "a query vector cannot be \"" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "\"",
                    "The first column of --queries-from has to be a vector like those of the column.");
        }
    }

    private static boolean isZero(float[] values) {
        for (var value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
