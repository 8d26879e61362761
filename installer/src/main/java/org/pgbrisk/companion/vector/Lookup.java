package org.pgbrisk.companion.vector;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.pgbrisk.companion.connection.Regclass;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;

/** Finds the column, and refuses what cannot be measured or may not. */
final class Lookup {
    private final Connection connection;
    private final Database database;

    Lookup(Connection connection) {
        this.connection = connection;
        this.database = JdbcDatabase.bare(connection);
    }

    VectorColumn column(String table, String name) throws SQLException {
        var path = Sql.within(connection).text("select pg_catalog.current_schemas(true)::pg_catalog.text");
        long oid = Regclass.oid(connection, table);
        var found = database.query(
                VectorColumn.class, Resource.sql(Lookup.class, "column.sql"), path, Long.toString(oid), name);
        if (found.isEmpty()) {
            throw Refusal.refused(
                    SqlState.UNDEFINED_COLUMN,
                    "table " + table + " has no column " + name,
                    null,
                    "Write the name as in SQL: in double quotes where it has capitals or special characters.");
        }
        var column = found.get(0);
        requireVectors(column);
        requireRights(column);
        return column;
    }

    private static void requireVectors(VectorColumn column) throws Refusal {
        if (!Set.of("r", "p", "m").contains(column.kind())) {
            throw Refusal.refused(
                    SqlState.WRONG_OBJECT_TYPE,
                    column.relation() + " is not a table",
                    "Only tables and materialized views have indexes and can be sampled.",
                    "Name the table that the rows are in.");
        }
        if (column.type() == null || !Set.of("vector", "halfvec").contains(column.type())) {
            throw Refusal.refused(
                    SqlState.WRONG_OBJECT_TYPE,
                    "column " + column.quoted() + " of " + column.relation() + " is of type " + column.writtenType(),
                    "Only columns of pgvector's types vector and halfvec are measured.",
                    "Name such a column, or change its type, for example with"
                            + " ALTER TABLE … ALTER COLUMN … TYPE vector(384).");
        }
        if (column.dimensions() < 0) {
            throw Refusal.refused(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "column " + column.quoted() + " of " + column.relation() + " has no number of dimensions",
                    "Without one no index can be built on it.",
                    "Declare it: ALTER TABLE " + column.relation() + " ALTER COLUMN " + column.quoted() + " TYPE "
                            + column.type()
                            + "(384), with your number; it rewrites the table, which nobody can use meanwhile.");
        }
    }

    private static void requireRights(VectorColumn column) throws Refusal {
        if (!column.readable()) {
            throw Refusal.refused(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "permission denied for column " + column.quoted() + " of " + column.relation(),
                    null,
                    "The owner of the table can GRANT SELECT on it.");
        }
        if (column.readOnly()) {
            throw Refusal.refused(
                    SqlState.READ_ONLY_SQL_TRANSACTION,
                    "this session may only read, and the sample is a temporary table",
                    null,
                    "Connect to the primary, without default_transaction_read_only.");
        }
        if (!column.mayCreateTemporary()) {
            throw Refusal.refused(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "permission denied to create temporary tables in this database",
                    "The sample is a temporary table.",
                    "The owner of the database can GRANT TEMPORARY ON DATABASE.");
        }
    }

    /** @throws Refusal where there are more dimensions than an index can hold */
    static void requireIndexable(VectorColumn column, String indexedType) throws Refusal {
        int most = AccessMethod.mostDimensions(indexedType);
        if (column.dimensions() > most) {
            boolean halvesWouldDo =
                    indexedType.equals("vector") && column.dimensions() <= AccessMethod.mostDimensions("halfvec");
            throw Refusal.refused(
                    SqlState.PROGRAM_LIMIT_EXCEEDED,
                    column.dimensions() + " dimensions are more than an index on type " + indexedType + " can have",
                    "The limits are 2,000 for vector and 4,000 for halfvec.",
                    halvesWouldDo
                            ? "--halfvec measures an index on the vectors in half precision."
                            : "Store fewer dimensions: some models make shorter vectors too, or their first ones suffice.");
        }
    }

    /** A row of operator_classes.sql. */
    public record OperatorClass(String method, String name) {}

    /** Those that can index the distance in this version of pgvector. */
    Set<AccessMethod> methods(VectorColumn column, String operatorClass) throws SQLException {
        var methods = EnumSet.noneOf(AccessMethod.class);
        var select = Resource.sql(Lookup.class, "operator_classes.sql");
        for (var found : database.query(OperatorClass.class, select, column.schema())) {
            if (found.name().equals(operatorClass)) {
                methods.add(AccessMethod.valueOf(found.method()));
            }
        }
        return methods;
    }
}
