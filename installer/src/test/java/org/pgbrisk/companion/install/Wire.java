package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PasswordUtil;

/** What the tests ask about the wire of a database. */
final class Wire {
    /** What the bridge may not leave behind in a database, nor in its cluster. */
    static final String LEFT = """
            select 'role ' || rolname from pg_roles where rolname like 'brisk%'
            union all select 'extension ' || extname from pg_extension where extname in ('dblink', 'pljava')
            union all select 'schema ' || nspname from pg_namespace where nspname in ('brisk', 'brisk_dblink', 'sqlj')""";

    /** The functions that whoever asks may call. */
    static final String CALLABLE = """
            select proname
            from pg_proc
            where pronamespace = 'brisk'::regnamespace
                and has_function_privilege(oid, 'execute')
                and has_schema_privilege('brisk', 'usage')
            order by 1""";

    private Wire() {}

    static Pgbrisk run(String command, String url, String... more) {
        var arguments = new ArrayList<>(List.of(command, "--url", url));
        arguments.addAll(List.of(more));
        return Pgbrisk.run(arguments.toArray(String[]::new));
    }

    static String login(TestDatabase database) throws SQLException {
        return database.rows("select 'brisk_wire_' || oid from pg_database where datname = current_database()")
                .get(0);
    }

    static String password(TestDatabase database) throws SQLException {
        return database.rows("select password from brisk.wire").get(0);
    }

    static List<String> language(TestDatabase database) throws SQLException {
        return database.rows("""
                select l.lanname
                from pg_proc p
                join pg_language l on l.oid = p.prolang
                where p.oid = 'brisk.call'::regproc""");
    }

    /** The same only as long as nobody wrote anything. */
    static List<String> rowVersions(TestDatabase database) throws SQLException {
        return database.rows("""
                select 'function', oid::text, xmin::text from pg_proc where pronamespace = 'brisk'::regnamespace
                union all select 'relation', oid::text, xmin::text from pg_class where relnamespace = 'brisk'::regnamespace
                union all select 'schema', oid::text, xmin::text from pg_namespace where nspname like 'brisk%'
                union all select 'role', oid::text, xmin::text from pg_authid where rolname like 'brisk%'
                union all select 'wire', login::text, xmin::text from brisk.wire
                union all select 'step', step::text, xmin::text from brisk.uninstall_step
                union all select 'history', installed_rank::text, xmin::text from brisk.flyway_schema_history
                order by 1, 2""");
    }

    /** The row is of this database and its role, and that one can do what it is for, and no more. */
    static void assertLogsIn(TestDatabase database) throws SQLException {
        try (var superuser = database.connect()) {
            assertLogsIn(superuser, database.server().url(database.name()));
        }
    }

    static void assertLogsIn(Connection superuser, String url) throws SQLException {
        var row = TestDatabase.rows(superuser, """
                        select w.login, w.password, count(*) over ()
                        from brisk.wire w
                        join pg_database d on 'brisk_wire_' || d.oid = w.login
                        where d.datname = current_database()""").get(0).split("\\|");
        assertEquals("1", row[2]);
        assertPassword(
                row[1],
                TestDatabase.rows(superuser, "select rolpassword from pg_authid where rolname = '" + row[0] + "'")
                        .get(0));
        var source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(row[0]);
        source.setPassword(row[1]);
        try (var wire = source.getConnection()) {
            assertEquals(List.of(row[0]), TestDatabase.rows(wire, "select current_user"));
            var callable = TestDatabase.rows(wire, CALLABLE);
            assertTrue(callable.contains("wire_submit"), callable::toString);
            assertEquals(List.of("f"), TestDatabase.rows(wire, """
                    select bool_or(has_table_privilege(oid, 'select'))
                    from pg_class where relnamespace = 'brisk'::regnamespace and relkind in ('r', 'v')"""));
        }
    }

    /** The tests' servers trust everybody who logs in, so this looks closer. */
    private static void assertPassword(String password, String verifier) {
        var parts = verifier.split("[$:]");
        assertEquals("SCRAM-SHA-256", parts[0]);
        assertEquals(
                verifier,
                PasswordUtil.encodeScramSha256(
                        password.toCharArray(),
                        Integer.parseInt(parts[1]),
                        Base64.getDecoder().decode(parts[2])));
    }
}
