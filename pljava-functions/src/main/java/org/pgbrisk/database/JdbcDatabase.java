package org.pgbrisk.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * The port over JDBC: PL/Java's default connection and pgjdbc alike, so it uses only what both have. Of pgjdbc's connections
 * autocommit must be off: the caller owns the transaction.
 */
public final class JdbcDatabase implements Database {
    /** By this comment the statements of pgbrisk itself are known in pg_stat_statements and in logs. */
    public static final String MARK = "/* pgbrisk */";

    private final Connection connection;
    private final boolean installed;

    private JdbcDatabase(Connection connection, boolean installed) {
        this.connection = connection;
        this.installed = installed;
    }

    /** Where pgbrisk is installed: attempts go through {@code brisk.attempt}. */
    public static Database installed(Connection connection) {
        return new JdbcDatabase(connection, true);
    }

    /**
     * Where nothing is installed: a DO block with the same body does what brisk.attempt does. It cannot take parameters or return
     * rows, so both pass through settings of the session (brisk.attempt_batch, brisk.attempt_outcomes), which therefore must
     * belong to pgbrisk.
     */
    public static Database bare(Connection connection) {
        return new JdbcDatabase(connection, false);
    }

    @Override
    public <R extends Record> List<R> query(Class<R> row, String select, Object... parameters) throws SQLException {
        return Records.read(row, Json.array(text(asJson(select), parameters)));
    }

    /** The SELECT whose one value holds the rows of another one, as a JSON array. */
    public static String asJson(String select) {
        return "select " + MARK + " coalesce(json_agg(q), '[]')::text from (" + select + ") q";
    }

    @Override
    public void execute(String statement, Object... parameters) throws SQLException {
        try (var prepared = prepare(statement, parameters)) {
            // PL/Java runs a SELECT no further than its rows are read.
            if (prepared.execute()) {
                try (var rows = prepared.getResultSet()) {
                    rows.next();
                }
            }
        }
    }

    @Override
    public List<Outcome> attempt(List<Attempt> batch, List<String> afterwards) throws SQLException {
        var request = Json.write(Records.write(new Batch(batch, afterwards)));
        return Outcome.list(installed ? attemptInstalled(request) : attemptBare(request));
    }

    /** What brisk.attempt reads. */
    public record Batch(List<Attempt> attempts, List<String> afterwards) {}

    private String attemptInstalled(String batch) throws SQLException {
        return text("select " + MARK + " brisk.attempt(?::jsonb)::text", batch);
    }

    private String attemptBare(String batch) throws SQLException {
        text("select " + MARK + " set_config('brisk.attempt_batch', ?, true)", batch);
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    do $brisk$
                    declare
                        batch jsonb := current_setting('brisk.attempt_batch')::jsonb;
                        outcomes jsonb[] := '{}';
                    begin
                    """ + attemptBody() + """
                        perform set_config('brisk.attempt_outcomes', to_jsonb(outcomes)::text, true);
                    end $brisk$""");
        }
        return text("select " + MARK + " current_setting('brisk.attempt_outcomes')");
    }

    /** The PL/pgSQL block that brisk.attempt consists of: reads {@code batch}, appends to {@code outcomes}. */
    public static String attemptBody() {
        return Resource.text(JdbcDatabase.class, "attempt.plpgsql");
    }

    private String text(String select, Object... parameters) throws SQLException {
        try (var prepared = prepare(select, parameters);
                var rows = prepared.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var prepared = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            var value = parameters[i];
            if (value == null) {
                prepared.setNull(i + 1, Types.VARCHAR);
            } else {
                prepared.setString(i + 1, value.toString());
            }
        }
        return prepared;
    }
}
