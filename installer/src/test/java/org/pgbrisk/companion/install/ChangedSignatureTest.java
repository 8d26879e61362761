package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Made-up releases: a function and a view that the next one changes or leaves out. */
@PostgresTest
@Requires("pljava")
class ChangedSignatureTest {
    private static final String ANSWER = """
            create or replace function brisk.answer(question text) returns %s
                language sql immutable as 'select 42::%1$s';
            revoke all on function brisk.answer(text) from public;
            grant execute on function brisk.answer(text) to brisk_reader;""";

    private static final String MORE_ARGUMENTS = """
            create or replace function brisk.answer(question text, patience integer default 0) returns integer
                language sql immutable as 'select 42';
            revoke all on function brisk.answer(text, integer) from public;
            grant execute on function brisk.answer(text, integer) to brisk_reader;
            comment on function brisk.answer is 'Must be the only one of its name.';""";

    private static final String OTHER_NAME_OF_AN_ARGUMENT =
            ANSWER.formatted("integer").replace("question", "asked");

    private static final String PROCEDURE = """
            create or replace procedure brisk.answer(question text) language sql as 'select 42';
            revoke all on procedure brisk.answer(text) from public;
            grant execute on procedure brisk.answer(text) to brisk_reader;""";

    private static final String ANSWERS = """
            create or replace view brisk.answers as select brisk.answer('a') as first, 2 as second;
            revoke all on brisk.answers from public;
            grant select on brisk.answers to brisk_reader;""";

    private static final String OTHER_COLUMNS = ANSWERS.replace("2 as second", "3 as third");

    private static final String PRIVILEGES = """
            select p.oid::regprocedure::text, a.grantee::regrole::text, a.privilege_type, a.is_grantable
            from pg_proc p cross join lateral aclexplode(p.proacl) a
            where p.pronamespace = 'brisk'::regnamespace and p.proname = 'answer' and a.grantee <> p.proowner
            union all
            select c.relname, a.grantee::regrole::text, a.privilege_type, a.is_grantable
            from pg_class c cross join lateral aclexplode(c.relacl) a
            where c.relnamespace = 'brisk'::regnamespace and c.relname = 'answers' and a.grantee <> c.relowner
            union all
            select attname, a.grantee::regrole::text, a.privilege_type, a.is_grantable
            from pg_attribute t cross join lateral aclexplode(t.attacl) a
            where t.attrelid = to_regclass('brisk.answers')
            order by 1, 2""";

    @TempDir
    private Path folder;

    private static String migration(String change) {
        return switch (change) {
            case "arguments" -> MORE_ARGUMENTS;
            case "name" -> OTHER_NAME_OF_AN_ARGUMENT;
            case "result" -> ANSWER.formatted("bigint");
            case "kind" -> PROCEDURE;
            default -> throw new IllegalArgumentException(change);
        };
    }

    private void installFirst(TestDatabase database, boolean withView) throws IOException, SQLException {
        var files = withView
                ? Map.of("R__answer.sql", ANSWER.formatted("integer"), "R__answers.sql", ANSWERS)
                : Map.of("R__answer.sql", ANSWER.formatted("integer"));
        Releases.install(database, Releases.madeUp("0.9.1", Files.createDirectory(folder.resolve("first")), files));
    }

    private List<String> installNext(TestDatabase database, Map<String, String> files)
            throws IOException, SQLException {
        return Releases.install(
                database, Releases.madeUp("0.9.2", Files.createDirectories(folder.resolve("next")), files));
    }

