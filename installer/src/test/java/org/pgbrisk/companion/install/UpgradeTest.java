package org.pgbrisk.companion.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** From every released version to this build. */
@PostgresTest
@Requires("pljava")
class UpgradeTest {
    private static final String PRIVILEGES = """
            select p.proname, a.grantee::regrole::text, a.is_grantable
            from pg_proc p cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            where p.pronamespace = 'brisk'::regnamespace and a.grantee <> p.proowner
            order by 1, 2""";

    private static Pgbrisk install(TestDatabase database) {
        return Pgbrisk.run("install", "--url", database.url());
    }

    /** Taken down from an installation that the companion 0.1.0 itself had made. */
    @Test
    void theReleaseKeptForTheseTestsIsWhat010Installed(TestDatabase database) throws SQLException {
        Releases.install010(database);

        assertEquals(
                List.of("pgbrisk 0.1.0, functions jar 13bac0f5aec7: keeps this database fast from the inside."
                        + " Remove with: pgbrisk uninstall"),
                database.rows("select obj_description('brisk'::regnamespace, 'pg_namespace')"));
        assertEquals(
                List.of(
                        "0|null|<< Flyway Schema Creation >>|SCHEMA|\"brisk\"|null",
                        "1|1|schema|SQL|V1__schema.sql|-1612994993",
                        "2|2|index suggestion|SQL|V2__index_suggestion.sql|-462836641",
                        "3|null|1 functions jar|JDBC|org.pgbrisk.companion.install.FunctionsJar|331006197",
                        "4|null|2 call|SQL|R__2_call.sql|-1548918277",
                        "5|null|3 attempt|SQL|R__3_attempt.sql|-1742415429",
                        "6|null|3 raise|SQL|R__3_raise.sql|-2143359577",
                        "7|null|suggest indexes|SQL|R__suggest_indexes.sql|868172779"),
                database.rows("select installed_rank, version, description, type, script, checksum"
                        + " from brisk.flyway_schema_history order by 1"));
        assertEquals(
                List.of(
                        "attempt|brisk_reader|f",
                        "call|brisk_reader|f",
                        "raise|brisk_reader|f",
                        "suggest_indexes|brisk_reader|f"),
                database.rows(PRIVILEGES));
        assertEquals(
                List.of("pgbrisk|brisk"),
                database.rows(
                        "select jarname, schemaname from sqlj.jar_repository full join sqlj.classpath_entry using (jarid)"));
    }

    @Test
    void bringsA010UpToDateAndSaysSo(TestDatabase database) throws SQLException {
        Releases.install010(database);
        var versioned = "select * from brisk.flyway_schema_history where version in ('1', '2') order by installed_rank";
        var before = database.rows(versioned);
        assertEquals(1, Pgbrisk.run("status", "--url", database.url()).exitCode());

        var update = install(database);

        assertEquals(0, update.exitCode(), update.err());
        assertTrue(update.out().contains("replaced the functions' jar"), update.out());
        assertTrue(update.out().contains("have to reconnect"), update.out());
        assertTrue(
                update.out()
                        .endsWith("pgbrisk 0.2.0 is installed in database \"" + database.name()
                                + "\", before it was 0.1.0\n"),
                update.out());
        assertEquals(before, database.rows(versioned));
        assertEquals(
                List.of(),
                database.rows("select script from brisk.flyway_schema_history group by 1 having count(*) > 1"));
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
        assertEquals(List.of(), database.rows("select * from brisk.suggest_indexes(queries => '{}') where rank > 0"));
        assertTrue(install(database).out().endsWith("nothing to do\n"));
    }

    @Test
    void endsWhereAFreshInstallationEnds(TestDatabase database) throws SQLException {
        var fresh = database.sibling().install();
        Releases.install010(database);

        assertEquals(0, install(database).exitCode());

        var functions = """
                select pg_get_functiondef(oid), proacl, obj_description(oid, 'pg_proc')
                from pg_proc where pronamespace = 'brisk'::regnamespace order by 1""";
        var relations = "select relname, relkind, relacl from pg_class where relnamespace = 'brisk'::regnamespace"
                + " order by 1";
        var shipped = "select * from brisk.shipped order by 1";
        for (var query : List.of(functions, relations, shipped)) {
            assertEquals(fresh.rows(query), database.rows(query));
        }
    }

