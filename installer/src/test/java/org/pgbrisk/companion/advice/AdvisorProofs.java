package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.testing.TestDatabase;

/** That each setting of the advisor is obeyed. */
final class AdvisorProofs {
    static final String QUERY = "select * from orders where customer_id = 7";
    /** Takes most of the time, whatever else keeps the machine busy. */
    private static final String SLOW = "select count(*) from orders cross join pg_sleep(0.5)";

    private static final String QUICK =
            "select customer.* from customer cross join pg_sleep(0.05) where email = 'e3@example.org'";

    static final Map<String, SettingsObeyedTest.Proof> ALL = Map.ofEntries(
            Map.entry("brisk.advisor_costs", AdvisorProofs::costs),
            Map.entry("brisk.advisor_foreign_keys", AdvisorProofs::foreignKeys),
            Map.entry("brisk.advisor_lock_timeout", AdvisorProofs::lockTimeout),
            Map.entry("brisk.advisor_max_columns", AdvisorProofs::maxColumns),
            Map.entry("brisk.advisor_min_benefit_percent", AdvisorProofs::minBenefitPercent),
            Map.entry("brisk.advisor_statements", AdvisorProofs::statements),
            Map.entry("brisk.advisor_storage_budget", AdvisorProofs::storageBudget),
            Map.entry("brisk.advisor_time_limit", AdvisorProofs::timeLimit),
            Map.entry("brisk.advisor_time_percent", AdvisorProofs::timePercent),
            Map.entry("brisk.advisor_unused_days", AdvisorProofs::unusedDays),
            Map.entry("brisk.advisor_verify_builds", AdvisorProofs::verifyBuilds));

    private AdvisorProofs() {}

    static void set(Connection session, String setting, String value) throws SQLException {
        run(session, "set brisk.advisor_" + setting + " = '" + value + "'");
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> methods(Advice advice) {
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
        leavesOutTheQuickOne(database, session, "statements", "1");
    }

    private static void timePercent(TestDatabase database, Connection session) throws SQLException {
        leavesOutTheQuickOne(database, session, "time_percent", "50");
    }

    private static void leavesOutTheQuickOne(TestDatabase database, Connection session, String setting, String value)
            throws SQLException {
        if (!database.server().offers("pg_stat_statements")) {
            Assumptions.abort("needs pg_stat_statements, which this server does not offer");
        }
        database.run("select pg_stat_statements_reset()", SLOW, QUICK);
        set(session, "time_percent", "100");
        assertEquals(1, onCustomer(database, session));
        set(session, setting, value);
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
}
