package org.pgbrisk.companion.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements of pgbrisk's own, in a transaction in which nobody else's objects can stand in front of PostgreSQL's. */
public final class Sql {
    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /** On a connection whose transaction somebody else began. */
    public static Sql within(Connection connection) {
        return new Sql(connection);
    }

    /** Begins a transaction whose search_path holds only what PostgreSQL brought. */
    public static Sql begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        var sql = new Sql(connection);
        sql.run("set local search_path = pg_catalog, pg_temp");
        return sql;
    }

    public void run(String statement) throws SQLException {
        try (var plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    /** The first column of the rows. */
    public List<String> texts(String select, Object... parameters) throws SQLException {
        try (var prepared = connection.prepareStatement(select)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            var texts = new ArrayList<String>();
            try (var rows = prepared.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    /** The first column of the one row. */
    public String text(String select, Object... parameters) throws SQLException {
        return texts(select, parameters).get(0);
    }

    public boolean is(String select, Object... parameters) throws SQLException {
        return "t".equals(text(select, parameters));
    }

    /** @param rows what stands behind "from" */
    public boolean exists(String rows, Object... parameters) throws SQLException {
        return is("select exists (select from " + rows + ")", parameters);
    }

    public long number(String select, Object... parameters) throws SQLException {
        return Long.parseLong(text(select, parameters));
    }
}
