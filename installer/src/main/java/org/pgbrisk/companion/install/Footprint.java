package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;

/** Takes back what an installation did outside schema brisk, and keeps account of it. */
final class Footprint {
    private static final String DEPENDENTS = SqlState.DEPENDENT_OBJECTS_STILL_EXIST.code();

    /** Of a schema, an extension or a role, a function, a table that somebody else dropped. */
    private static final Set<String> GONE = Set.of("3F000", "42704", "42883", "42P01");

    private static final String OF_JVM_ARCHIVE = "starts_with(reason, 'pgbrisk jvm-archive ')";

    private final Connection connection;
    private final Sql sql;
    private final List<String> dropped = new ArrayList<>();
    private final List<String> undone = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    Footprint(Connection connection, Sql sql) {
        this.connection = connection;
        this.sql = sql;
    }

    void dropped(String object) {
        dropped.add(object);
    }

    Removal removal() {
        return new Removal(dropped, undone, kept);
    }

    /** Statements that take back options of Java, the last one first. */
    List<String> optionSteps() throws SQLException {
        return sql.texts("select statement from brisk.uninstall_step where " + OF_JVM_ARCHIVE + " order by step desc");
    }

    /** All other statements, the last one first. */
    List<String> steps(Runtime runtime) throws SQLException {
        return sql.texts(
                "select statement from brisk.uninstall_step where not " + OF_JVM_ARCHIVE
                        + " and (reason = ?) = ? order by step desc",
                WireLogin.REASON,
                runtime == Runtime.bridge);
    }

    /** Takes steps that do nothing where other options are in force than those they set back. */
    void undoOptions(List<String> steps) throws SQLException {
        if (steps.isEmpty()) {
            return;
        }
        var select = Resource.sql(Footprint.class, "own_options.sql");
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

    void undoSetting(String statement) throws SQLException {
        var refusal = attempt(statement);
        if (refusal == null) {
            undone.add(statement);
        } else {
            kept.add(statement + " is left to do: " + reason(refusal));
        }
    }

    void keepSetting(String statement) {
        kept.add(statement + " is left to do: it reaches the other databases too");
    }

    /** @return whether it needs not be done again */
    boolean undo(String step, boolean javaThere) throws SQLException {
        if (step.equals(PlJava.DROP_EXTENSION) && javaThere && sql.exists("sqlj.jar_repository")) {
            kept.add("extension pljava: it holds other jars");
            return false;
        } else if (step.equals(PlJava.DROP_SCHEMA) && extensionExists("pljava")
                || step.equals(WireLogin.DROP_SCHEMA) && extensionExists("dblink")) {
            return false;
        }
        var refusal = attempt(step);
        if (refusal == null) {
            undone.add(step);
        } else if (refusal.getSQLState().equals(DEPENDENTS)) {
            kept.add("what \"" + step + "\" would undo: " + reason(refusal));
            return false;
        } else if (!GONE.contains(refusal.getSQLState())) {
            throw refusal;
        }
        return true;
    }

    private boolean extensionExists(String name) throws SQLException {
        return sql.exists("pg_catalog.pg_extension where extname = ?", name);
    }

    /** The login of this database's wire, with the right to connect, which is all that it has outside schema brisk. */
    void dropWireLogin() throws SQLException {
        for (var login : sql.texts("select rolname from pg_catalog.pg_roles where rolname = " + WireLogin.NAME)) {
            for (var revoke : sql.texts("""
                    select distinct format('revoke all on database %I from %I', d.datname, r.rolname)
                    from pg_catalog.pg_database d
                    cross join lateral pg_catalog.aclexplode(d.datacl) a
                    join pg_catalog.pg_roles r on r.oid = a.grantee
                    where d.datname = current_database() and r.rolname = ?""", login)) {
                sql.run(revoke);
            }
            dropRole(login);
        }
    }

    void dropRole(String role) throws SQLException {
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
                where g.rolname = ?
                    and m.rolname not in ('brisk_reader', 'brisk_operator', 'brisk_cache')
                    -- From 16 on whoever creates a role may hand it out.
                    and m.rolname <> current_user
                order by m.rolname""", role);
        var refusal = attempt("drop role " + role);
        if (refusal == null) {
            dropped.add(
                    "role " + role + (members.isEmpty() ? "" : " (its members: " + String.join(", ", members) + ")"));
        } else if (DEPENDENTS.equals(refusal.getSQLState())
                || SqlState.INSUFFICIENT_PRIVILEGE.code().equals(refusal.getSQLState())) {
            // Another database uses it, or somebody else created it for one.
            kept.add("role " + role + ": " + reason(refusal));
        } else {
            throw refusal;
        }
    }

    /** @return null when it went well; the statement is undone else, and only the statement */
    private SQLException attempt(String statement) throws SQLException {
        var before = connection.setSavepoint();
        try {
            sql.run(statement);
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
