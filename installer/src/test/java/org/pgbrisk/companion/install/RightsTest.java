package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Doors;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
@Tag("sql")
@Requires("runtime")
class RightsTest {
    private static final String CALLABLE = """
            select p.oid::regprocedure
            from pg_proc p
            where p.pronamespace = 'brisk'::regnamespace and has_function_privilege(p.oid, 'execute')
            order by 1""";

    private static void assertDenied(TestDatabase database, String login, String statement) throws SQLException {
        try (var connection = database.connect(login)) {
            var denied = assertThrows(SQLException.class, () -> TestDatabase.rows(connection, statement), statement);
            assertEquals("42501", denied.getSQLState(), statement + ": " + denied.getMessage());
        }
    }

    @Test
    void aLoginWithoutAnyGrantCanCallNothing(TestDatabase database) throws SQLException {
        database.install().login("test_nobody");

        try (var connection = database.connect("test_nobody")) {
            assertEquals(List.of(), TestDatabase.rows(connection, CALLABLE));
        }
        assertDenied(database, "test_nobody", "select * from brisk.suggest_indexes()");
        assertDenied(database, "test_nobody", "select brisk.call('suggest_indexes', null)");
        assertDenied(database, "test_nobody", "select * from brisk.flyway_schema_history");
        if (!Doors.inBridge(database, "install.RightsTest.aLoginWithoutAnyGrantCanCallNothing")) {
            assertDenied(database, "test_nobody", "select sqlj.get_classpath('brisk')");
        }
    }

    @Test
    void aReaderCanLookAndCannotChange(TestDatabase database) throws SQLException {
        database.install().login("test_reader", "brisk_reader");

        try (var connection = database.connect("test_reader")) {
            assertFalse(TestDatabase.rows(connection, CALLABLE).isEmpty());
            assertTrue(TestDatabase.rows(connection, "select count(*) from brisk.suggest_indexes(queries => '{}')")
                    .get(0)
                    .matches("\\d+"));
        }
        assertDenied(
                database,
                "test_reader",
                "insert into brisk.uninstall_step (statement, reason) values ('x', 'y') returning 1");
        assertDenied(database, "test_reader", "delete from brisk.flyway_schema_history returning 1");
        assertDenied(database, "test_reader", "select 1 from brisk.uninstall_step");
    }

    @Test
    @Requires("pljava")
    void nobodyButTheOwnerCanInstallAJarOrWriteAFunctionInJava(TestDatabase database) throws SQLException {
        database.install().login("test_operator", "brisk_operator");

        assertDenied(database, "test_operator", "select sqlj.install_jar('\\x00'::bytea, 'mine', false)");
        assertDenied(database, "test_operator", "select sqlj.install_jar('file:/mine.jar', 'mine', false)");
        assertDenied(database, "test_operator", "select sqlj.replace_jar('\\x00'::bytea, 'pgbrisk', false)");
        assertDenied(database, "test_operator", "select sqlj.remove_jar('pgbrisk', false)");
        assertDenied(database, "test_operator", "select sqlj.set_classpath('brisk', '')");
        try (var connection = database.connect("test_operator")) {
            var denied = assertThrows(
                    SQLException.class,
                    () -> connection
                            .createStatement()
                            .execute("create function pg_temp.f() returns int language java as 'int=a.B.c()'"));
            assertEquals("42501", denied.getSQLState(), denied.getMessage());
        }
    }
}
