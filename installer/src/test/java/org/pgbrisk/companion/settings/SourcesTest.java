package org.pgbrisk.companion.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.install.SettingsSurface;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Every setting from every source, weakest first, each over the ones before it: on every version, as a superuser with a hostile name
 * and as a role that is a member of brisk_operator and nothing else.
 */
class SourcesTest {
    private static final String DATABASE = "sources";
    private static final List<String> LOGINS = List.of("\"Über \"\"Admin\"\"; --\"", "plain");

    /**
     * @param a a value it may have, as {@code b} is another; of both the default is one only where there are just two
     * @param number whether its values are numbers
     */
    private record Setting(String name, String a, String b, String bootVal, boolean number) {}

    /**
     * A source outside the session.
     *
     * @param byLogin whether the login itself can give it a value, or only a superuser
     * @param give the statement, of the setting's name, a value and the login as an identifier; empty for the default
     * @param takeBack undoes it
     */
    private record Source(String label, boolean byLogin, String give, String takeBack) {}

    /** The sessions that give; those that read are new, since some sources only reach those. */
    private record Givers(Connection superuser, Connection login) implements AutoCloseable {
        Connection of(Source source) {
            return source.byLogin() ? login : superuser;
        }

        @Override
        public void close() throws SQLException {
            superuser.close();
            login.close();
        }
    }

    private static final List<Source> SOURCES = List.of(
            new Source("default", true, "", ""),
            new Source("table", true, "select brisk.set('%1$s', '%2$s')", "select brisk.reset('%1$s')"),
            new Source(
                    "table for role",
                    true,
                    "select brisk.set('%1$s', '%2$s', session_user)",
                    "select brisk.reset('%1$s', session_user)"),
            new Source("all roles", false, "alter role all set %1$s = '%2$s'", "alter role all reset %1$s"),
            new Source(
                    "database", false, "alter database sources set %1$s = '%2$s'", "alter database sources reset %1$s"),
            new Source("role", false, "alter role %3$s set %1$s = '%2$s'", "alter role %3$s reset %1$s"),
            new Source(
                    "role in database",
                    false,
                    "alter role %3$s in database sources set %1$s = '%2$s'",
                    "alter role %3$s in database sources reset %1$s"));

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void theStrongestSourceIsInForceAndAWrongValueIsRefused(int major) throws SQLException {
        try (var server = Servers.embedded(major)) {
            Coverage.server(server);
            arrange(server);
            for (var login : LOGINS) {
                try (var givers = new Givers(connect(server, "postgres"), connect(server, login))) {
                    var settings = settings(server);
                    outsideASession(server, givers, settings, login);
                    try (var session = connect(server, login)) {
                        for (var setting : settings) {
                            withinASession(session, setting);
                            refused(session, setting);
                        }
                    }
                    takeAllBack(server, givers, settings, login);
                }
            }
        }
    }

    private static void outsideASession(Server server, Givers givers, List<Setting> settings, String login)
            throws SQLException {
        for (int i = 0; i < SOURCES.size(); i++) {
            var source = SOURCES.get(i);
            for (var setting : settings) {
                run(givers.of(source), source.give().formatted(setting.name(), value(i).apply(setting), login));
            }
            try (var session = connect(server, login)) {
                assertInForce(session, settings, value(i), source.label());
            }
        }
    }

    /** What the source of this number gives to a setting. */
    private static Function<Setting, String> value(int source) {
        return source == 0 ? Setting::bootVal : source % 2 == 0 ? Setting::a : Setting::b;
    }

    /** The strongest source outside it, the role in the database, holds {@code a} by now. */
    private static void withinASession(Connection session, Setting setting) throws SQLException {
        var set = "set " + setting.name() + " = '" + setting.b() + "'";
        run(session, set);
        assertInForce(session, List.of(setting), Setting::b, "session");
        run(session, "reset " + setting.name());
        session.setAutoCommit(false);
        run(session, set.replace("set ", "set local "));
        assertInForce(session, List.of(setting), Setting::b, "session");
        session.rollback();
        assertInForce(session, List.of(setting), Setting::a, "role in database");
        session.rollback();
        session.setAutoCommit(true);
        run(session, "set " + setting.name() + " = ''");
        assertInForce(session, List.of(setting), Setting::a, "table for role");
    }

