package org.pgbrisk.companion.call;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Relation;

/** Puts names, qualified and quoted, where a function answered with oids; all of a result in one query. */
final class RelationNames {
    private RelationNames() {}

    /** A relation's oid and its name. */
    public record Named(long oid, String name) {}

    static void resolve(Database database, Class<? extends Record> type, List<JsonObject> rows) throws SQLException {
        var columns = columns(type);
        var oids = new TreeSet<String>();
        for (var row : rows) {
            columns.forEach(column -> oids(row.get(column)).forEach(oid -> oids.add(oid.toString())));
        }
        if (oids.isEmpty()) {
            return;
        }
        var names = new HashMap<String, String>();
        var query = """
                select c.oid::bigint as oid, format('%I.%I', n.nspname, c.relname) as name
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where c.oid = any (?::oid[])""";
        for (var named : database.query(Named.class, query, "{" + String.join(",", oids) + "}")) {
            names.put(Long.toString(named.oid()), named.name());
        }
        for (var row : rows) {
            columns.forEach(column -> row.put(column, named(row.get(column), names)));
        }
    }

    private static List<String> columns(Class<? extends Record> type) {
        var keys = Records.keys(type);
        var columns = new ArrayList<String>();
        for (int i = 0; i < keys.size(); i++) {
            if (isRelation(type.getRecordComponents()[i].getGenericType())) {
                columns.add(keys.get(i));
            }
        }
        return columns;
    }

    private static boolean isRelation(Type type) {
        return type == Relation.class
                || type instanceof ParameterizedType list && list.getActualTypeArguments()[0] == Relation.class;
    }

    private static List<?> oids(Object value) {
        return value instanceof JsonArray list ? list : value == null ? List.of() : List.of(value);
    }

    /** A relation that is gone by now keeps its number, as regclass does. */
    private static Object named(Object value, Map<String, String> names) {
        if (value instanceof JsonArray list) {
            var named = new JsonArray();
            list.forEach(oid -> named.add(named(oid, names)));
            return named;
        }
        return value == null ? null : names.getOrDefault(value.toString(), value.toString());
    }
}
