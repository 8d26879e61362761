package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;

/**
 * Takes pgbrisk out of a database. Works within a transaction that it begins and leaves open: whoever only wants to see what would
 * go rolls it back.
 */
public final class Uninstaller {
    private static final String LOCK_TIMEOUT = "30s";

    private final Connection connection;
    private final boolean cascade;
    private final Consumer<String> say;

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
        var sql = Installer.begin(connection);
        InstallLock.take(sql, say);
        sql.run("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
        var footprint = new Footprint(connection, sql);
        var site = Site.of(connection);
        site.requireOurs();
        site.requireTrusted();
        List<String> options = List.of();
        List<String> steps = new ArrayList<>();
        if (site.ours()) {
            requireNoDependents(sql, footprint);
            options = footprint.optionSteps();
            steps.addAll(footprint.steps(Runtime.bridge));
            steps.addAll(footprint.steps(Runtime.pljava));
            dropSchema(sql, footprint);
        }
        // Options of Java cannot be set back in a session in which it runs, and removing the jar starts it.
        footprint.undoOptions(options);
        removeJars(sql, footprint);
        for (var step : steps) {
            footprint.undo(step, site.javaExists());
        }
        if (site.ours()) {
            resetSettings(sql, footprint);
        }
        for (var role : site.roles()) {
            footprint.dropRole(role);
        }
        footprint.dropWireLogin();
        return footprint.removal();
    }

    private void requireNoDependents(Sql sql, Footprint footprint) throws SQLException {
        var dependents = sql.texts(Resource.sql(Uninstaller.class, "dependents.sql"));
        if (!dependents.isEmpty() && !cascade) {
            throw Refusal.refused(
                    SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                    "cannot uninstall pgbrisk because other objects depend on it",
                    String.join(", ", dependents),
                    "Drop them first, or use --cascade to drop them too.");
        }
        dependents.forEach(dependent -> footprint.dropped(dependent + " (depends on pgbrisk)"));
    }

    private static void dropSchema(Sql sql, Footprint footprint) throws SQLException {
        var functions =
                sql.number("select count(*) from pg_catalog.pg_proc where pronamespace = 'brisk'::regnamespace");
        var tables = sql.number("""
                select count(*)
                from pg_catalog.pg_class
                where relnamespace = 'brisk'::regnamespace and relkind in ('r', 'p')""");
        sql.run("drop schema brisk cascade");
        footprint.dropped("schema brisk with " + functions + " functions and " + tables + " tables");
    }

    private static void removeJars(Sql sql, Footprint footprint) throws SQLException {
        if (!sql.is("select to_regclass('sqlj.jar_repository') is not null")) {
            return;
        }
        for (var name :
                sql.texts("select r.jarname from sqlj.jar_repository r where " + FunctionsJar.OURS + " order by 1")) {
            sql.texts("select sqlj.remove_jar(?, false)", name);
            footprint.dropped("jar " + name + " in PL/Java");
        }
    }

    private void resetSettings(Sql sql, Footprint footprint) throws SQLException {
        var select = Resource.sql(Uninstaller.class, "attached_settings.sql");
        for (var statement : sql.texts(select, true)) {
            footprint.undoSetting(statement);
        }
        for (var statement : sql.texts(select, false)) {
            footprint.keepSetting(statement);
        }
    }
}
