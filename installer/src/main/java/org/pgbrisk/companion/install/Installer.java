package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.terminal.Shell;
import org.pgbrisk.database.SqlState;

/** Installs pgbrisk in a database, or brings it up to date: all of it or nothing, in one transaction. */
public final class Installer {
    /** Long enough for whoever reads the catalogs, short enough not to queue the whole server behind us. */
    private static final String LOCK_TIMEOUT = "30s";

    private final Connection connection;
    private final Consumer<String> say;
    private final Runtime wanted;
    private final WireAddress address;
    private final Release release;
    private boolean wireRefused;

    /**
     * @param connection with no transaction open; afterwards none is open either
     * @param say gets a sentence when something is waited for
     */
    public Installer(Connection connection, Consumer<String> say) {
        this(connection, say, Runtime.auto, WireAddress.UNSAID);
    }

    /**
     * @param wanted where the functions are to run
     * @param address how the server reaches itself, for the bridge
     */
    public Installer(Connection connection, Consumer<String> say, Runtime wanted, WireAddress address) {
        this(connection, say, wanted, address, Release.ofThisBuild());
    }

    Installer(Connection connection, Consumer<String> say, Runtime wanted, WireAddress address, Release release) {
        this.connection = connection;
        this.say = say;
        this.wanted = wanted;
        this.address = address;
        this.release = release;
    }

    /**
     * @return what was done, in sentences
     * @throws SQLException when nothing was done: a Refusal where the database is not as it has to be, else the server's error
     */
    public List<String> install() throws SQLException {
        return run(true);
    }

    /** Does it all and takes it back. */
    public List<String> rehearse() throws SQLException {
        return run(false);
    }

    private List<String> run(boolean commit) throws SQLException {
        try {
            var done = installWithin(begin(connection));
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
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
        var own = release.stamp();
        var site = Site.of(connection);
        site.requireInstallable(own);
        var runtime = site.resolve(wanted);
        address.requireFit(runtime);
        // Who has that login's password can change it: then the row does not fit it any more, which only logging in
        // shows.
        wireRefused =
                site.ours() && site.ownsSchema() && runtime == Runtime.bridge && WireTrial.refusesLogin(connection);
        requireAble(sql, site, runtime);
        if (!site.ours()) {
            var part = part(runtime);
            new Migrations(connection, release, part).run();
            var objects = new OwnObjects(connection);
            objects.record(objects.inCatalogs());
            return finish(sql, site, runtime, part.done());
        }
        var migrations = new Migrations(connection, release, part(runtime));
        if (migrations.databaseIsNewer()) {
            throw site.newer("a newer schema of pgbrisk", own);
        }
        if (site.installed().filter(own::equals).isPresent()
                && isComplete(sql, site, runtime)
                && !migrations.pending()) {
            return List.of("pgbrisk " + own.version() + " is already installed in database \"" + site.database()
                    + "\", nothing to do");
        }
        requireHistory(sql);
        var done = new ArrayList<>(new Upgrade(connection, sql, site, release, () -> part(runtime)).run());
        done.addAll(new RuntimeSwitch(connection, sql, site).to(runtime));
        return finish(sql, site, runtime, done);
    }

    private RuntimePart part(Runtime runtime) {
        return runtime == Runtime.bridge ? new WireLogin(address, wireRefused) : new FunctionsJar(release.jar());
    }

    private void requireAble(Sql sql, Site site, Runtime runtime) throws SQLException {
        var wire = WireSite.of(connection);
        if (runtime == Runtime.pljava) {
            site.requireJava();
            site.requireRights(
                    site.missingForJava(), wire.missingRights(site, false).isEmpty());
            return;
        }
        wire.requireDblink(site);
        var missing = new ArrayList<>(site.missingForLeavingJava());
        // Only the owner may ask about the row.
        missing.addAll(
                wire.missingRights(site, site.ours() && site.ownsSchema() && !wireRefused && WireLogin.fits(sql)));
        site.requireRights(missing, false);
    }

    /** Somebody may have dropped PL/Java or the door, or restored a dump where the roles were not. */
    private boolean isComplete(Sql sql, Site site, Runtime runtime) throws SQLException {
        return site.runtime().equals(Optional.of(runtime))
                && site.rolesComplete()
                && (runtime == Runtime.bridge ? bridgeIsComplete(sql) : javaIsComplete(sql, site))
                && Parts.lostFunctions(sql).isEmpty();
    }

    private boolean javaIsComplete(Sql sql, Site site) throws SQLException {
        return site.javaExists()
                && sql.exists(
                        "sqlj.jar_repository join sqlj.classpath_entry using (jarid) where schemaname = 'brisk' and jarname = ?",
                        FunctionsJar.name(release.jar()));
    }

    private boolean bridgeIsComplete(Sql sql) throws SQLException {
        return !wireRefused
                && WireLogin.works(sql)
                && sql.exists("pg_catalog.pg_extension where extname = 'dblink'")
                && sql.exists(
                        "brisk.wire where host = coalesce(?, host) and port = coalesce(?, port)",
                        address.host().orElse(null),
                        address.port().orElse(null));
    }

    private static void requireHistory(Sql sql) throws SQLException {
        if (!sql.exists("brisk.flyway_schema_history where version is not null")) {
            throw Refusal.refused(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "schema brisk is there, but not the rows that say what is in it",
                    "This is so after restoring a dump that was made without data.",
                    "Run pgbrisk uninstall, then pgbrisk install.");
        }
    }

    private List<String> finish(Sql sql, Site site, Runtime runtime, List<String> done) throws SQLException {
        sql.run("comment on schema brisk is '" + release.stamp().comment() + "'");
        return report(sql, site, runtime, done);
    }

    private List<String> report(Sql sql, Site site, Runtime runtime, List<String> done) throws SQLException {
        var own = release.stamp();
        var lines = new ArrayList<>(done);
        var roles = sql.texts("""
                select rolname
                from pg_catalog.pg_roles
                where rolname in ('brisk_reader', 'brisk_operator', 'brisk_cache')
                order by rolname""");
        roles.removeAll(site.roles());
        if (!roles.isEmpty()) {
            lines.add("created roles " + String.join(", ", roles));
        }
        // Users may have functions of their own in the schema: a view has no argument types.
        var functions = sql.number("select count(*) from brisk.shipped where object like '%(%'");
        lines.add((site.ours() ? "updated" : "created") + " schema brisk: " + functions + " functions");
        var from = site.installed().map(Stamp::version).filter(version -> !version.equals(own.version()));
        lines.add("pgbrisk " + own.version() + " is installed in database \"" + site.database() + "\""
                + from.map(version -> ", before it was " + version).orElse(""));
        lines.addAll(next(site, own, runtime));
        return lines;
    }

    /** What is left to do. */
    private static List<String> next(Site site, Stamp own, Runtime runtime) {
        var serve = "pgbrisk serve -d " + Shell.quoted(site.database());
        var same = site.runtime().equals(Optional.of(runtime));
        if (!site.ours() && runtime == Runtime.bridge) {
            return List.of(
                    "the functions run in the companion; start it, as role " + site.login() + ": " + serve,
                    "then, in psql, let somebody use them: grant brisk_reader to …;");
        } else if (!site.ours() || same && site.installed().filter(own::equals).isPresent()) {
            return List.of();
        } else if (runtime == Runtime.bridge) {
            return List.of(
                    same
                            ? "if the companion is running start it again, in this version: " + serve
                            : "the functions now run in the companion; start it with: " + serve);
        }
        return same ? List.of() : List.of("the functions now run inside the server, in PL/Java");
    }
}
