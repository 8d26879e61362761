package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/**
 * An attacker puts statements into pg_stat_statements, or things into a schema, that run code of hers when somebody with more rights
 * plans them. What her code would do shows in a table that only the superuser may write.
 */
@PostgresTest
@Tag("sql")
@Requires("pg_stat_statements")
class AttackTest {
    private static final String ATTACKER = "test_mallory";

    /** Code that is run while planning, and leaves a trace when it runs with more rights than its author has. */
    private static final String EVIL = """
            create function evil.%s returns %s language plpgsql immutable as $$
            begin
                if current_user <> 'test_mallory' then
                    perform public.dblink_trace();
                end if;
                return %s;
            end $$""";

    private static void arrange(TestDatabase database) throws SQLException {
        database.login(ATTACKER);
        database.run(
                "create schema evil authorization " + ATTACKER,
                // A trace outlives the roll-back: a sequence does, and in a read only transaction a lock of the
                // session.
                "create sequence trace",
                "create function public.dblink_trace() returns void language sql as "
                        + "$$ select pg_advisory_lock(666); select nextval('public.trace') $$",
                "create table shop (id int primary key, v int)",
                "insert into shop select g, g from generate_series(1, 20000) g",
                "grant select on shop to public");
        try (var mallory = database.connect(ATTACKER);
                var statement = mallory.createStatement()) {
            for (var sql : List.of(
                    EVIL.formatted("f(x int)", "int", "x"),
                    EVIL.formatted("eq(a int, b text)", "bool", "true"),
                    EVIL.formatted("of_row(r public.shop)", "int", "1"),
                    "create operator evil.=== (function = evil.eq, leftarg = int, rightarg = text)",
                    "create operator evil.>= (function = evil.eq, leftarg = int, rightarg = text)",
                    "create view evil.v as select * from public.shop where v = evil.f(3)",
                    "create table evil.indexed (id int, v int)",
                    "create index on evil.indexed ((v + evil.f(3)))",
                    "create table evil.checked (id int, v int check (v > evil.f(3)))",
                    "create table evil.parent (id int primary key)",
                    "create table evil.child (id int, parent_id int references evil.parent)",
                    "create index on evil.child ((id + evil.f(4)))",
                    "insert into evil.parent values (1)",
                    "insert into evil.child select g, 1 from generate_series(1, 20000) g",
                    "create table evil.pairs (a int, b int, primary key (a, b))",
                    "create table evil.paired (a int, b int, foreign key (a, b) references evil.pairs)",
                    "create index on evil.paired ((a + evil.f(6)))",
                    "insert into evil.pairs select g / 150, g % 150 from generate_series(1, 20000) g",
                    "insert into evil.paired select a, b from evil.pairs",
                    "analyze evil.paired",
                    "select count(*) from public.shop where v = evil.f(3)",
                    "select count(*) from public.shop where v operator(evil.===) '3'",
                    "set search_path = evil, public, pg_catalog",
                    "select count(*) from public.shop where v between '3'::text and '4'::text",
                    "select count(*) from public.shop s where s.of_row = 1",
                    "select count(*) from public.shop s where (s.v).f = 1",
                    "reset search_path",
                    "select count(*) from evil.v",
                    "select count(*) from evil.indexed where v = 3",
                    "select count(*) from evil.checked where v = 3",
                    "select count(*) from \"evil\" . \"v\" where v = 7",
                    "create table evil.where (id int)",
                    "create table evil.par (id int, v int)",
                    "create table evil.heir () inherits (evil.par)",
                    "create index on evil.heir ((v + evil.f(5)))",
                    "select count(*) from evil.par where v = 3",
                    "select count(*) from public.shop set, evil.v as second where second.v = 8",
                    "select count(*) from evil.where, evil.v as third where third.v = 9",
                    "select count(*) from public.shop a join public.shop b on a.id = b.id, evil.v as fourth",
                    "select count(*) from public.shop where v = 3")) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    assertTrue(sql.contains("between"), sql + ": " + e.getMessage());
                }
            }
        }
        database.run("analyze");
    }

    private static long trace(TestDatabase database) throws SQLException {
        return Long.parseLong(database.rows("select case when is_called then last_value else 0 end from trace")
                .get(0));
    }

    @Test
    void getsNothingFromASuperuserWhoAsksForAdvice(TestDatabase database) throws SQLException {
        arrange(database);
        long before = trace(database);
        var doors = Door.all(database);

        for (var door : doors) {
            try (var connection = database.connect();
                    var setting = connection.createStatement()) {
                setting.execute("set brisk.advisor_time_percent = 100");
                var advice = door.ask(connection);

                assertEquals(
                        List.of(),
                        database.rows("select pid from pg_locks where locktype = 'advisory' and objid = 666"),
                        door + " ran the attacker's code");
                assertTrue(
                        advice.targets().contains("public.shop (v)"),
                        advice.targets().toString());
                var skipped = advice.ofKind("skipped").stream()
                        .filter(row -> row.getString("reason").contains("Call suggest_indexes as " + ATTACKER))
                        .toList();
                assertFalse(skipped.isEmpty());
                for (var statement : List.of(
                        "evil.f(",
                        "===",
                        "of_row",
                        "from evil.v",
                        "evil.indexed",
                        "evil.checked",
                        "\"v\"",
                        "second.v",
                        "evil.par",
                        "(s.v).f",
                        "third.v",
                        "evil.v as fourth")) {
                    assertTrue(
                            skipped.stream()
                                    .anyMatch(row ->
                                            row.toString().replace("\\", "").contains(statement)),
                            statement + " is not listed as skipped: " + skipped);
                }
            }
            assertEquals(before, trace(database), door + " ran the attacker's code");
        }
    }

    @Test
    void theCodeWouldHaveRunInAPlainExplain(TestDatabase database) throws SQLException {
        arrange(database);
        long before = trace(database);

        database.rows("explain select count(*) from public.shop where v = evil.f(3)");

        assertTrue(trace(database) > before, "the attack of this test no longer works, so it proves nothing");
    }

    @Test
    void theAttackerHerselfGetsAdviceForHerStatements(TestDatabase database) throws SQLException {
        arrange(database);
        var doors = Door.all(database);
        if (doors.contains(Door.SQL)) {
            database.run("grant brisk_reader to " + ATTACKER);
        }
        for (var door : doors) {
            try (var mallory = database.connect(ATTACKER);
                    var setting = mallory.createStatement()) {
                setting.execute("set brisk.advisor_time_percent = 100");
                var advice = door.ask(mallory);
                assertTrue(
                        advice.ofKind("skipped").stream()
                                .noneMatch(row -> row.getString("reason").contains("fewer rights")),
                        door + ": " + advice.json());
            }
        }
    }

    @Test
    void severalStatementsInOneTextAreRefusedNotRun(TestDatabase database) throws SQLException {
        database.run("create table keep (id int)");
        var doors = Door.all(database);
        for (var text : List.of(
                "select 1; drop table keep",
                "select 1 /* ; */ ; drop table keep --",
                "select $a$;$a$; drop table keep",
                "select E'\\';' ; drop table keep; --'",
                "select 1 where $1 = 2; drop table keep")) {
            for (var door : doors) {
                try (var connection = database.connect()) {
                    assertEquals(
                            List.of("is not exactly one statement"),
                            door.ask(connection, text).reasons("skipped"),
                            door + ": " + text);
                }
            }
        }
        assertEquals(List.of("0"), database.rows("select count(*) from keep"));
    }

    /** Through whatever takes SQL, a name or a value. */
    @Test
    @Requires("runtime")
    void aReaderRunsNothingThatSheCouldNotRunHerself(TestDatabase database) throws SQLException {
        database.install().login("test_reader", "brisk_reader");
        database.run("create table keep (id int)", "insert into keep values (1)", "revoke all on keep from public");
        var before = database.rows("select count(*) from brisk.setting");
        try (var reader = database.connect("test_reader")) {
            for (var sql : List.of(
                    "select * from public.keep",
                    "delete from public.keep",
                    "insert into public.keep values (2)",
                    "set role postgres",
                    "reset session authorization",
                    "set session authorization postgres",
                    "do $$ begin delete from public.keep; end $$",
                    "copy public.keep to stdout",
                    "select pg_read_file('PG_VERSION')",
                    "select * from public.keep; set role postgres; delete from public.keep",
                    "explain analyze delete from public.keep",
                    "$x$ || (select 1 from public.keep) || $x$",
                    "select secret from brisk.wire_call",
                    "select 1); delete from public.keep; --",
                    "';delete from public.keep;--")) {
                var advice = Door.SQL.ask(reader, sql);
                assertEquals(List.of(), advice.ddl(), sql);
                assertTrue(
                        advice.ofKind("skipped").size() == 1 || sql.contains("pg_read_file"),
                        sql + ": " + advice.json());
            }
            var evil = "x''; delete from public.keep; set role postgres; --";
            for (var call : List.of(
                    "brisk.call('suggest_indexes', '{\"relation\": \"" + evil + "\"}')",
                    "brisk.call('suggest_indexes', '{\"search_path\": \"" + evil
                            + "\", \"queries\": [\"select * from keep\"]}')",
                    "brisk.call('" + evil + "', null)",
                    "brisk.call('suggest_indexes', '{\"" + evil + "\": 1}')",
                    "brisk.suggest_indexes('public.keep')",
                    "brisk.set('" + evil + "', '1')",
                    "brisk.set('advisor_costs', '" + evil + "')",
                    "brisk.set('advisor_costs', 'statistics', 'postgres')",
                    "brisk.reset('" + evil + "')",
                    "brisk.show('" + evil + "')",
                    "brisk.attempt('{\"attempts\": [{\"setup\": [\"set role postgres\"], \"statement\": \"delete from public.keep\"}]}')")) {
                try {
                    TestDatabase.rows(reader, "select " + call);
                } catch (SQLException refused) {
                    assertTrue(
                            List.of("22023", "22P02", "42501", "42883", "42704", "3F000", "42601")
                                    .contains(refused.getSQLState()),
                            call + ": " + refused.getSQLState() + " " + refused.getMessage());
                }
                assertEquals(
                        List.of("test_reader|test_reader"),
                        TestDatabase.rows(reader, "select current_user, session_user"),
                        call);
            }
        }
        assertEquals(List.of("1"), database.rows("select id from keep"));
        assertEquals(before, database.rows("select count(*) from brisk.setting"));
    }
}
