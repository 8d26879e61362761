package org.pgbrisk.servers.tpch;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The data and the queries of the TPC-H benchmark: a workload that nobody tuned for this toolkit. Its rules are not followed
 * (one stream, no refresh functions), so no figure measured with it is a TPC-H result.
 */
public final class Tpch {

    /** Rows of all tables at scale 1; exact but for line items, whose number is drawn. */
    private static final double ROWS_AT_ONE = 8_661_245;

    private static final int REPORT_EVERY = 10_000;
    private static final int BUFFER = 1 << 16;
    private static final int WITH_VIEW = 15;

    /** Hears how far the loading is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Called every few thousand rows, and once more when a table is complete.
         *
         * @param rows of this table so far
         */
        void loaded(String table, long rows, boolean complete);
    }

    private Tpch() {}

    /**
     * Creates the eight tables with their primary keys and nothing else, fills them, and runs VACUUM ANALYZE, so that the next
     * query is measured as it would run tomorrow.
     *
     * @param connection to a database whose first schema of the search path has none of these tables; in autocommit mode
     * @param scale 1 is about 1 GB and 8.7 million rows
     * @throws SQLException when the server refuses; the tables made so far stay
     * @throws IllegalArgumentException when scale is not positive
     */
    public static void load(Connection connection, double scale, Progress progress) throws SQLException {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("scale " + scale + " is not positive");
        }
        try (var statement = connection.createStatement()) {
            statement.execute(resource(Tpch.class, "tables.sql"));
        }
        for (var table : TpchTable.getTables()) {
            copy(connection, table, scale, progress);
        }
        try (var statement = connection.createStatement()) {
            statement.execute(resource(Tpch.class, "primary_keys.sql"));
            for (var table : TpchTable.getTables()) {
                statement.execute("vacuum analyze " + name(table));
            }
        }
    }

    /** How many rows {@link #load} makes, about: line items are drawn, one to seven an order. */
    public static long rows(double scale) {
        return Math.round(ROWS_AT_ONE * scale);
    }

    /** Q1 to Q22 as the generator's jar carries them; Q15, a view there, as a common table expression. */
    public static List<Query> queries() {
        return IntStream.rangeClosed(1, 22).mapToObj(Tpch::query).toList();
    }

    private static Query query(int number) {
        var text = number == WITH_VIEW
                ? resource(Tpch.class, "q15.sql")
                : resource(TpchTable.class, "queries/q" + number + ".sql");
        return new Query("Q" + number, withoutFrame(text));
    }

    /** Without the leading comment and the trailing semicolon. */
    private static String withoutFrame(String text) {
        var sql = text.strip();
        while (sql.startsWith("--")) {
            sql = sql.substring(sql.indexOf('\n') + 1).strip();
        }
        return sql.endsWith(";") ? sql.substring(0, sql.length() - 1).strip() : sql;
    }

    private static void copy(Connection connection, TpchTable<?> table, double scale, Progress progress)
            throws SQLException {
        var name = name(table);
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + name + " from stdin (format text, delimiter '|', encoding 'UTF8')");
        try {
            var rows = send(copy, table.createGenerator(scale, 1, 1), name, progress);
            copy.endCopy();
            progress.loaded(name, rows, true);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static long send(CopyIn copy, Iterable<? extends TpchEntity> entities, String name, Progress progress)
            throws SQLException {
        var buffer = new StringBuilder(BUFFER + 1024);
        var repeats = new Repeats();
        var rows = 0L;
        for (var entity : entities) {
            if (repeats.isRepeat(entity)) {
                continue;
            }
            var line = entity.toLine();
            buffer.append(line, 0, line.length() - 1).append('\n'); // each line ends in a delimiter that opens no field
            if (++rows % REPORT_EVERY == 0) {
                progress.loaded(name, rows, false);
            }
            if (buffer.length() >= BUFFER) {
                flush(copy, buffer);
            }
        }
        flush(copy, buffer);
        return rows;
    }

    private static void flush(CopyIn copy, StringBuilder buffer) throws SQLException {
        var bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    private static String name(TpchTable<?> table) {
        return table.getTableName();
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name + " beside " + beside.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
