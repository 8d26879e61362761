package org.pgbrisk.companion.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.install.SettingsSurface;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.Standby;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.JdbcDatabase;
import org.postgresql.util.PSQLException;

/** brisk.set, brisk.reset, brisk.show and brisk.settings. What wins over what is tried in {@link SourcesTest}. */
@PostgresTest
class SettingsTest {
    @BeforeEach
    void install(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            SettingsSurface.install(connection);
        }
    }

    private static String value(Connection session, String select) throws SQLException {
        return TestDatabase.rows(session, select).get(0);
    }

    private static void assertError(TestDatabase database, String sql, String sqlstate, String message, String hint)
            throws SQLException {
        try (var connection = database.connect()) {
            assertError(connection, sql, sqlstate, message, hint);
        }
    }

    private static void assertError(Connection session, String sql, String sqlstate, String message, String hint) {
        var error = assertThrows(PSQLException.class, () -> TestDatabase.rows(session, sql), sql);
        assertEquals(sqlstate, error.getSQLState(), error.getMessage());
        var said = error.getServerErrorMessage();
        assertEquals(message, said.getMessage());
        assertEquals(hint, said.getHint());
    }

    @ParameterizedTest
    @CsvSource({
        "advisor_lock_timeout, 5s, 5s, 5000",
        "brisk.advisor_lock_timeout, 0.5 min, 30s, 30000",
        "BRISK.Advisor_Lock_Timeout, ' 1500 ', 1500ms, 1500",
        "advisor_lock_timeout, 1e3, 1s, 1000",
        "advisor_lock_timeout, 1999.6us, 2ms, 2",
        "advisor_storage_budget, 1.5GB, 1536MB, 1572864",
        "advisor_storage_budget, 1500 B, 1kB, 1",
        "advisor_storage_budget, 0, 0, 0",
        "advisor_storage_budget, 1024TB, 1024TB, 1099511627776",
        "advisor_min_benefit_percent, .5, 0.5, 0.5",
        "advisor_min_benefit_percent, 100.00, 100, 100",
        "advisor_statements, +007, 7, 7",
        "advisor_foreign_keys, OF, off, off",
        "advisor_foreign_keys, 1, on, on",
        "advisor_foreign_keys, TRUE, on, on",
        "advisor_costs, ' HypoPG ', hypopg, hypopg"
    })
    void valuesAreReadAsPostgresReadsItsOwn(
            String name, String given, String shown, String setting, TestDatabase database) throws SQLException {
        try (var session = database.connect()) {
            assertEquals(shown, value(session, "select brisk.set('" + name + "', '" + given + "')"));
            assertEquals(shown, value(session, "select brisk.show('" + name + "')"));
            assertEquals(
                    setting + "|table",
                    value(
                            session,
                            "select setting, source from brisk.settings where name like '%' || lower(replace('" + name
                                    + "', 'BRISK.', ''))"));
        }
    }

    @Test
    void aSessionInWhichBackslashesEscapeReadsTheSame(TestDatabase database) throws SQLException {
        try (var session = database.connect();
                var statement = session.createStatement()) {
            statement.execute("set standard_conforming_strings = off");
            assertEquals("1500ms", value(session, "select brisk.set('advisor_lock_timeout', ' 1.5 s ')"));
            assertEquals("1500ms", value(session, "select brisk.show('advisor_lock_timeout')"));

            session.setAutoCommit(false);
            Functions.call(
                    JdbcDatabase.bare(session),
                    "suggest_indexes",
                    "{\"queries\": [\"select 1\"], \"search_path\": \"public\"}");
        }
    }

    @Test
    void whatIsWrongIsSaidWithWhatWasExpected(TestDatabase database) throws SQLException {
        assertError(
                database,
                "select brisk.set('advisor_lock_timeout', '2h')",
                "22023",
                "7200000 ms is outside the valid range for parameter \"brisk.advisor_lock_timeout\" (1 ms .. 60000 ms)",
                "Expected an integer from 1 to 60000 ms, or with a unit: us, ms, s, min, h, d.");
        assertError(
                database,
                "select brisk.set('advisor_lock_timeout', '2 MB')",
                "22023",
                "invalid value for parameter \"brisk.advisor_lock_timeout\": \"2 MB\"",
                "Expected an integer from 1 to 60000 ms, or with a unit: us, ms, s, min, h, d.");
        assertError(
                database,
                "select brisk.set('advisor_statements', '10ms')",
                "22023",
                "invalid value for parameter \"brisk.advisor_statements\": \"10ms\"",
                "Expected an integer from 1 to 10000.");
        assertError(
                database,
                "select brisk.set('advisor_foreign_keys', 'o')",
                "22023",
                "invalid value for parameter \"brisk.advisor_foreign_keys\": \"o\"",
                "Expected on or off.");
        assertError(
                database,
                "set brisk.advisor_costs = 'guess'; select brisk.show('advisor_costs')",
                "22023",
                "invalid value for parameter \"brisk.advisor_costs\": \"guess\"",
                "Expected one of auto, hypopg, statistics. This value comes from: session.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select brisk.set('%s', '1')", "select brisk.reset('%s')", "select brisk.show('%s')"})
    void anUnknownNameIsRefusedWithTheNearestOne(String call, TestDatabase database) throws SQLException {
        var all = "All are listed by: select name from brisk.settings;";
        assertError(
                database,
                call.formatted("advisor_statments"),
                "42704",
                "pgbrisk has no setting \"brisk.advisor_statments\"",
                "Perhaps you meant \"brisk.advisor_statements\". " + all);
        assertError(database, call.formatted("zz"), "42704", "pgbrisk has no setting \"brisk.zz\"", all);
        assertError(database, call.formatted("'';--%"), "42704", "pgbrisk has no setting \"brisk.';--%\"", all);
    }

    @Test
    void nullsAndUnknownRolesAreRefused(TestDatabase database) throws SQLException {
        assertError(
                database,
                "select brisk.set('advisor_statements', null)",
                "22004",
                "the value of \"brisk.advisor_statements\" must not be NULL",
                "To go back to what holds without it: select brisk.reset('brisk.advisor_statements');");
        assertError(
                database,
                "select brisk.show(null)",
                "22004",
                "the name of a setting must not be NULL",
                "They are listed by: select name from brisk.settings;");
        assertError(
                database,
                "select brisk.set('advisor_statements', '5', 'no \"such\" role')",
                "42704",
                "role \"no \"such\" role\" does not exist",
                "for_role is the name of a role that logs in, written as it stands in pg_roles, without quotes.");
    }

    @Test
    void aNoticeSaysWhatIsStronger(TestDatabase database) throws SQLException {
        try (var session = database.connect();
                var statement = session.createStatement()) {
            statement.execute("set brisk.advisor_statements = 7");
            statement.execute("select brisk.set('advisor_statements', '9')");
            assertEquals(
                    "in this session \"brisk.advisor_statements\" remains 7",
                    statement.getWarnings().getMessage());
            statement.clearWarnings();
            statement.execute("reset brisk.advisor_statements; select brisk.set('advisor_statements', '11')");
            assertEquals(null, statement.getWarnings());
            assertEquals("11", value(session, "select brisk.show('advisor_statements')"));
            assertEquals("500", value(session, "select brisk.reset('advisor_statements')"));
            assertEquals("500", value(session, "select brisk.reset('advisor_statements')"));
        }
    }

    @Test
    void aRollbackTakesItBack(TestDatabase database) throws SQLException {
        try (var session = database.connect()) {
            session.setAutoCommit(false);
            value(session, "select brisk.set('advisor_statements', '9')");
            assertEquals("9", value(session, "select brisk.show('advisor_statements')"));
            session.rollback();
            assertEquals("500", value(session, "select brisk.show('advisor_statements')"));
        }
    }

    @Test
    void readersLookAndOperatorsChange(TestDatabase database) throws SQLException {
        database.login("test_reader", "brisk_reader");
        database.login("test_operator", "brisk_operator");
        database.login("test_nobody");
        try (var reader = database.connect("test_reader");
                var operator = database.connect("test_operator");
                var nobody = database.connect("test_nobody")) {
            value(operator, "select brisk.set('advisor_statements', '9')");
            value(operator, "select brisk.set('advisor_statements', '8', 'test_reader')");
            assertEquals("8", value(reader, "select brisk.show('advisor_statements')"));
            assertEquals("9", value(operator, "select brisk.show('advisor_statements')"));
            assertEquals(
                    List.of("null|9|test_operator", "test_reader|8|test_operator"),
                    TestDatabase.rows(
                            reader, "select role, value, changed_by from brisk.setting order by role nulls first"));
            for (var change : List.of(
                    "select brisk.set('advisor_statements', '9')",
                    "select brisk.reset('advisor_statements')",
                    "delete from brisk.setting")) {
                assertEquals(
                        "42501",
                        assertThrows(SQLException.class, () -> TestDatabase.rows(reader, change))
                                .getSQLState());
            }
            assertEquals(
                    "42501",
                    assertThrows(SQLException.class, () -> TestDatabase.rows(nobody, "select * from brisk.settings"))
                            .getSQLState());
        }
    }

    @Test
    void aRoleThatIsNoMemberReadsThemWithTheGrantsThatTheCommentNames(TestDatabase database) throws SQLException {
        database.login("test_other");
        database.run(
                "grant usage on schema brisk to test_other",
                "grant select on brisk.settings to test_other",
                "grant execute on function brisk.file_setting(text) to test_other");
        try (var other = database.connect("test_other")) {
            var select = "select value from brisk.settings where name = 'brisk.advisor_statements'";
            assertEquals("500", value(other, select));
        }
    }

    @Test
    void aRoleThatIsGoneCanBeForgotten(TestDatabase database) throws SQLException {
        database.login("\"Umläut \"\"x\"\"; --\"", "brisk_reader");
        database.run(
                "select brisk.set('advisor_statements', '8', 'Umläut \"x\"; --')",
                "drop role \"Umläut \"\"x\"\"; --\"");
        assertEquals(List.of("8"), database.rows("select value from brisk.setting"));
        database.run("select brisk.reset('advisor_statements', 'Umläut \"x\"; --')");
        assertEquals(List.of(), database.rows("select value from brisk.setting"));
    }

    @Test
    void manyAtOnceLeaveOneValue(TestDatabase database) throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            var calls = IntStream.rangeClosed(1, 40)
                    .mapToObj(i -> threads.submit(() -> {
                        database.run("select brisk.set('advisor_statements', '" + i + "')");
                        return i;
                    }))
                    .toList();
            for (var call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(List.of("1"), database.rows("select count(*) from brisk.setting"));
    }

    @Test
    void worksFromDoFromAViewAndUnderASearchPathOfSomebodyElse(TestDatabase database) throws SQLException {
        database.run(
                "create schema evil",
                "create function evil.lower(text) returns text language sql as $$ select 'evil' $$",
                "create function evil.btrim(text) returns text language sql as $$ select 'evil' $$",
                "create view mine as select brisk.show('advisor_costs') as costs, s.* from brisk.settings s",
                "do $$ begin perform brisk.set('advisor_costs', 'statistics'); end $$");
        try (var session = database.connect();
                var statement = session.createStatement()) {
            statement.execute("set search_path = evil, pg_catalog");
            assertEquals("statistics|statistics", value(session, "select costs, value from public.mine limit 1"));
            assertEquals("hypopg", value(session, "select brisk.set('ADVISOR_COSTS', 'HYPOPG')"));
        }
    }

    @Test
    @Requires("own")
    void theConfigurationFileIsNamedToWhomMayReadIt(TestDatabase database)
            throws SQLException, IOException, InterruptedException {
        var file = database.server().dataFolder().orElseThrow().resolve("postgresql.conf");
        var before = Files.readString(file);
        database.login("test_operator", "brisk_operator");
        try {
            Files.writeString(file, "\nbrisk.advisor_statements = 77\n", StandardOpenOption.APPEND);
            database.run("select pg_reload_conf()");
            var select = "select setting, source from brisk.settings where name = 'brisk.advisor_statements'";
            for (int i = 0; i < 100 && !database.rows(select).get(0).startsWith("77"); i++) {
                Thread.sleep(20);
            }
            assertEquals(List.of("77|configuration file"), database.rows(select));
            try (var operator = database.connect("test_operator")) {
                assertEquals("77|session", value(operator, select));
            }
        } finally {
            Files.writeString(file, before);
            database.run("select pg_reload_conf()");
        }
    }

    @Test
    @Requires("own")
    void aStandbyObeysAndRefusesChanges(TestDatabase database) throws Exception {
        database.run("select brisk.set('advisor_statements', '9')");
        try (var standby = Standby.of(database.server());
                var session = standby.connect(database)) {
            assertEquals("9", value(session, "select brisk.show('advisor_statements')"));
            for (var change : List.of(
                    "select brisk.set('advisor_statements', '8')", "select brisk.reset('advisor_statements')")) {
                assertError(
                        session,
                        change,
                        "25006",
                        "settings cannot be changed on a standby",
                        "Change them on the primary; the standby follows. For this session alone: SET brisk.name = value.");
            }
        }
    }

    @Test
    void everyColumnIsFilledAndCommented(TestDatabase database) throws SQLException {
        assertTrue(database.rows("select name from brisk.settings").size() >= 6);
        assertEquals(List.of(), database.rows("""
                select name
                from brisk.settings
                where name !~ '^brisk[.][a-z_]+$'
                    or short_desc !~ '^[A-Z].*[.]$'
                    or extra_desc !~ '[.]$'
                    or category is null
                    or source <> 'default'
                    or setting is distinct from boot_val
                    or value is null
                    or vartype not in ('bool', 'enum', 'integer', 'real')
                    or (vartype = 'enum') <> (enumvals is not null)
                    or (vartype in ('integer', 'real')) <> (min_val is not null and max_val is not null)"""));
        assertEquals(List.of(), database.rows("""
                select attname
                from pg_attribute
                where attrelid = 'brisk.settings'::regclass and attnum > 0 and col_description(attrelid, attnum) is null"""));
    }
}
