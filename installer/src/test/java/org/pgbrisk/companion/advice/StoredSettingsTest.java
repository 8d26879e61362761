package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.SettingsSurface;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Where the advisor takes its settings from, and from where it does not. */
@PostgresTest
@Tag("sql")
class StoredSettingsTest {
    private static final String QUERY = AdvisorProofs.QUERY;

    private static void run(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
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
                assertEquals(List.of("statistics"), AdvisorProofs.methods(door.ask(reader, QUERY)), door.name());
            }
            AdvisorProofs.set(reader, "costs", "hypopg");
            for (var door : Door.values()) {
                assertEquals(List.of("hypopg"), AdvisorProofs.methods(door.ask(reader, QUERY)), door.name());
            }
            AdvisorProofs.set(reader, "costs", "dice");
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
