package org.pgbrisk.companion.bridge;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.SqlTokens;

/** The port over the wire: each statement is sent to the caller's own session, which executes it and sends back the rows. */
final class WireDatabase implements Database {
    /** Whoever carries a request to the caller and brings the answer. */
    @FunctionalInterface
    interface Wire {
        /** @throws SQLException when there will be no answer: the call is over */
        String ask(JsonObject request) throws SQLException;
    }

    private final Wire wire;

    WireDatabase(Wire wire) {
        this.wire = wire;
    }

    @Override
    public <R extends Record> List<R> query(Class<R> row, String select, Object... parameters) throws SQLException {
        return Records.read(row, Json.array(wire.ask(statement("query", JdbcDatabase.asJson(select), parameters))));
    }

    @Override
    public void execute(String statement, Object... parameters) throws SQLException {
        wire.ask(statement("execute", statement, parameters));
    }

    @Override
    public List<Outcome> attempt(List<Attempt> batch, List<String> afterwards) throws SQLException {
        var request = request("attempt");
        request.put("batch", Records.write(new JdbcDatabase.Batch(batch, afterwards)));
        return Outcome.list(wire.ask(request));
    }

    static JsonObject request(String what) {
        var request = new JsonObject();
        request.put("do", what);
        return request;
    }

    private static JsonObject statement(String what, String sql, Object... parameters) {
        var request = request(what);
        request.put("sql", numbered(sql));
        if (parameters.length > 0) {
            var values = new JsonArray();
            for (var value : parameters) {
                values.add(value == null ? null : value.toString());
            }
            request.put("parameters", values);
        }
        return request;
    }

    /** The caller's session has the parameters in one array of texts. */
    static String numbered(String sql) {
        var numbered = new StringBuilder(sql.length() + 32);
        var copied = 0;
        var count = 0;
        for (var token : SqlTokens.of(sql)) {
            if (token.kind() == SqlTokens.Kind.OPERATOR && token.is("?")) {
                count++;
                numbered.append(sql, copied, token.start())
                        .append("($1)[")
                        .append(count)
                        .append(']');
                copied = token.end();
            }
        }
        return numbered.append(sql, copied, sql.length()).toString();
    }
}
