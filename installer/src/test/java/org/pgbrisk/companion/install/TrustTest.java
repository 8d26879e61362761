package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Installing and uninstalling is what superusers do, in a schema that somebody else may have made to look like ours. */
@PostgresTest
@Requires("pljava")
class TrustTest {
    private static final String BELONGS = "belongs to test_mallory, who has fewer rights than role \"postgres\"";

    @BeforeEach
    void mallory(TestDatabase database) throws SQLException {
        database.login("test_mallory");
        database.run(
                "grant create on database " + database.name() + " to test_mallory",
                "create table public.trace (who text)",
                "grant insert on public.trace to public");
    }

    private static Pgbrisk pgbrisk(TestDatabase database, String command) {
        var arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--url", database.url()));
        return Pgbrisk.run(arguments.toArray(String[]::new));
    }

    private static void assertRefused(TestDatabase database, String command) throws SQLException {
        var refused = pgbrisk(database, command);

        assertEquals(1, refused.exitCode(), refused.out());
        assertTrue(refused.err().contains(BELONGS), refused.err());
        assertTrue(refused.err().contains("SQLSTATE:  42501"), refused.err());
        assertEquals(List.of("0"), database.rows("select count(*) from public.trace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"install", "install --dry-run", "uninstall --yes", "jvm-archive"})
    void nothingRunsInASchemaThatSomebodyWithFewerRightsHasMade(String command, TestDatabase database)
            throws SQLException {
        try (var connection = database.connect("test_mallory");
                var statement = connection.createStatement()) {
            for (var sql : List.of(
                    "create schema brisk",
                    "create function brisk.trap() returns text language plpgsql as"
                            + " $$ begin insert into public.trace values (current_user); return '1'; end $$",
                    "create view brisk.flyway_schema_history as select brisk.trap() as version, 1 as installed_rank",
                    "create table brisk.uninstall_step (step int, statement text, reason text)",
                    "insert into brisk.uninstall_step values (1, 'insert into public.trace values (current_user)', '')",
                    "create function brisk.suggest_indexes(queries text[]) returns setof text language sql as 'select brisk.trap()'",
                    "create function brisk.show_runtime() returns setof text language sql as 'select brisk.trap()'",
                    "comment on schema brisk is 'pgbrisk 0.1.0, functions jar 0123456789ab: a trap'",
                    "grant usage on schema brisk to public",
                    "grant select on all tables in schema brisk to public")) {
                statement.execute(sql);
            }
        }
        assertRefused(database, command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter schema brisk owner to test_mallory",
                "alter table brisk.flyway_schema_history owner to test_mallory",
                "alter table brisk.setting owner to test_mallory",
                "alter view brisk.settings owner to test_mallory",
                "alter function brisk.call(text, jsonb) owner to test_mallory",
                "alter schema sqlj owner to test_mallory"
            })
    void onePartThatBelongsToSomebodyWithFewerRightsIsEnough(String statement, TestDatabase database)
            throws SQLException {
        database.install().run("grant create on schema brisk, sqlj to test_mallory", statement);

        assertRefused(database, "install");
        assertRefused(database, "uninstall --yes");
        assertRefused(database, "jvm-archive");
    }

    @Test
    void whoCanActAsTheCallerIsTrusted(TestDatabase database) throws SQLException {
        database.install()
                .run(
                        "grant create on schema brisk to test_mallory",
                        "alter table brisk.flyway_schema_history owner to test_mallory",
                        "grant postgres to test_mallory");
        try {
            var install = pgbrisk(database, "install");
            assertEquals(0, install.exitCode(), install.err());
        } finally {
            database.run(
                    "revoke postgres from test_mallory", "alter table brisk.flyway_schema_history owner to postgres");
        }
    }
}
