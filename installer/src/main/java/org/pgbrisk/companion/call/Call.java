package org.pgbrisk.companion.call;

import com.grack.nanojson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.output.Table;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.SqlState;

/** Runs one function over a plain connection, in a transaction of its own; nothing of pgbrisk needs to be installed. */
final class Call {
    private static final String UNDEFINED_SCHEMA = "3F000";

    private final Connection connection;

    Call(Connection connection) {
        this.connection = connection;
    }

    Table run(Arguments arguments) throws SQLException {
        connection.setAutoCommit(false);
        var searchPath = Sql.within(connection).text("select pg_catalog.current_setting('search_path')");
        var json = arguments.json(this::oid, searchPath);
        Sql.begin(connection);
        var database = JdbcDatabase.bare(connection);
        var entry = arguments.entry();
        var answer = Json.array(Functions.call(database, entry.name(), Json.write(json)));
        List<JsonObject> rows = answer.stream().map(JsonObject.class::cast).toList();
        RelationNames.resolve(database, entry.row(), rows);
        connection.commit();
        return Table.of(Records.keys(entry.row()), rows);
    }

    /** By the server, with the login's own search_path: exactly what it would be in SQL. */
    private long oid(String relation) throws SQLException {
        try {
            return Long.parseLong(
                    Sql.within(connection).text("select ?::pg_catalog.regclass::pg_catalog.oid", relation));
        } catch (SQLException e) {
            var unknown = SqlState.UNDEFINED_TABLE.code().equals(e.getSQLState());
            if (unknown || UNDEFINED_SCHEMA.equals(e.getSQLState())) {
                throw Refusal.because(
                        e,
                        "Write the name as in SQL: with its schema unless that is in the search_path, "
                                + "and in double quotes where it has capitals or special characters.");
            }
            throw e;
        }
    }
}
