package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pgbrisk.companion.bridge.SlowCall;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.install.SettingsSurface;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** For each setting there is: that it is obeyed. */
@PostgresTest
@Tag("sql")
class SettingsObeyedTest {
    /** What shows that a setting is obeyed, in a session on {@link Shop#TABLES}. */
    private interface Proof {
        void run(TestDatabase database, Connection session) throws Exception;
    }

    private static final String QUERY = "select * from orders where customer_id = 7";
    private static final String TWO_KEYS = "select * from orders where customer_id = 7 and created_at > now()";

    private static final Map<String, Proof> PROOFS = Map.ofEntries(
            Map.entry("brisk.advisor_costs", SettingsObeyedTest::costs),
            Map.entry("brisk.advisor_foreign_keys", SettingsObeyedTest::foreignKeys),
            Map.entry("brisk.advisor_lock_timeout", SettingsObeyedTest::lockTimeout),
            Map.entry("brisk.advisor_max_columns", SettingsObeyedTest::maxColumns),
            Map.entry("brisk.advisor_min_benefit_percent", SettingsObeyedTest::minBenefitPercent),
            Map.entry("brisk.advisor_statements", SettingsObeyedTest::statements),
            Map.entry("brisk.advisor_storage_budget", SettingsObeyedTest::storageBudget),
            Map.entry("brisk.advisor_time_limit", SettingsObeyedTest::timeLimit),
            Map.entry("brisk.advisor_time_percent", SettingsObeyedTest::timePercent),
            Map.entry("brisk.advisor_unused_days", SettingsObeyedTest::unusedDays),
            Map.entry("brisk.advisor_verify_builds", SettingsObeyedTest::verifyBuilds),
            Map.entry("brisk.bridge_timeout", SettingsObeyedTest::bridgeTimeout),
            Map.entry("brisk.bridge_workers", SettingsObeyedTest::bridgeWorkers));

    static List<String> settings() {
        return List.copyOf(new TreeSet<>(PROOFS.keySet()));
    }

