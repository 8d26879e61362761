package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.Context;
import org.pgbrisk.companion.connection.Sql;

/**
 * Brings the functions' jar into the database, as bytes, exactly when it changed.
 *
 * <p>Each jar has a name of its own, and the one before it stays until the next update: a session loads classes and resources when
 * it needs them, and one that began with the old jar would find nothing any more if that were replaced.
 */
final class FunctionsJar implements RuntimePart {
    private static final String PREFIX = "pgbrisk";

    /** Jars of ours, 0.1.0's among them: rows of sqlj.jar_repository r. */
    static final String OURS = "r.jarname ~ '^" + PREFIX + "(_[0-9a-f]+)?$'";

    private static final String LEFT_OVER = "select r.jarname from sqlj.jar_repository r where " + OURS
            + " and r.jarname <> all (string_to_array(?, ':'))"
            + " and not exists (select from sqlj.classpath_entry c where c.jarid = r.jarid)"
            // Only these may remove it.
            + " and (r.jarowner = current_user or current_setting('is_superuser')::boolean) order by 1";

    /** A dump holds PL/Java's rows but not its sequences: after a restore these would hand out the same numbers again. */
    private static final String ADVANCE_SEQUENCE = """
            select setval(s.sequence, s.highest)
            from (
                select pg_get_serial_sequence('sqlj.%1$s', '%2$s')::regclass as sequence, max(%2$s) as highest
                from sqlj.%1$s
            ) s
            where s.highest > coalesce(pg_sequence_last_value(s.sequence), 0)""";

    private final BackendJar jar;
    private final List<String> done = new ArrayList<>();

    FunctionsJar(BackendJar jar) {
        this.jar = jar;
    }

    static String name(BackendJar jar) {
        return PREFIX + "_" + jar.hash();
    }

    @Override
    public Runtime runtime() {
        return Runtime.pljava;
    }

    @Override
    public List<String> done() {
        return List.copyOf(done);
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
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        var sql = Sql.within(connection);
        createLanguage(connection, sql);
        var name = name(jar);
        var before = sql.text("select coalesce(sqlj.get_classpath('brisk'), '')");
        var replaces = sql.exists("sqlj.jar_repository r where " + OURS);
        if (!sql.exists("sqlj.jar_repository where jarname = ?", name)) {
            sql.texts(ADVANCE_SEQUENCE.formatted("jar_repository", "jarid"));
            sql.texts(ADVANCE_SEQUENCE.formatted("jar_entry", "entryid"));
            sql.texts("select sqlj.install_jar(?, ?, false)", jar.bytes(), name);
            done.add((replaces ? "replaced" : "installed") + " the functions' jar (" + jar.kilobytes() + " kB, "
                    + jar.hash() + ")");
        }
        if (!name.equals(before)) {
            sql.texts("select sqlj.set_classpath('brisk', ?)", name);
            if (replaces) {
                done.add("sessions that already used pgbrisk have to reconnect; pgbrisk status lists them");
            }
            for (var older : sql.texts(LEFT_OVER, before + ":" + name)) {
                sql.texts("select sqlj.remove_jar(?, false)", older);
            }
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
