package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;

/**
 * Takes pgbrisk out of a database. Works within a transaction that it begins and leaves open: whoever only wants to see what would
 * go rolls it back.
 */
public final class Uninstaller {
    private static final String LOCK_TIMEOUT = "30s";

    private static final String DEPENDENTS = SqlState.DEPENDENT_OBJECTS_STILL_EXIST.code();

    /** Of a schema, an extension or a role, a function, a table that somebody else dropped. */
    private static final Set<String> GONE = Set.of("3F000", "42704", "42883", "42P01");

    private final Connection connection;
    private final boolean cascade;
    private final Consumer<String> say;
    private final List<String> dropped = new ArrayList<>();
    private final List<String> undone = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    /**
     * @param cascade whether objects of users that depend on pgbrisk go too
     * @param say gets a sentence when something is waited for
     */
    public Uninstaller(Connection connection, boolean cascade, Consumer<String> say) {
        this.connection = connection;
        this.cascade = cascade;
        this.say = say;
    }

    /** @throws SQLException the transaction is to be rolled back then */
    public Removal remove() throws SQLException {
        dropped.clear();
        undone.clear();
        kept.clear();
        var sql = Installer.begin(connection);
        InstallLock.take(sql, say);
        sql.run("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
        var site = Site.of(connection);
        site.requireOurs();
        site.requireTrusted();
        List<String> options = List.of();
        List<String> steps = List.of();
        if (site.ours()) {
            requireNoDependents(sql);
            options = steps(sql, true);
            steps = steps(sql, false);
            dropSchema(sql);
        }
        // Options of Java cannot be set back in a session in which it runs, and removing the jar starts it.
        undoOptions(sql, options);
        removeJars(sql);
        for (var step : steps) {
            undo(sql, step, site.javaExists());
        }
        if (site.ours()) {
            resetSettings(sql);
        }
        for (var role : site.roles()) {
            dropRole(sql, role);
        }
        return new Removal(dropped, undone, kept);
    }

    private void requireNoDependents(Sql sql) throws SQLException {
        var dependents = sql.texts(Resource.sql(Uninstaller.class, "dependents.sql"));
        if (!dependents.isEmpty() && !cascade) {
            throw Refusal.refused(
                    SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                    "cannot uninstall pgbrisk because other objects depend on it",
                    String.join(", ", dependents),
                    "Drop them first, or use --cascade to drop them too.");
        }
        dropped.addAll(dependents.stream()
                .map(dependent -> dependent + " (depends on pgbrisk)")
                .toList());
    }

    private void dropSchema(Sql sql) throws SQLException {
        var functions =
                sql.number("select count(*) from pg_catalog.pg_proc where pronamespace = 'brisk'::regnamespace");
        var tables = sql.number("""
                select count(*)
                from pg_catalog.pg_class
                where relnamespace = 'brisk'::regnamespace and relkind in ('r', 'p')""");
        sql.run("drop schema brisk cascade");
        dropped.add("schema brisk with " + functions + " functions and " + tables + " tables");
    }

    private void removeJars(Sql sql) throws SQLException {
        if (!sql.is("select to_regclass('sqlj.jar_repository') is not null")) {
            return;
        }
        for (var name :
                sql.texts("select r.jarname from sqlj.jar_repository r where " + FunctionsJar.OURS + " order by 1")) {
            sql.texts("select sqlj.remove_jar(?, false)", name);
            dropped.add("jar " + name + " in PL/Java");
        }
    }

    private static List<String> steps(Sql sql, boolean options) throws SQLException {
        return sql.texts(
                "select statement from brisk.uninstall_step where starts_with(reason, 'pgbrisk jvm-archive ') = ? order by step desc",
                options);
    }

    /** Takes steps that do nothing where other options are in force than those they set back. */
    private void undoOptions(Sql sql, List<String> steps) throws SQLException {
        if (steps.isEmpty()) {
            return;
        }
        var select = Resource.sql(Uninstaller.class, "own_options.sql");
        var before = sql.text(select);
        for (var step : steps) {
            sql.run(step);
        }
        var after = sql.text(select);
        if (!after.equals(before)) {
            undone.add(after);
        } else if (!after.contains(" reset ")) {
            kept.add("pljava.vmoptions of this database: others than pgbrisk jvm-archive --apply set");
        }
    }

    /** What installing changed elsewhere. */
    private void undo(Sql sql, String step, boolean javaThere) throws SQLException {
        if (step.equals(PlJava.DROP_EXTENSION) && javaThere && sql.exists("sqlj.jar_repository")) {
            kept.add("extension pljava: it holds other jars");
            return;
        } else if (step.equals(PlJava.DROP_SCHEMA) && sql.exists("pg_catalog.pg_extension where extname = 'pljava'")) {
            return;
        }
        var refusal = attempt(step);
        if (refusal == null) {
            undone.add(step);
        } else if (refusal.getSQLState().equals(DEPENDENTS)) {
            kept.add("what \"" + step + "\" would undo: " + reason(refusal));
        } else if (!GONE.contains(refusal.getSQLState())) {
            throw refusal;
        }
    }

    private void resetSettings(Sql sql) throws SQLException {
        var select = Resource.sql(Uninstaller.class, "attached_settings.sql");
        for (var statement : sql.texts(select, true)) {
            var refusal = attempt(statement);
            if (refusal == null) {
                undone.add(statement);
            } else {
                kept.add(statement + " is left to do: " + reason(refusal));
            }
        }
        for (var statement : sql.texts(select, false)) {
            kept.add(statement + " is left to do: it reaches the other databases too");
        }
    }

    private void dropRole(Sql sql, String role) throws SQLException {
        var comment = sql.text(
                "select coalesce(shobj_description(oid, 'pg_authid'), '') from pg_catalog.pg_roles where rolname = ?",
                role);
        if (!comment.startsWith("pgbrisk")) {
            kept.add("role " + role + ": it was there before pgbrisk");
            return;
        }
        var members = sql.texts("""
                select m.rolname
                from pg_catalog.pg_auth_members a
                join pg_catalog.pg_roles g on g.oid = a.roleid
                join pg_catalog.pg_roles m on m.oid = a.member
                where g.rolname = ? and m.rolname not in ('brisk_reader', 'brisk_operator', 'brisk_cache')
                order by m.rolname""", role);
        var refusal = attempt("drop role " + role);
        if (refusal == null) {
            dropped.add(
                    "role " + role + (members.isEmpty() ? "" : " (its members: " + String.join(", ", members) + ")"));
        } else if (DEPENDENTS.equals(refusal.getSQLState())) {
            kept.add("role " + role + ": " + reason(refusal));
        } else {
            throw refusal;
        }
    }

    /** @return null when it went well; the statement is undone else, and only the statement */
    private SQLException attempt(String statement) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Sql.within(connection).run(statement);
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException e) {
            connection.rollback(before);
            return e;
        }
    }

    private static String reason(SQLException refusal) {
        var failure = Failure.of(refusal);
        var detail = failure.detail() == null ? "" : " (" + failure.detail().replace("\n", ", ") + ")";
        return failure.message() + detail;
    }
}
