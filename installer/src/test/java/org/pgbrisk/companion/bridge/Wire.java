package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.ds.PGSimpleDataSource;

/** What tests do with the wire behind the back of brisk.call. */
final class Wire {
    private Wire() {}

    /** As the wire logs in: with the password that only a superuser can read. */
    static Connection login(TestDatabase database) throws SQLException {
        var row = database.rows("select login, password from brisk.wire").get(0).split("\\|");
        var source = new PGSimpleDataSource();
        source.setURL(database.server().url(database.name()));
        source.setUser(row[0]);
        source.setPassword(row[1]);
        return source.getConnection();
    }

    static String one(Connection connection, String query) throws SQLException {
        return TestDatabase.rows(connection, query).get(0);
    }

    /** Signed with the secret of this call, which only a superuser can read. */
    static String seal(TestDatabase database, long call, String head, String body) throws SQLException {
        return database.rows("select brisk.wire_seal(secret, '" + head + "', '" + body
                        + "') from brisk.wire_call where call = " + call)
                .get(0);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static void assertRefused(Connection connection, String sql, String... states) {
        var refused = assertThrows(SQLException.class, () -> run(connection, sql), sql);
        assertTrue(
                List.of(states).contains(refused.getSQLState()),
                sql + ": " + refused.getSQLState() + " " + refused.getMessage());
    }

    /** Neither the relations of schema brisk nor any other role. */
    static void assertReachesNothing(TestDatabase database, Connection connection, List<String> relations)
            throws SQLException {
        assertTrue(relations.size() >= 3, relations.toString());
        for (var relation : relations) {
            for (var sql : List.of(
                    "select * from %s",
                    "table %s for update",
                    "insert into %s default values",
                    "delete from %s",
                    "truncate %s",
                    "copy %s to stdout",
                    "grant all on %s to public",
                    "drop table %s",
                    "create rule mine as on insert to %s do instead nothing")) {
                // Of a view or a sequence some of it is nonsense.
                assertRefused(connection, sql.formatted(relation), "42501", "42809", "55000");
            }
        }
        var self = one(connection, "select session_user");
        for (var role : database.rows("select quote_ident(rolname) from pg_roles where rolname <> '" + self + "'")) {
            assertRefused(connection, "set role " + role, "42501");
            assertRefused(connection, "set session authorization " + role, "42501");
            // XX000, 0A000: pg_database_owner can have no members.
            assertRefused(connection, "grant " + role + " to " + self, "42501", "0LP01", "0A000", "XX000");
        }
        for (var sql : List.of(
                "create table brisk.mine (id int)",
                "create role mine",
                "alter role " + self + " superuser",
                "create function mine() returns int language c as 'mine'",
                "select pg_read_file('PG_VERSION')",
                "copy (select 1) to program 'true'")) {
            assertRefused(connection, sql, "42501");
        }
        assertEquals(self, one(connection, "select current_user"));
    }

    /** All of schema brisk that holds rows. */
    static List<String> relations(TestDatabase database) throws SQLException {
        return database.rows("select oid::regclass from pg_class"
                + " where relnamespace = 'brisk'::regnamespace and relkind in ('r', 'v', 'S') order by 1");
    }

    /** With a table that everybody may read, and a companion. */
    static TestDatabase bridge(TestDatabase database) throws SQLException {
        database.install(Runtime.bridge).serve();
        database.run(
                "create table shop (id int primary key, v int)",
                "insert into shop select g, g from generate_series(1, 20000) g",
                "analyze shop",
                "grant select on shop to public");
        return database;
    }

    /** What is suggested for this query and for another one. */
    static List<String> ddl(Connection caller, String query) {
        try {
            return TestDatabase.rows(
                    caller,
                    "select ddl from brisk.suggest_indexes(queries => array['" + query
                            + "', 'select * from shop where v = 3']) where ddl is not null");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
