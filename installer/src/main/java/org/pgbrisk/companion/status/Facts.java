package org.pgbrisk.companion.status;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.install.Parts;
import org.pgbrisk.companion.install.Site;
import org.pgbrisk.companion.install.Stamp;
import org.pgbrisk.database.JdbcDatabase;

/**
 * All that status looks at, as one snapshot.
 *
 * @param own what this companion would install
 * @param lost parts of the installation that are not there any more
 * @param bridge null where the functions do not run in companions
 * @param archive when the class-data archive that the options name was made, in seconds; null when it is not there or cannot be seen
 */
record Facts(
        Stamp own,
        Site site,
        Surroundings around,
        Map<String, Extension> extensions,
        List<String> lost,
        List<OldSession> oldSessions,
        List<GivenSetting> settings,
        List<ServerJava> javas,
        JavaSettings javaSettings,
        Double archive,
        Bridge bridge,
        Probe probe) {

    static Facts of(Connection connection) throws SQLException {
        var database = JdbcDatabase.bare(connection);
        var sql = Sql.within(connection);
        var own = Stamp.ofThisBuild();
        var site = Site.of(connection);
        var around = Surroundings.of(database);
        var javaSettings = JavaSettings.of(database);
        var mayCallJava = site.javaExists() && around.sqljUsage() && around.sqljSuspect() == null;
        var bridged = Bridge.isIn(site);
        var mayLook = site.ours() && around.briskUsage() && around.suspect() == null && site.suspect() == null;
        var mayCallDoor =
                mayLook && around.mayCall() && (bridged || around.sqljUsage() && around.sqljSuspect() == null);
        var bridge = bridged ? Bridge.of(database, mayLook) : null;
        return new Facts(
                own,
                site,
                around,
                Extension.all(database),
                lost(site, own, sql, mayCallJava && !bridged, bridge),
                site.installed().isPresent() && !bridged
                        ? OldSession.all(database, site.installed().get().jar())
                        : List.of(),
                GivenSetting.all(database, site.superuser()),
                site.superuser() ? ServerJava.all(connection) : List.of(),
                javaSettings,
                archive(connection, javaSettings),
                bridge,
                mayCallDoor || mayCallJava && !bridged
                        ? Probe.of(connection, mayCallJava && !bridged, mayCallDoor)
                        : Probe.none());
    }

    private static List<String> lost(Site site, Stamp own, Sql sql, boolean mayLookIntoJava, Bridge bridge)
            throws SQLException {
        if (!site.ours() || site.suspect() != null) {
            return List.of();
        }
        // What another version should have nobody knows here.
        var lost = new ArrayList<String>(
                site.installed().filter(own::equals).isPresent() ? Parts.lostFunctions(sql) : List.of());
        if (mayLookIntoJava && !Parts.hasJar(sql)) {
            lost.add("the functions' jar");
        }
        if (bridge != null && !bridge.loginExists()) {
            lost.add("role " + bridge.login());
        } else if (bridge != null && !bridge.mayConnect()) {
            lost.add("CONNECT of role " + bridge.login());
        }
        Parts.lostRoles(site).forEach(role -> lost.add("role " + role));
        if (Parts.lostRoles(site).isEmpty() && !site.rolesComplete()) {
            lost.add("the rights of role brisk_reader");
        }
        return lost;
    }

    private static Double archive(Connection connection, JavaSettings settings) throws SQLException {
        var path = settings.options().archive();
        if (path.isEmpty()) {
            return null;
        }
        var before = connection.setSavepoint();
        try {
            var made = Sql.within(connection)
                    .text("select extract(epoch from (pg_stat_file(?, true)).modification)::float8", path.get());
            return made == null ? null : Double.valueOf(made);
        } catch (SQLException e) {
            connection.rollback(before);
            return null;
        }
    }

    /** Whether a superuser's eyes see the server's disk. */
    boolean seesDisk() {
        return site.superuser();
    }

    boolean seesJavaSettings() {
        return javaSettings.settings().values().stream().anyMatch(setting -> setting.value() != null);
    }

    Extension extension(String name) {
        return extensions.get(name);
    }
}