    @Test
    void isTakenOutAgainWithoutALeftover(TestDatabase database) throws SQLException {
        var before = Catalogs.lines(database);
        Releases.install010(database);
        assertEquals(0, install(database).exitCode());

        var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", database.url());

        assertEquals(0, uninstall.exitCode(), uninstall.err());
        assertEquals(before, Catalogs.lines(database));
    }

    @Test
    void keepsWhatUsersGrantedAndRevoked(TestDatabase database) throws SQLException {
        Releases.install010(database);
        database.login("brisk_test_alice");
        database.login("brisk_test_bob");
        database.run(
                "grant execute on function brisk.suggest_indexes to brisk_test_alice with grant option",
                "grant execute on function brisk.raise to public",
                "revoke execute on function brisk.attempt from brisk_reader");
        database.run(
                "grant usage on schema brisk to brisk_test_alice",
                "set role brisk_test_alice; grant execute on function brisk.suggest_indexes to brisk_test_bob");
        var before = database.rows(PRIVILEGES);
        assertEquals(
                List.of(
                        "call|brisk_reader|f",
                        "raise|-|f",
                        "raise|brisk_reader|f",
                        "suggest_indexes|brisk_reader|f",
                        "suggest_indexes|brisk_test_alice|t",
                        "suggest_indexes|brisk_test_bob|f"),
                before);

        var update = install(database);

        assertEquals(0, update.exitCode(), update.err());
        assertEquals(before, of010(database.rows(PRIVILEGES)));
        for (var line : List.of(
                "kept: EXECUTE on function brisk.raise(text,text,text,text), granted to public",
                "kept: EXECUTE on function brisk.attempt(jsonb), revoked from brisk_reader",
                "kept: EXECUTE on function brisk.suggest_indexes(regclass,bigint,integer,text[]), granted to brisk_test_alice")) {
            assertTrue(update.out().contains(line + "\n"), update.out());
        }
        database.run("comment on schema brisk is null");
        assertEquals(0, install(database).exitCode());
        assertEquals(
                before, of010(database.rows(PRIVILEGES)), "once more, now that there is a record of what was shipped");
        database.run("drop owned by brisk_test_bob, brisk_test_alice");
    }

    @Test
    void aDryRunSaysTheSameAndChangesNothing(TestDatabase database) throws SQLException {
        var before = Catalogs.rowVersions(Releases.install010(database));

        var rehearsal = Pgbrisk.run("install", "--dry-run", "--url", database.url());

        assertEquals(0, rehearsal.exitCode(), rehearsal.err());
        assertEquals(before, Catalogs.rowVersions(database));
        assertEquals(
                rehearsal.out(), install(database).out() + "all of this was taken back: a dry run changes nothing\n");
    }

    @Test
    void refusesToGoBackAndChangesNothing(@TempDir Path folder, TestDatabase database)
            throws IOException, SQLException {
        Releases.install(database, Releases.madeUp("0.9.1", folder, Map.of()));
        var before = Catalogs.rowVersions(database);

        var update = install(database);

        assertEquals(1, update.exitCode());
        assertEquals("""
                ERROR:  database "%s" has pgbrisk 0.9.1, this is pgbrisk 0.2.0
                DETAIL:  An older version cannot know what a newer one has changed.
                HINT:  Use the newer version; to go back, run its uninstall first.
                SQLSTATE:  55000
                """.formatted(database.name()), update.err());
        assertEquals(before, Catalogs.rowVersions(database));
    }

    @Test
    void aLoginThatIsNoSuperuserCanUpdateAsAMemberOfTheOwner(TestDatabase database) throws SQLException {
        Releases.install010(database);
        database.login("brisk_test_installer", "postgres");
        database.run("grant usage on language java to brisk_test_installer");

        var update = Pgbrisk.run("install", "--url", database.url("brisk_test_installer"));

        assertEquals(0, update.exitCode(), update.err());
        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
        database.run("drop owned by brisk_test_installer");
    }

    @Test
    void replacesInPlaceWhatDidNotChangeItsSignature(TestDatabase database) throws SQLException {
        Releases.install010(database);
        database.run("create function public.mine(batch jsonb) returns jsonb language sql return brisk.attempt(batch)");
        var oids = "select oid, proname from pg_proc where pronamespace = 'brisk'::regnamespace"
                + " and proname in ('attempt', 'call', 'raise') order by 1";
        var before = database.rows(oids);

        assertEquals(0, install(database).exitCode());

        assertTrue(database.rows(oids).containsAll(before), () -> "none of " + before + " may change");
        assertEquals(List.of("[]"), database.rows("select public.mine('{\"attempts\": [], \"afterwards\": []}')"));
    }

