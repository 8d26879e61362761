package org.pgbrisk.companion.call;

import com.grack.nanojson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.connection.Regclass;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.output.Table;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Records;

/** Runs one function over a plain connection, in a transaction of its own; nothing of pgbrisk needs to be installed. */
final class Call {
    private final Connection connection;

    Call(Connection connection) {
        this.connection = connection;
    }

    Table run(Arguments arguments) throws SQLException {
        connection.setAutoCommit(false);
        var searchPath = Sql.within(connection).text("select pg_catalog.current_setting('search_path')");
        var json = arguments.json(name -> Regclass.oid(connection, name), searchPath);
        Sql.begin(connection);
        var database = JdbcDatabase.bare(connection);
        var entry = arguments.entry();
        var answer = Json.array(Functions.call(database, entry.name(), Json.write(json)));
        List<JsonObject> rows = answer.stream().map(JsonObject.class::cast).toList();
        RelationNames.resolve(database, entry.row(), rows);
        connection.commit();
        return Table.of(Records.keys(entry.row()), rows);
    }
}
