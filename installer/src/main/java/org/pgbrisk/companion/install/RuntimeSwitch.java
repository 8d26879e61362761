package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.companion.connection.Sql;

/** Takes out what the runtime that is not in force any more has in the database, once its door is replaced. */
final class RuntimeSwitch {
    private final Sql sql;
    private final Site site;
    private final Footprint footprint;

    RuntimeSwitch(Connection connection, Sql sql, Site site) {
        this.sql = sql;
        this.site = site;
        this.footprint = new Footprint(connection, sql);
    }

    /** @return what was done, in sentences */
    List<String> to(Runtime runtime) throws SQLException {
        if (runtime == Runtime.bridge) {
            leaveJava();
        } else {
            leaveBridge();
        }
        var done = new ArrayList<String>();
        var removal = footprint.removal();
        removal.dropped().forEach(object -> done.add("removed " + object));
        removal.undone().forEach(statement -> done.add("undone: " + statement));
        removal.kept().forEach(what -> done.add("kept: " + what));
        return done;
    }

    private void leaveJava() throws SQLException {
        var options = footprint.optionSteps();
        footprint.undoOptions(options);
        forget(options);
        // Not with PL/Java's own functions: that Java does not start is a reason to leave it.
        if (site.javaExists() && site.ownsSqlj() && sql.is("select to_regclass('sqlj.jar_repository') is not null")) {
            sql.texts("delete from sqlj.jar_repository r where " + FunctionsJar.OURS + " returning jarname")
                    .forEach(jar -> footprint.dropped("jar " + jar + " in PL/Java"));
        }
        undo(Runtime.pljava);
    }

    private void leaveBridge() throws SQLException {
        sql.run("delete from brisk.wire");
        for (var revoke : sql.texts("""
                select distinct format('revoke all on schema brisk from %I', r.rolname)
                from pg_catalog.pg_namespace n
                cross join lateral pg_catalog.aclexplode(n.nspacl) a
                join pg_catalog.pg_roles r on r.oid = a.grantee
                where n.nspname = 'brisk' and r.rolname ~ '^brisk_wire_[0-9]+$'""")) {
            sql.run(revoke);
        }
        footprint.dropWireLogin();
        undo(Runtime.bridge);
    }

    private void undo(Runtime runtime) throws SQLException {
        var undone = new ArrayList<String>();
        for (var step : footprint.steps(runtime)) {
            if (footprint.undo(step, site.javaExists())) {
                undone.add(step);
            }
        }
        forget(undone);
    }

    private void forget(List<String> steps) throws SQLException {
        for (var step : steps) {
            sql.texts("delete from brisk.uninstall_step where statement = ? returning statement", step);
        }
    }
}
