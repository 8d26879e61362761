package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Resource;

/** The routines and views of schema brisk: as the catalogs have them, and as an installation left them. */
final class OwnObjects {
    private final Database database;

    OwnObjects(Connection connection) {
        this.database = JdbcDatabase.bare(connection);
    }

    /** A row of objects.sql. */
    public record CatalogRow(
            String kind,
            String identity,
            String name,
            long oid,
            String rowVersion,
            boolean closed,
            String privilege,
            String grantee,
            Boolean grantable) {}

    /** A row of brisk.shipped, or of what 0.1.0 left, which kept no record. */
    public record ShippedRow(String object, String privilege, String grantee, Boolean grantable) {}

    /** As it goes into brisk.shipped. */
    public record Shipped(String object, List<Privilege> privileges) {}

    /** A row of object_dependents.sql. */
    public record DependentRow(boolean isView, long oid, String dependent, String statement) {}

    List<OwnObject> inCatalogs() throws SQLException {
        var privileges = new LinkedHashMap<OwnObject, List<Privilege>>();
        for (var row : database.query(CatalogRow.class, Resource.sql(OwnObjects.class, "objects.sql"))) {
            var bare = new OwnObject(
                    row.kind(), row.identity(), row.name(), row.oid(), row.rowVersion(), row.closed(), List.of());
            add(privileges, bare, row.privilege(), row.grantee(), row.grantable());
        }
        var objects = new ArrayList<OwnObject>();
        privileges.forEach((bare, granted) -> objects.add(new OwnObject(
                bare.kind(), bare.identity(), bare.name(), bare.oid(), bare.rowVersion(), bare.closed(), granted)));
        return objects;
    }

    /** The identity of each object that the installation brought, with the privileges it came with. */
    Map<String, List<Privilege>> shipped(Sql sql) throws SQLException {
        var recorded = sql.is("select to_regclass('brisk.shipped') is not null");
        var shipped = new LinkedHashMap<String, List<Privilege>>();
        for (var row : database.query(
                ShippedRow.class, Resource.sql(OwnObjects.class, recorded ? "shipped.sql" : "shipped_by_0.1.0.sql"))) {
            add(shipped, row.object(), row.privilege(), row.grantee(), row.grantable());
        }
        return shipped;
    }

    private static <K> void add(
            Map<K, List<Privilege>> privileges, K key, String privilege, String grantee, Boolean grantable) {
        var granted = privileges.computeIfAbsent(key, first -> new ArrayList<>());
        if (privilege != null) {
            granted.add(new Privilege(privilege, grantee, grantable));
        }
    }

    /** Writes down what an installation brought, for the next one. */
    void record(List<OwnObject> brought) throws SQLException {
        var rows = brought.stream()
                .map(object -> Records.write(new Shipped(object.identity(), object.privileges())))
                .toList();
        database.execute("delete from brisk.shipped");
        database.execute("""
                insert into brisk.shipped (object, privileges)
                select object, privileges
                from pg_catalog.jsonb_to_recordset(?::jsonb) as s (object text, privileges jsonb)""", Json.write(rows));
    }

    /**
     * What stands on each of these, but these themselves; the objects come in an order in which they can be dropped.
     *
     * @return each object with the rows about it, whose dependents are null where there are none
     */
    Map<OwnObject, List<DependentRow>> dependents(List<OwnObject> objects) throws SQLException {
        var dependents = new LinkedHashMap<OwnObject, List<DependentRow>>();
        for (var row : database.query(
                DependentRow.class,
                Resource.sql(OwnObjects.class, "object_dependents.sql"),
                oids(objects, false),
                oids(objects, true))) {
            var object = objects.stream()
                    .filter(each -> each.isView() == row.isView() && each.oid() == row.oid())
                    .findFirst()
                    .orElseThrow();
            var rows = dependents.computeIfAbsent(object, first -> new ArrayList<>());
            if (row.dependent() != null) {
                rows.add(row);
            }
        }
        return dependents;
    }

    private static String oids(List<OwnObject> objects, boolean views) {
        var oids = objects.stream()
                .filter(object -> object.isView() == views)
                .map(object -> Long.toString(object.oid()))
                .toList();
        return "{" + String.join(",", oids) + "}";
    }
}