    private void assertRefused(TestDatabase database, Map<String, String> files, String detail, String hint)
            throws SQLException {
        var catalogs = Catalogs.lines(database);
        var rows = Catalogs.rowVersions(database);

        var refusal = assertThrows(Refusal.class, () -> installNext(database, files));

        assertEquals("2BP01", refusal.getSQLState());
        assertEquals(
                "cannot update pgbrisk 0.9.1 to 0.9.2 because other objects depend on what has changed",
                refusal.getMessage());
        assertEquals(detail, refusal.detail());
        assertTrue(refusal.hint().contains(hint), refusal.hint());
        assertEquals(catalogs, Catalogs.lines(database));
        assertEquals(rows, Catalogs.rowVersions(database));
        assertEquals(
                List.of("t"), database.rows("select obj_description('brisk'::regnamespace) like 'pgbrisk 0.9.1, %'"));
    }

    @ParameterizedTest
    @CsvSource({
        "arguments, 'brisk.answer(text,integer)'",
        "name, brisk.answer(text)",
        "result, brisk.answer(text)",
        "kind, brisk.answer(text)"
    })
    void aFunctionThatNobodyBuiltOnIsExchangedAndItsGrantsAreKept(String change, String now, TestDatabase database)
            throws IOException, SQLException {
        installFirst(database, false);
        database.login("brisk_test_alice");
        database.run(
                "grant execute on function brisk.answer to brisk_test_alice with grant option",
                "revoke execute on function brisk.answer from brisk_reader");

        var done = installNext(database, Map.of("R__answer.sql", migration(change)));

        assertEquals(List.of(now + "|brisk_test_alice|EXECUTE|t"), database.rows(PRIVILEGES));
        assertEquals(
                change.equals("arguments"),
                done.contains("went away: function brisk.answer(text)"),
                String.join("\n", done));
        assertTrue(
                done.contains("kept: EXECUTE on function brisk.answer(text), granted to brisk_test_alice"),
                String.join("\n", done));
        database.run("drop owned by brisk_test_alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arguments", "name", "result", "kind"})
    void aFunctionThatAViewStandsOnStopsTheUpdate(String change, TestDatabase database)
            throws IOException, SQLException {
        installFirst(database, false);
        database.run(
                "create view public.mine as select brisk.answer('life')", "create view public.deeper as table mine");

        assertRefused(
                database,
                Map.of("R__answer.sql", migration(change)),
                "On function brisk.answer(text), which is not in 0.9.2 as it was, depend: view public.deeper, view public.mine.",
                "drop them (drop view public.deeper; drop view public.mine;), run pgbrisk install again");

        database.run("drop view public.deeper; drop view public.mine;");
        installNext(database, Map.of("R__answer.sql", migration(change)));
    }

    @Test
    void aFunctionThatWasTakenOutGoes(TestDatabase database) throws IOException, SQLException {
        installFirst(database, false);
        database.run("grant execute on function brisk.answer to brisk_operator");

        var done = installNext(database, Map.of());

        assertEquals(List.of("null"), database.rows("select to_regproc('brisk.answer')"));
        assertTrue(done.contains("went away: function brisk.answer(text)"), String.join("\n", done));
        assertTrue(
                done.contains(
                        "lost with what it was on: EXECUTE on function brisk.answer(text), granted to brisk_operator"),
                String.join("\n", done));
        assertEquals(List.of(), database.rows("select * from brisk.shipped where object like '%answer%'"));
    }

    /** What stands on the function, by how the refusal calls it. */
    private static final Map<String, String> STANDING = new TreeMap<>();

