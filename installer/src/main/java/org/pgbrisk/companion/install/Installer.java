package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.SqlState;

/** Installs pgbrisk in a database, or brings it up to date: all of it or nothing, in one transaction. */
public final class Installer {
    /** Long enough for whoever reads the catalogs, short enough not to queue the whole server behind us. */
    private static final String LOCK_TIMEOUT = "30s";

    private final Connection connection;
    private final Consumer<String> say;

    /**
     * @param connection with no transaction open; afterwards none is open either
     * @param say gets a sentence when something is waited for
     */
    public Installer(Connection connection, Consumer<String> say) {
        this.connection = connection;
        this.say = say;
    }

    /**
     * @return what was done, in sentences
     * @throws SQLException when nothing was done: a Refusal where the database is not as it has to be, else the server's error
     */
    public List<String> install() throws SQLException {
        try {
            var done = installWithin(begin(connection));
            connection.commit();
            return done;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    /** The transaction of an installer, whatever the login's defaults are. */
    static Sql begin(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        Sql.within(connection)
                .run("set session characteristics as transaction isolation level read committed, read write");
        var sql = Sql.begin(connection);
        PlJava.calm(sql);
        if (sql.is("select pg_is_in_recovery()")) {
            throw Refusal.refused(
                    SqlState.READ_ONLY_SQL_TRANSACTION,
                    "this server is a standby, which nothing can be changed on",
                    null,
                    "Run it on the primary; the standby follows by itself.");
        }
        return sql;
    }

    private List<String> installWithin(Sql sql) throws SQLException {
        InstallLock.take(sql, say);
        sql.run("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
        var own = Stamp.ofThisBuild();
        var site = Site.of(connection);
        site.requireInstallable(own);
        var jar = new FunctionsJar(BackendJar.ofThisBuild());
        var migrations = new Migrations(connection, jar);
        if (site.ours()) {
            if (migrations.databaseIsNewer()) {
                throw site.newer("a newer schema of pgbrisk", own);
            }
            forgetWhatIsGone(sql, site);
        }
        var run = migrations.run();
        if (run == 0 && site.installed().map(own::equals).orElse(false)) {
            return List.of("pgbrisk " + own.version() + " is already installed in database \"" + site.database()
                    + "\", nothing to do");
        }
        sql.run("comment on schema brisk is '" + own.comment() + "'");
        return report(sql, site, own, jar);
    }

    /** Somebody dropped PL/Java or the door: then all that can be repeated is installed again. */
    private static void forgetWhatIsGone(Sql sql, Site site) throws SQLException {
        var complete = site.doorExists()
                && site.javaExists()
                && sql.exists("sqlj.jar_repository where jarname = ?", FunctionsJar.NAME);
        if (!complete) {
            sql.run("delete from brisk.flyway_schema_history where version is null");
        }
    }

    private static List<String> report(Sql sql, Site site, Stamp own, FunctionsJar jar) throws SQLException {
        var lines = new ArrayList<String>(jar.done());
        var roles = sql.texts("""
                select rolname
                from pg_catalog.pg_roles
                where rolname in ('brisk_reader', 'brisk_operator', 'brisk_cache')
                order by rolname""");
        roles.removeAll(site.roles());
        if (!roles.isEmpty()) {
            lines.add("created roles " + String.join(", ", roles));
        }
        var functions =
                sql.number("select count(*) from pg_catalog.pg_proc where pronamespace = 'brisk'::regnamespace");
        lines.add((site.ours() ? "updated" : "created") + " schema brisk: " + functions + " functions");
        lines.add("pgbrisk " + own.version() + " is installed in database \"" + site.database() + "\"");
        return lines;
    }
}
