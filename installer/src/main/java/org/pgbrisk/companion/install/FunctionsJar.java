package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.pgbrisk.companion.connection.Sql;

/**
 * Brings the functions' jar into the database, as bytes, exactly when it changed. Repeatable migrations run in the order of their
 * descriptions: this one comes before R__2_call.
 */
final class FunctionsJar implements JavaMigration {
    static final String NAME = "pgbrisk";

    private final BackendJar jar;
    private final List<String> done = new ArrayList<>();

    FunctionsJar(BackendJar jar) {
        this.jar = jar;
    }

    /** What it did, in sentences; empty when it did not run. */
    List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public MigrationVersion getVersion() {
        return null;
    }

    @Override
    public String getDescription() {
        return "1 functions jar";
    }

    @Override
    public Integer getChecksum() {
        return jar.checksum();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        var sql = Sql.within(connection);
        createLanguage(connection, sql);
        var there = sql.exists("sqlj.jar_repository where jarname = ?", NAME);
        sql.texts("select sqlj." + (there ? "replace_jar" : "install_jar") + "(?, ?, false)", jar.bytes(), NAME);
        if (!NAME.equals(sql.text("select sqlj.get_classpath('brisk')"))) {
            sql.texts("select sqlj.set_classpath('brisk', ?)", NAME);
        }
        done.add((there ? "replaced" : "installed") + " the functions' jar (" + jar.kilobytes() + " kB, " + jar.hash()
                + ")");
        if (there) {
            done.add("sessions that already used pgbrisk keep the old functions until they reconnect");
        }
    }

    private void createLanguage(Connection connection, Sql sql) throws SQLException {
        if (sql.exists("pg_catalog.pg_language where lanname = 'java'")) {
            return;
        }
        // The schema is not a part of the extension, so it does not go with it.
        if (!sql.exists("pg_catalog.pg_namespace where nspname = 'sqlj'")) {
            recordStep(sql, PlJava.DROP_SCHEMA);
        }
        PlJava.create(connection, sql);
        recordStep(sql, PlJava.DROP_EXTENSION);
        done.add("created extension pljava");
    }

    private static void recordStep(Sql sql, String statement) throws SQLException {
        sql.run("insert into brisk.uninstall_step (statement, reason) values ('" + statement
                + "', 'PL/Java was not in this database before') on conflict do nothing");
    }
}
