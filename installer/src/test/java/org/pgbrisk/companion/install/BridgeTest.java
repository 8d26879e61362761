package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

@PostgresTest
@Requires("dblink")
class BridgeTest {
    private static final String ROW = "select host, port, login, password from brisk.wire";

    private static final String WIRES = "select rolname from pg_roles where rolname like 'brisk\\_wire\\_%' order by 1";

    private static Pgbrisk install(TestDatabase database, String... more) {
        var arguments = new ArrayList<>(List.of("install", "--runtime", "bridge", "--url", database.url()));
        arguments.addAll(List.of(more));
        return Pgbrisk.run(arguments.toArray(String[]::new));
    }

    private static String login(TestDatabase database) throws SQLException {
        return database.rows("select 'brisk_wire_' || oid from pg_database where datname = current_database()")
                .get(0);
    }

    /** As the wire logs in, with the password in the row. */
    private static void assertWireLogsIn(TestDatabase database) throws SQLException {
        var row = database.rows(ROW).get(0).split("\\|");
        assertEquals(login(database), row[2]);
        assertEquals(64, row[3].length());
        var source = new PGSimpleDataSource();
        source.setURL(database.server().url(database.name()));
        source.setUser(row[2]);
        source.setPassword(row[3]);
        try (var connection = source.getConnection()) {
            assertEquals(List.of(row[2]), TestDatabase.rows(connection, "select current_user"));
            assertEquals(List.of("t"), TestDatabase.rows(connection, "select has_schema_privilege('brisk', 'usage')"));
            assertEquals(List.of("t"), TestDatabase.rows(connection, """
                    select bool_and(has_function_privilege(oid, 'execute'))
                    from pg_proc where pronamespace = 'brisk'::regnamespace and proname = 'wire_submit'"""));
            assertEquals(List.of("f"), TestDatabase.rows(connection, """
                    select bool_or(has_table_privilege(oid, 'select'))
                    from pg_class where relnamespace = 'brisk'::regnamespace and relkind in ('r', 'v')"""));
        }
    }

    @Test
    void makesALoginAndSaysWhatIsLeftToDo(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);

        var install = install(database);

        assertEquals(0, install.exitCode(), install.err());
        assertEquals("", install.err());
        assertTrue(install.out().contains("created extension dblink\ncreated role " + login(database)), install.out());
        assertTrue(install.out().contains("pgbrisk serve -d " + database.name() + "\n"), install.out());
        assertTrue(install.out().contains("grant brisk_reader to"), install.out());
        assertWireLogsIn(database);
        assertEquals(List.of("plpgsql"), database.rows("""
                select l.lanname from pg_proc p join pg_language l on l.oid = p.prolang
                where p.oid = 'brisk.call'::regproc"""));
        var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", database.url());
        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertEquals(List.of(), Catalogs.difference(before, Catalogs.lines(database)));
        assertEquals(List.of(), database.rows(WIRES));
    }

    @Test
    void changesNothingTheSecondTime(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge);
        var before = database.rows(ROW);

        var again = install(database);
        var auto = Pgbrisk.run("install", "--url", database.url());

        assertEquals(0, again.exitCode(), again.err());
        assertTrue(again.out().endsWith("nothing to do\n"), again.out());
        assertEquals(again, auto);
        assertEquals(before, database.rows(ROW));
        assertNotEquals(List.of(), before);
    }
}
