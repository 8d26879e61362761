package org.pgbrisk.companion.advice;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;

/** A way to brisk.suggest_indexes. */
enum Door {
    /** The typed function, in whatever runtime the database has. */
    SQL {
        @Override
        Advice ask(Connection connection, JsonObject arguments) throws SQLException {
            try (var select = connection.prepareStatement("""
                    select /* brisk */ coalesce(json_agg(to_jsonb(s) || jsonb_build_object('relation', s.relation::oid::bigint)), '[]')::text,
                        (select l.lanname from pg_proc p join pg_language l on l.oid = p.prolang where p.oid = 'brisk.call'::regproc)
                    from jsonb_to_record(?::jsonb) as a (
                        relation bigint, storage_budget bigint, max_suggestions int, queries jsonb, time_limit numeric, verify text, keep boolean)
                    cross join lateral brisk.suggest_indexes(
                        a.relation::oid::regclass, a.storage_budget, coalesce(a.max_suggestions, 20),
                        (select array_agg(q) from jsonb_array_elements_text(a.queries) q),
                        make_interval(secs => a.time_limit::float8), a.verify, a.keep) s""")) {
                select.setString(1, Json.write(arguments));
                try (var rows = select.executeQuery()) {
                    rows.next();
                    Coverage.runtime(rows.getString(2).equals("java") ? Runtime.pljava : Runtime.bridge);
                    return new Advice(Json.array(rows.getString(1)));
                }
            }
        }
    },
    /** What {@code pgbrisk call} does. */
    JDBC {
        @Override
        Advice ask(Connection connection, JsonObject arguments) throws SQLException {
            Coverage.runtime("the companion, over JDBC");
            boolean autocommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement();
                    var path = statement.executeQuery("show search_path")) {
                path.next();
                var json = new JsonObject(arguments);
                json.put("search_path", path.getString(1));
                statement.execute("set local search_path = pg_catalog, pg_temp");
                var rows = Functions.call(JdbcDatabase.bare(connection), "suggest_indexes", Json.write(json));
                return new Advice(Json.array(rows));
            } finally {
                connection.rollback();
                connection.setAutoCommit(autocommit);
            }
        }
    };

    /**
     * For tests that need but one: the plain connection, which needs nothing installed, or SQL where a run is about one runtime. Installs
     * what it takes.
     */
    static Door ofThisRun(TestDatabase database) throws SQLException {
        if (System.getProperty("pgbrisk.runtime") == null) {
            return JDBC;
        }
        if (database.runtime() == null) {
            database.install();
        }
        return SQL;
    }

    /** All there are on this server. */
    static List<Door> all(TestDatabase database) throws SQLException {
        if (!database.offersRuntime()) {
            return List.of(JDBC);
        }
        database.install();
        return List.of(values());
    }

    abstract Advice ask(Connection connection, JsonObject arguments) throws SQLException;

    Advice ask(Connection connection, String... queries) throws SQLException {
        return ask(connection, queries(queries));
    }

    static JsonObject queries(String... queries) {
        var arguments = new JsonObject();
        if (queries.length > 0) {
            var array = new JsonArray();
            for (var query : queries) {
                array.add(query);
            }
            arguments.put("queries", array);
        }
        return arguments;
    }
}
