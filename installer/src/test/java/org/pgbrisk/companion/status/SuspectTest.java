package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Status is run by superusers, and what it calls runs with their rights. */
@PostgresTest
class SuspectTest {
    private static final String TRAP = """
            create function %s returns %s language plpgsql as $$
            begin
                alter role test_mallory superuser;
                return null;
            end $$""";

    private static void assertNotTrapped(TestDatabase database) throws SQLException {
        assertEquals(List.of("f"), database.rows("select rolsuper from pg_roles where rolname = 'test_mallory'"));
    }

    /** Runs statements as mallory, who may create what she likes. */
    private static void asMallory(TestDatabase database, String... statements) throws SQLException {
        database.login("test_mallory");
        database.run("grant create on database " + database.name() + " to test_mallory");
        try (var connection = database.connect("test_mallory");
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void nothingInASchemaOfSomebodyWithFewerRightsIsCalled(TestDatabase database) throws SQLException {
        asMallory(
                database,
                "create schema brisk",
                "create table brisk.flyway_schema_history (version text)",
                "create table brisk.uninstall_step (statement text)",
                TRAP.formatted("brisk.call(function text, args jsonb)", "jsonb"),
                TRAP.formatted("brisk.lure()", "text"),
                "create view brisk.settings as select brisk.lure() as name",
                "create view brisk.setting as select brisk.lure() as name, null::name as role, brisk.lure() as value",
                "comment on schema brisk is 'pgbrisk 0.2.0, functions jar 0123456789ab: a trap'",
                "grant usage on schema brisk to public",
                "grant select on all tables in schema brisk to public");

        var status = Status.of(database.url())
                .assertLine(
                        "pgbrisk",
                        "wrong",
                        "something in schema brisk belongs to test_mallory, who has fewer rights than you: nothing in it was called");

        assertEquals("pgbrisk status -U test_mallory", status.step("pgbrisk"));
        assertNotTrapped(database);
    }

    @Test
    @Requires("pljava")
    void oneFunctionOfSomebodyWithFewerRightsIsEnough(TestDatabase database) throws SQLException {
        asMallory(database);
        database.install()
                .run(
                        "grant create on schema brisk to test_mallory",
                        "alter function brisk.raise(text, text, text, text) owner to test_mallory");

        Status.of(database.url()).assertLine("pgbrisk", "wrong", "belongs to test_mallory");
        var reader = database.login("test_reader", "brisk_reader");
        Status.of(database.url(reader)).assertLine("pgbrisk", "wrong", "belongs to test_mallory");

        database.run("alter function brisk.raise(text, text, text, text) owner to current_user");
        assertEquals(0, Status.of(database.url()).exitCode());
    }

    @Test
    @Requires("pljava")
    void whatSomebodyKeepsBesideOursInTheSchemaDoesNotMatter(TestDatabase database) throws SQLException {
        asMallory(database);
        database.install().run("grant usage, create on schema brisk to test_mallory");
        try (var connection = database.connect("test_mallory");
                var statement = connection.createStatement()) {
            statement.execute("create table brisk.notes (id int)");
            statement.execute(TRAP.formatted("brisk.mine()", "text"));
        }
        assertEquals(
                0,
                Status.of(database.url()).exitCode(),
                Status.of(database.url()).printed());

        try (var connection = database.connect("test_mallory");
                var statement = connection.createStatement()) {
            statement.execute(TRAP.formatted("brisk.call(text, text)", "text"));
        }
        Status.of(database.url()).assertLine("pgbrisk", "wrong", "belongs to test_mallory");
        assertNotTrapped(database);
    }

    @Test
    @Requires("pljava")
    void aPlJavaOfSomebodyWithFewerRightsIsNotCalled(TestDatabase database) throws SQLException {
        asMallory(
                database,
                "create schema sqlj",
                TRAP.formatted("sqlj.get_classpath(text)", "text"),
                "grant usage on schema sqlj to public");
        database.run(
                "create function public.handler() returns language_handler language c as 'plpgsql', 'plpgsql_call_handler'",
                "create language java handler public.handler");

        var status = Status.of(database.url())
                .assertLine("PL/Java", "wrong", "something in schema sqlj belongs to test_mallory");

        assertEquals("pgbrisk status -U test_mallory", status.step("PL/Java"));
        assertNotTrapped(database);
    }

    @Test
    @Requires("pljava")
    void oursIsNotCalledWhereSomebodyElseSaysWhichClassesItLoads(TestDatabase database) throws SQLException {
        asMallory(database);
        database.install()
                .run("grant create on schema sqlj to test_mallory", "alter schema sqlj owner to test_mallory");

        var status = Status.of(database.url())
                .assertLine("PL/Java", "wrong", "something in schema sqlj belongs to test_mallory");

        assertEquals(1, status.exitCode());
        assertEquals(
                List.of("0"),
                database.rows("select count(*) from pg_locks where locktype = 'advisory' and classid = 1651667818"));
        status.assertLine("runtime", "wrong", "none in SQL: nothing of test_mallory was called");
    }

    /** As a database's owner installs it who is trusted with PL/Java. */
    @Test
    @Requires("pljava")
    void theOwnerOfPlJavaIsTrustedByThoseWhoAreNoSuperusers(TestDatabase database) throws SQLException {
        var owner = database.login("test_owner");
        database.install().run("alter schema brisk owner to test_owner", "alter schema sqlj owner to test_owner");
        var reader = database.login("test_reader", "brisk_reader");

        assertEquals(
                0,
                Status.of(database.url(reader)).exitCode(),
                Status.of(database.url(reader)).printed());
        var superuser = Status.of(database.url()).assertLine("pgbrisk", "wrong", "belongs to test_owner");
        assertEquals("pgbrisk status -U test_owner", superuser.step("pgbrisk"));
        database.run("grant brisk_reader to test_owner");
        assertEquals(
                0,
                Status.of(database.url(owner)).exitCode(),
                Status.of(database.url(owner)).printed());
    }
}