    static {
        STANDING.put("view public.mine", "create view public.mine as select brisk.answer('')");
        STANDING.put(
                "materialized view public.mine", "create materialized view public.mine as select brisk.answer('')");
        STANDING.put(
                "function public.mine()",
                "create function public.mine() returns int begin atomic select brisk.answer(''); end");
        STANDING.put(
                "function brisk.mine()",
                "create function brisk.mine() returns int begin atomic select brisk.answer(''); end");
        STANDING.put("index public.mine", "create index mine on public.t (brisk.answer(b))");
        STANDING.put("policy mine on table public.t", "create policy mine on public.t using (brisk.answer(b) = 1)");
        STANDING.put(
                "rule mine on table public.t",
                "create rule mine as on update to public.t do also select brisk.answer('')");
        STANDING.put(
                "trigger mine on table public.t",
                "create trigger mine before update on public.t for each row when (brisk.answer(new.b) > 0) execute function suppress_redundant_updates_trigger()");
        STANDING.put(
                "constraint mine on table public.t",
                "alter table public.t add constraint mine check (brisk.answer(b) > 0)");
        STANDING.put(
                "column mine of table public.t, default value for column mine of table public.t",
                "alter table public.t add column mine int generated always as (brisk.answer(b)) stored");
        STANDING.put(
                "default value for column a of table public.t",
                "alter table public.t alter column a set default brisk.answer('')");
    }