    @Test
    void everySettingHasAProof(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            SettingsSurface.install(connection);
            assertEquals(settings(), TestDatabase.rows(connection, "select name from brisk.settings order by name"));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isObeyed(String setting, TestDatabase database) throws Exception {
        database.run(Shop.TABLES);
        try (var session = database.connect()) {
            PROOFS.get(setting).run(database, session);
        }
    }

    private static void set(Connection session, String setting, String value) throws SQLException {
        run(session, "set brisk.advisor_" + setting + " = '" + value + "'");
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> methods(Advice advice) {
        return advice.rows().stream()
                .filter(row -> row.getString("ddl") != null)
                .map(row -> row.getObject("evidence").getString("method"))
                .toList();
    }

    private static void costs(TestDatabase database, Connection session) throws SQLException {
        set(session, "costs", "statistics");
        assertEquals(List.of("statistics"), methods(Door.ofThisRun(database).ask(session, QUERY)));
        assertEquals(List.of(), Door.ofThisRun(database).ask(session, QUERY).reasons("notice"));
        if (database.server().offers("hypopg")) {
            set(session, "costs", "hypopg");
            assertEquals(List.of("hypopg"), methods(Door.ofThisRun(database).ask(session, QUERY)));
            database.run("drop extension hypopg");
        }
        set(session, "costs", "hypopg");
        var refused =
                assertThrows(SQLException.class, () -> Door.ofThisRun(database).ask(session, QUERY));
        assertEquals("55000", refused.getSQLState());
        assertEquals(
                "create extension hypopg; or set brisk.advisor_costs to auto.",
                Failure.of(refused).hint());
        set(session, "costs", "auto");
        assertEquals(List.of("statistics"), methods(Door.ofThisRun(database).ask(session, QUERY)));
    }

    private static void foreignKeys(TestDatabase database, Connection session) throws SQLException {
        database.run(
                "delete from orders where customer_id = 0",
                "alter table orders add foreign key (customer_id) references customer");
        var query = "select count(*) from orders";
        assertEquals(
                1,
                Door.ofThisRun(database)
                        .ask(session, query)
                        .ofKind("foreign_key")
                        .size());
        set(session, "foreign_keys", "off");
        assertEquals(List.of(), Door.ofThisRun(database).ask(session, query).ofKind("foreign_key"));
    }

    private static void lockTimeout(TestDatabase database, Connection session) throws SQLException {
        try (var locker = database.connect()) {
            locker.setAutoCommit(false);
            run(locker, "lock table orders in access exclusive mode");
            run(session, "set statement_timeout = '1s'");
            set(session, "lock_timeout", "1min");
            var cancelled = assertThrows(
                    SQLException.class, () -> Door.ofThisRun(database).ask(session, QUERY));
            assertEquals("57014", cancelled.getSQLState());
            set(session, "lock_timeout", "1ms");
            var advice = Door.ofThisRun(database).ask(session, QUERY);
            assertTrue(advice.reasons("skipped").get(0).contains("lock timeout"), advice.toString());
            locker.rollback();
        }
    }

    private static void maxColumns(TestDatabase database, Connection session) throws SQLException {
        Assumptions.assumeTrue(database.server().offers("hypopg"), "needs hypopg, to tell a narrow range");
        var query = "select * from orders where status = 'open' and customer_id < 200";
        assertEquals(
                List.of("public.orders (status, customer_id)"),
                Door.ofThisRun(database).ask(session, query).targets());
        set(session, "max_columns", "1");
        assertEquals(
                List.of("public.orders (customer_id)"),
                Door.ofThisRun(database).ask(session, query).targets());
    }

    private static void minBenefitPercent(TestDatabase database, Connection session) throws SQLException {
        assertEquals(1, Door.ofThisRun(database).ask(session, QUERY).ddl().size());
        set(session, "min_benefit_percent", "100");
        assertEquals(List.of(), Door.ofThisRun(database).ask(session, QUERY).ddl());
    }

    private static void statements(TestDatabase database, Connection session) throws SQLException {
        if (!database.server().offers("pg_stat_statements")) {
            Assumptions.abort("needs pg_stat_statements, which this server does not offer");
        }
        database.run("select pg_stat_statements_reset()");
        for (int i = 0; i < 20; i++) {
            database.run(TWO_KEYS);
        }
        database.run("select * from customer where region = 3 and email = 'e3@example.org'");
        set(session, "time_percent", "100");
        assertNotEquals(
                List.of(),
                Door.ofThisRun(database).ask(session).targets().stream()
                        .filter(t -> t.contains("customer ("))
                        .toList());
        set(session, "statements", "1");
        assertEquals(
                List.of(),
                Door.ofThisRun(database).ask(session).targets().stream()
                        .filter(t -> t.contains("customer ("))
                        .toList());
    }

    /** Many calls of one statement take most of the time. */
    private static void timePercent(TestDatabase database, Connection session) throws SQLException {
        if (!database.server().offers("pg_stat_statements")) {
            Assumptions.abort("needs pg_stat_statements, which this server does not offer");
        }
        database.run("select pg_stat_statements_reset()");
        for (int i = 0; i < 60; i++) {
            database.run(TWO_KEYS);
        }
        database.run("select * from customer where email = 'e3@example.org'");
        set(session, "time_percent", "100");
        assertEquals(1, onCustomer(database, session));
        set(session, "time_percent", "50");
        assertEquals(0, onCustomer(database, session));
    }

    private static long onCustomer(TestDatabase database, Connection session) throws SQLException {
        return Door.ofThisRun(database).ask(session).targets().stream()
                .filter(target -> target.contains("customer ("))
                .count();
    }

    private static void timeLimit(TestDatabase database, Connection session) throws SQLException {
        assertEquals(List.of(), overtime(Door.ofThisRun(database).ask(session, QUERY)));
        set(session, "time_limit", "1ms");
        var advice = Door.ofThisRun(database).ask(session, QUERY);
        assertEquals(List.of(), advice.ddl());
        assertEquals(1, overtime(advice).size(), advice.toString());
        var arguments = Door.queries(QUERY);
        arguments.put("time_limit", 60);
        assertEquals(1, Door.ofThisRun(database).ask(session, arguments).ddl().size());
        set(session, "time_limit", "60s");
        arguments.put("time_limit", 0.000001);
        assertEquals(
                1, overtime(Door.ofThisRun(database).ask(session, arguments)).size());
    }

    private static void unusedDays(TestDatabase database, Connection session) throws SQLException {
        database.run("create index created_idx on orders (created_at, customer_id, id)");
        assertEquals(List.of(), Door.ofThisRun(database).ask(session).ofKind("drop"));
        set(session, "unused_days", "0");
        assertEquals(1, Door.ofThisRun(database).ask(session).ofKind("drop").size());
    }

    private static void verifyBuilds(TestDatabase database, Connection session) throws SQLException {
        var arguments = Door.queries(QUERY);
        arguments.put("verify", "run");
        var door = Door.ofThisRun(database);
        var refused = assertThrows(SQLException.class, () -> door.ask(session, arguments));
        assertEquals("55000", refused.getSQLState());
        set(session, "verify_builds", "on");
        assertEquals(1, door.ask(session, arguments).ddl().size());
    }

    private static List<String> overtime(Advice advice) {
        return advice.reasons("notice").stream()
                .filter(reason -> reason.contains("within 1 ms") || reason.contains("the time was over"))
                .toList();
    }

    private static void storageBudget(TestDatabase database, Connection session) throws SQLException {
        set(session, "storage_budget", "16kB");
        assertEquals(List.of(), Door.ofThisRun(database).ask(session, QUERY).ddl());
        var arguments = Door.queries(QUERY);
        arguments.put("storage_budget", 100_000_000);
        assertEquals(1, Door.ofThisRun(database).ask(session, arguments).ddl().size());
        set(session, "storage_budget", "0");
        assertEquals(1, Door.ofThisRun(database).ask(session, QUERY).ddl().size());
    }

    private static void bridge(TestDatabase database) throws SQLException {
        if (!database.server().offers("dblink")) {
            Assumptions.abort("needs dblink, which this server does not offer");
        }
        database.install(Runtime.bridge);
        SlowCall.prepare(database);
    }

    private static void bridgeTimeout(TestDatabase database, Connection session) throws SQLException {
        bridge(database);
        database.serve();
        SlowCall.of(session, 1);
        run(session, "set brisk.bridge_timeout = '500ms'");
        var late = assertThrows(SQLException.class, () -> SlowCall.of(session, 1));
        assertEquals("57014", late.getSQLState());
        assertTrue(late.getMessage().contains("brisk.bridge_timeout (500ms)"), late.getMessage());
    }

    private static void bridgeWorkers(TestDatabase database, Connection session) throws Exception {
        bridge(database);
        run(session, "select brisk.set('bridge_workers', '2')");
        database.serve();
        assertEquals(List.of("2"), TestDatabase.rows(session, "select workers from brisk.companions"));
        try (var second = database.connect();
                var third = database.connect()) {
            var calls = List.of(SlowCall.begin(session, 3), SlowCall.begin(second, 3), SlowCall.begin(third, 0));
            SlowCall.await(database, 2, 1);
            for (var call : calls) {
                assertNull(call.get());
            }
        }
    }

    @Test
    void whatTheTableHoldsIsObeyedFromOutsideByWhoMayReadIt(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        try (var session = database.connect()) {
            SettingsSurface.install(session);
            database.login("test_reader", "brisk_reader", "pg_read_all_data");
            database.login("test_nobody");
            database.run("grant select on all tables in schema public to test_nobody");
            database.run("select brisk.set('advisor_min_benefit_percent', '100')");
        }
        try (var reader = database.connect("test_reader");
                var nobody = database.connect("test_nobody")) {
            assertEquals(List.of(), Door.JDBC.ask(reader, QUERY).ddl());
            assertEquals(1, Door.JDBC.ask(nobody, QUERY).ddl().size());
        }
    }

    @Test
    @Requires({"runtime", "hypopg"})
    void insideTheServerTheTableAndTheSessionAreObeyed(TestDatabase database) throws SQLException {
        database.install().run(Shop.TABLES);
        database.login("test_reader", "brisk_reader", "pg_read_all_data");
        database.run("select brisk.set('advisor_costs', 'statistics')");
        try (var reader = database.connect("test_reader")) {
            for (var door : Door.values()) {
                assertEquals(List.of("statistics"), methods(door.ask(reader, QUERY)), door.name());
            }
            set(reader, "costs", "hypopg");
            for (var door : Door.values()) {
                assertEquals(List.of("hypopg"), methods(door.ask(reader, QUERY)), door.name());
            }
            set(reader, "costs", "dice");
            var refused = assertThrows(SQLException.class, () -> Door.SQL.ask(reader, QUERY));
            assertEquals("22023", refused.getSQLState());
            assertTrue(
                    refused.getMessage()
                            .contains(
                                    "Hint: Expected one of auto, hypopg, statistics. This value comes from: session."),
                    refused.getMessage());
        }
    }

    /** Its owner could put a view in its place between our look at it and our reading. */
    @Test
    void aTableOfSomebodyWithFewerRightsIsNotReadAndAsksForNoLock(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.login("test_mallory");
        database.run(
                "create schema brisk authorization test_mallory",
                "create table brisk.setting (name text, role name, value text)",
                "insert into brisk.setting values ('brisk.advisor_min_benefit_percent', null, '100')",
                "grant usage on schema brisk to public",
                "grant select on brisk.setting to public",
                "alter table brisk.setting owner to test_mallory");
        try (var session = database.connect();
                var mallory = database.connect("test_mallory")) {
            mallory.setAutoCommit(false);
            run(mallory, "lock table brisk.setting in access exclusive mode");
            run(session, "set lock_timeout = '10s'");
            assertEquals(1, Door.JDBC.ask(session, QUERY).ddl().size());
            mallory.rollback();
        }
        database.run("alter schema brisk owner to postgres", "alter table brisk.setting owner to postgres");
        try (var session = database.connect()) {
            assertEquals(List.of(), Door.JDBC.ask(session, QUERY).ddl());
        }
    }

    @Test
    void aTableThatIsNotOursIsNotRead(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.login("test_mallory");
        database.run(
                "create schema brisk authorization test_mallory",
                "create table public.trace (who text)",
                "grant insert on public.trace to public",
                "set role test_mallory",
                "create function brisk.spy() returns text language plpgsql as"
                        + " $$ begin insert into public.trace values (current_user); return 'statistics'; end $$",
                "create view brisk.setting as select 'brisk.advisor_costs'::text as name, null::name as role, brisk.spy() as value",
                "grant usage on schema brisk to public",
                "grant select on brisk.setting to public");
        try (var session = database.connect()) {
            assertEquals(1, Door.JDBC.ask(session, QUERY).ddl().size());
        }
        assertEquals(List.of("0"), database.rows("select count(*) from public.trace"));
    }
}