    /** It has more arguments than it had. */
    @Test
    void stopsWhereAViewStandsOnSuggestIndexesOf010(TestDatabase database) throws SQLException {
        Releases.install010(database);
        database.run("create view public.mine as select rank, ddl from brisk.suggest_indexes(queries => '{}')");
        var before = Catalogs.rowVersions(database);

        var update = install(database);

        assertEquals(1, update.exitCode());
        assertTrue(update.err().contains("depend: view public.mine."), update.err());
        assertTrue(update.err().contains("SQLSTATE:  2BP01"), update.err());
        assertEquals(before, Catalogs.rowVersions(database));
        database.run("drop view public.mine");
        assertEquals(0, install(database).exitCode());
        assertEquals(List.of("1"), database.rows("select count(*) from pg_proc where proname = 'suggest_indexes'"));
    }

    @Test
    void keepsSettings(@TempDir Path folder, TestDatabase database) throws SQLException, IOException {
        database.install().login("brisk_test_alice", "brisk_reader");
        database.run(
                "select brisk.set('advisor_statements', '7')",
                "select brisk.set('advisor_costs', 'statistics', 'brisk_test_alice')",
                "alter database " + database.name() + " set brisk.advisor_lock_timeout = '3s'");
        var kept = "select name, role, value, changed_by, changed_at from brisk.setting order by 1";
        var before = database.rows(kept);

        Releases.install(database, Releases.madeUp("0.3.0", folder, Map.of()));

        assertEquals(before, database.rows(kept));
        assertEquals(
                List.of("brisk.advisor_lock_timeout|3s|database", "brisk.advisor_statements|7|table"),
                database.rows("select name, value, source from brisk.settings where source <> 'default' order by 1"));
    }

    /** Of the functions that were there already. */
    private static List<String> of010(List<String> privileges) {
        return privileges.stream()
                .filter(line -> line.matches("(attempt|call|raise|suggest_indexes)[|].*"))
                .toList();
    }

    @Test
    void leavesAloneWhatUsersPutIntoTheSchema(TestDatabase database) throws SQLException {
        Releases.install010(database);
        database.run(
                "create function brisk.theirs() returns int language sql as 'select 1'",
                "create view brisk.their_view as select brisk.theirs() as one",
                "create table brisk.their_table as select 7 as seven",
                "grant select on brisk.their_view to public");

        var update = install(database);

        assertEquals(0, update.exitCode(), update.err());
        assertEquals(
                List.of("1|7|t"),
                database.rows("select one, seven, has_table_privilege('brisk_cache', 'brisk.their_view', 'select')"
                        + " from brisk.their_view, brisk.their_table"));
        assertEquals(List.of(), database.rows("select * from brisk.shipped where object like '%their%'"));
    }

    @Test
    void mendsWhatARestoreWithoutTheRolesLost(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "revoke all on schema brisk, sqlj from brisk_reader, brisk_operator, brisk_cache",
                "revoke all on all functions in schema brisk from brisk_reader");
        var status = Pgbrisk.run("status", "--url", database.url());
        assertEquals(1, status.exitCode());
        assertTrue(status.out().contains("gone: "), status.out());

        assertEquals(0, install(database).exitCode());

        assertEquals(0, Pgbrisk.run("status", "--url", database.url()).exitCode());
        database.login("brisk_test_alice", "brisk_reader");
        try (var alice = database.connect("brisk_test_alice")) {
            TestDatabase.rows(alice, "select * from brisk.suggest_indexes(queries => '{}')");
        }
    }

    @Test
    void saysWhatToDoWhereTheHistoryIsEmpty(TestDatabase database) throws SQLException {
        database.install();
        database.run("truncate brisk.flyway_schema_history");

        var update = install(database);

        assertEquals(1, update.exitCode());
        assertTrue(update.err().contains("HINT:  Run pgbrisk uninstall, then pgbrisk install."), update.err());
        assertTrue(update.err().contains("SQLSTATE:  55000"), update.err());
    }
}