    /** By brisk.set at once; by SET when it is read. */
    private static void refused(Connection session, Setting setting) throws SQLException {
        var wrong =
                setting.number() ? List.of("much", "-1e9", "9e30", "1 fortnight", "1 ms kB") : List.of("neither", "-");
        for (var value : wrong) {
            assertRefused(session, setting, "select brisk.set('" + setting.name() + "', '" + value + "')");
            run(session, "set " + setting.name() + " = '" + value + "'");
            assertRefused(session, setting, "select brisk.show('" + setting.name() + "')");
            assertEquals(
                    List.of("null|session|t"),
                    TestDatabase.rows(
                            session,
                            "select setting, source, strpos(problem, name) > 0 from brisk.settings where name = '"
                                    + setting.name() + "'"));
        }
        run(session, "reset " + setting.name());
    }

    private static void assertRefused(Connection session, Setting setting, String sql) {
        var refused = assertThrows(SQLException.class, () -> run(session, sql), sql);
        assertEquals("22023", refused.getSQLState(), refused.getMessage());
        assertTrue(refused.getMessage().contains(setting.name()), refused.getMessage());
        assertTrue(
                refused.getMessage().matches("(?s).*Hint: Expected (one of|on or off|an? \\w+ from \\S+ to \\S+).*"),
                refused.getMessage());
    }

    private static void takeAllBack(Server server, Givers givers, List<Setting> settings, String login)
            throws SQLException {
        for (var source : SOURCES) {
            for (var setting : settings) {
                run(givers.of(source), source.takeBack().formatted(setting.name(), "", login));
            }
        }
        try (var session = connect(server, login)) {
            assertInForce(session, settings, Setting::bootVal, "default");
        }
    }

    private static void arrange(Server server) throws SQLException {
        try (var connection = server.connect()) {
            run(connection, "create database " + DATABASE);
        }
        try (var connection = server.connect(DATABASE)) {
            SettingsSurface.install(connection);
            run(connection, "create role " + LOGINS.get(0) + " superuser login");
            run(connection, "create role " + LOGINS.get(1) + " login");
            for (var login : LOGINS) {
                run(connection, "grant brisk_operator to " + login);
            }
        }
    }

    private static List<Setting> settings(Server server) throws SQLException {
        var settings = new ArrayList<Setting>();
        try (var connection = server.connect(DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select name, boot_val, vartype in ('integer', 'real') as number,
                            case vartype
                                when 'bool' then array['off', 'on']
                                when 'enum' then array_remove(enumvals, boot_val)
                                else array[min_val, max_val]
                            end as allowed
                        from brisk.settings""")) {
            while (rows.next()) {
                var allowed = (String[]) rows.getArray("allowed").getArray();
                settings.add(new Setting(
                        rows.getString("name"),
                        allowed[0],
                        allowed[1],
                        rows.getString("boot_val"),
                        rows.getBoolean("number")));
            }
        }
        assertTrue(settings.size() >= 6, settings.toString());
        return settings;
    }

    /** By the view and by brisk.show. */
    private static void assertInForce(
            Connection session, List<Setting> settings, Function<Setting, String> value, String source)
            throws SQLException {
        var names = settings.stream().map(Setting::name).sorted().toList();
        assertEquals(
                settings.stream()
                        .sorted(Comparator.comparing(Setting::name))
                        .map(setting -> setting.name() + "|" + value.apply(setting) + "|" + source + "|null|t")
                        .toList(),
                TestDatabase.rows(
                        session,
                        "select name, setting, source, problem, value is not distinct from brisk.show(name)"
                                + " from brisk.settings where name in ('" + String.join("', '", names)
                                + "') order by name collate \"C\""));
    }

    private static Connection connect(Server server, String login) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setURL(server.url(DATABASE));
        source.setUser(
                login.startsWith("\"") ? login.substring(1, login.length() - 1).replace("\"\"", "\"") : login);
        return source.getConnection();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