    /** In one database: a refusal changes nothing. */
    @TestFactory
    Stream<DynamicTest> aFunctionThatWasTakenOutStopsAtWhateverStandsOnIt(TestDatabase database)
            throws IOException, SQLException {
        installFirst(database, false);
        return STANDING.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    database.run("create table public.t (a int, b text)", each.getValue());

                    assertRefused(
                            database,
                            Map.of(),
                            "On function brisk.answer(text), which is not in 0.9.2 as it was, depend: " + each.getKey()
                                    + ".",
                            "Nothing was changed.");

                    database.run("drop table public.t cascade");
                    if (each.getKey().matches("(materialized )?view .*|function .*")) {
                        database.run("drop " + each.getKey());
                    }
                }));
    }

    @Test
    void aViewThatLosesAColumnIsExchangedAndItsGrantsAreKept(TestDatabase database) throws IOException, SQLException {
        installFirst(database, true);
        database.login("brisk_test_alice");
        database.run(
                "grant select (first, second) on brisk.answers to brisk_test_alice",
                "grant select on brisk.answers to brisk_operator");

        var done = installNext(
                database, Map.of("R__answer.sql", ANSWER.formatted("bigint"), "R__answers.sql", OTHER_COLUMNS));

        assertEquals(
                List.of(
                        "answers|brisk_operator|SELECT|f",
                        "answers|brisk_reader|SELECT|f",
                        "brisk.answer(text)|brisk_reader|EXECUTE|f",
                        "first|brisk_test_alice|SELECT|f"),
                database.rows(PRIVILEGES));
        assertEquals(List.of("42|3"), database.rows("select * from brisk.answers"));
        assertTrue(
                done.contains(
                        "lost with what it was on: SELECT (second) on view brisk.answers, granted to brisk_test_alice"),
                String.join("\n", done));
        database.run("drop owned by brisk_test_alice");
    }

    @Test
    void aViewThatLosesAColumnStopsTheUpdateWhereAViewStandsOnIt(TestDatabase database)
            throws IOException, SQLException {
        installFirst(database, true);
        database.run("create view public.mine as select first from brisk.answers");

        assertRefused(
                database,
                Map.of("R__answer.sql", ANSWER.formatted("integer"), "R__answers.sql", OTHER_COLUMNS),
                "On view brisk.answers, which is not in 0.9.2 as it was, depend: view public.mine.",
                "drop view public.mine;");
    }

    @Test
    void aFunctionUnderAViewOfOursStopsTheUpdateWhereAUsersViewStandsOnThatView(TestDatabase database)
            throws IOException, SQLException {
        installFirst(database, true);
        database.run("create view public.mine as select second from brisk.answers");

        assertRefused(
                database,
                Map.of("R__answer.sql", ANSWER.formatted("bigint"), "R__answers.sql", ANSWERS),
                "On function brisk.answer(text), which is not in 0.9.2 as it was, depend: view public.mine.",
                "drop view public.mine;");
    }

    @Test
    void aUsersTriggerOnOurViewIsKeptAndIsNotDroppedWithIt(TestDatabase database) throws IOException, SQLException {
        installFirst(database, true);
        database.run("""
                create function public.f() returns trigger language plpgsql as 'begin return null; end';
                create trigger mine instead of delete on brisk.answers for each row execute function public.f()""");
        var unchanged = Map.of("R__answer.sql", ANSWER.formatted("integer"), "R__answers.sql", ANSWERS);
        installNext(database, unchanged);
        assertEquals(List.of("mine"), database.rows("select tgname from pg_trigger where not tgisinternal"));
        database.run("comment on schema brisk is 'pgbrisk 0.9.1, functions jar 0: …'");

        assertRefused(
                database,
                Map.of("R__answers.sql", OTHER_COLUMNS),
                "On view brisk.answers, which is not in 0.9.2 as it was, depend: trigger mine on view brisk.answers.",
                "drop trigger mine on brisk.answers;");
    }

    @Test
    void aUsersFunctionOfTheSameNameIsNotReplaced(TestDatabase database) throws IOException, SQLException {
        database.install();
        database.run("create function brisk.answer(question text) returns int language sql as 'select 7'");

        var refusal = assertThrows(
                Refusal.class, () -> installNext(database, Map.of("R__answer.sql", ANSWER.formatted("integer"))));

        assertEquals(
                "schema brisk has function brisk.answer(text), which is not pgbrisk's, and pgbrisk 0.9.2 has one of the same name",
                refusal.getMessage());
        assertEquals(List.of("7"), database.rows("select brisk.answer('')"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bigint", "text", "setof integer"})
    void aUsersFunctionOfTheSameNameWithAnotherResultIsNamed(String result, TestDatabase database)
            throws IOException, SQLException {
        database.install();
        database.run("create function brisk.answer(question text) returns " + result + " language sql as 'select null::"
                + result.replace("setof ", "") + "'");
        var rows = Catalogs.rowVersions(database);

        var refusal = assertThrows(
                Refusal.class, () -> installNext(database, Map.of("R__answer.sql", ANSWER.formatted("integer"))));

        assertEquals(
                "schema brisk has function brisk.answer(text), which is not pgbrisk's, and pgbrisk 0.9.2 has one of the same name",
                refusal.getMessage());
        assertEquals(rows, Catalogs.rowVersions(database));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R__answers.sql", "R__9_both.sql"})
    void ofAFileWithSeveralObjectsTheChangedOneIsNamed(String file, TestDatabase database)
            throws IOException, SQLException {
        Releases.install(
                database,
                Releases.madeUp(
                        "0.9.1",
                        Files.createDirectory(folder.resolve("first")),
                        Map.of(file, ANSWER.formatted("integer") + ANSWERS)));
        database.run(
                "create view public.innocent as select first from brisk.answers",
                "create view public.mine as select brisk.answer('')");

        assertRefused(
                database,
                Map.of(file, OTHER_NAME_OF_AN_ARGUMENT + ANSWERS),
                "On function brisk.answer(text), which is not in 0.9.2 as it was, depend: view public.innocent, view public.mine.",
                "drop view public.mine;");
        assertRefused(
                database,
                Map.of(file, ANSWER.formatted("integer") + OTHER_COLUMNS),
                "On view brisk.answers, which is not in 0.9.2 as it was, depend: view public.innocent.",
                "drop view public.innocent;");
    }

    @Test
    void rowsInOurTablesAreKept(TestDatabase database) throws IOException, SQLException {
        var table = Map.of("V1000__notes.sql", "create table brisk.note (id int primary key, note text)");
        Releases.install(database, Releases.madeUp("0.9.1", Files.createDirectory(folder.resolve("first")), table));
        database.run("insert into brisk.note values (1, 'kept')", "grant select on brisk.note to brisk_cache");

        installNext(database, table);

        assertEquals(
                List.of("kept|t"),
                database.rows(
                        "select note, has_table_privilege('brisk_cache', 'brisk.note', 'select') from brisk.note"));
    }
}
