package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.companion.bridge.Wire.assertReachesNothing;
import static org.pgbrisk.companion.bridge.Wire.assertRefused;
import static org.pgbrisk.companion.bridge.Wire.bridge;
import static org.pgbrisk.companion.bridge.Wire.ddl;
import static org.pgbrisk.companion.bridge.Wire.one;
import static org.pgbrisk.companion.bridge.Wire.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLWarning;

/** Whoever gets hold of a connection of the wire, or of its password, gains nothing by it. */
@PostgresTest
@Tag("sql")
@Requires("dblink")
class AttackOnTheWireTest {
    @Test
    void whoKnowsThePasswordReachesNothing(TestDatabase database) throws SQLException {
        bridge(database);
        try (var wire = Wire.login(database)) {
            assertReachesNothing(database, wire, Wire.relations(database));
            assertEquals(
                    List.of("wire_answer", "wire_close", "wire_prove", "wire_submit", "wire_wait"),
                    TestDatabase.rows(wire, """
                    select p.proname from pg_proc p
                    where p.pronamespace = 'brisk'::regnamespace and has_function_privilege(p.oid, 'execute')
                    order by 1"""));
        }
    }

    @Test
    void aReaderAndAStrangerReachNothing(TestDatabase database) throws SQLException {
        bridge(database).login("test_stranger");
        database.login("test_reader", "brisk_reader");
        try (var stranger = database.connect("test_stranger")) {
            assertReachesNothing(database, stranger, Wire.relations(database));
        }
        try (var reader = database.connect("test_reader")) {
            for (var table : List.of("brisk.wire", "brisk.wire_call", "brisk.companion")) {
                for (var sql : List.of("select * from ", "delete from ", "copy ")) {
                    assertRefused(reader, sql + table + (sql.equals("copy ") ? " to stdout" : ""), "42501");
                }
            }
            for (var call : List.of(
                    "brisk.wire_dblink('pgbrisk " + UUID.randomUUID() + "')",
                    "brisk.wire_drain('pgbrisk " + UUID.randomUUID() + "')",
                    "brisk.wire_companion()",
                    "brisk.wire_submit('postgres', 1, '', 'show_runtime', '{}', 1000)",
                    "brisk.wire_wait(1, 1, '')",
                    "brisk.wire_answer(1, 1, '', '')",
                    "brisk.wire_prove(1, '')",
                    "brisk.wire_close(1, '')",
                    "brisk_dblink.dblink_get_connections()")) {
                assertRefused(reader, "select " + call, "42501");
            }
        }
    }

    /** Her session may open one, as brisk.call does, and has only the words of brisk.call for it. */
    @Test
    void aWireOfOnesOwnTakesNoOtherStatements(TestDatabase database) throws SQLException {
        bridge(database).login("test_reader", "brisk_reader");
        var password = database.rows("select rolpassword from pg_authid where rolname like 'brisk\\_wire\\_%'");
        try (var reader = database.connect("test_reader")) {
            var name = "'pgbrisk " + UUID.randomUUID() + "'";
            run(reader, "select brisk.wire_connect(" + name + ")");
            for (var command : List.of("'select 1'", "'submit(); select 1; --'", "'dblink'", "null", "''")) {
                assertRefused(reader, exchange(name, command, "'1'"), "22023");
            }
            for (var argument : List.of(
                    "$$1'); alter role current_user password 'mine'; --$$",
                    "$$1\\'); alter role current_user password 'mine'; --$$",
                    "$$1); alter role current_user password 'mine'; --$$")) {
                var wire = "'pgbrisk " + UUID.randomUUID() + "'";
                run(reader, "select brisk.wire_connect(" + wire + ")");
                assertRefused(reader, exchange(wire, "'close'", argument + ", null"), "22P02");
                run(reader, "select brisk.wire_disconnect(" + wire + ", null)");
            }
            assertRefused(
                    reader, exchange(name, "'submit'", "'postgres', '1', '', 'show_runtime', '{}', '1000'"), "42501");
            assertRefused(reader, "select brisk.wire_connect('mine')", "22023");
            run(reader, "select brisk.wire_disconnect(" + name + ", null)");
        }
        assertEquals(
                password, database.rows("select rolpassword from pg_authid where rolname like 'brisk\\_wire\\_%'"));
    }

    private static String exchange(String name, String command, String arguments) {
        return "select brisk.wire_exchange(" + name + ", " + command + ", array[" + arguments
                + "], clock_timestamp() + interval '5 s')";
    }

    /** Where somebody has created it before, everybody may use dblink on the connections of his session. */
    @Test
    void aWireOfOnesOwnReachesNothingWithDblinkInPublic(TestDatabase database) throws SQLException {
        database.run("create extension dblink");
        bridge(database).login("test_reader", "brisk_reader");
        try (var reader = database.connect("test_reader")) {
            var name = "'pgbrisk " + UUID.randomUUID() + "'";
            run(reader, "select brisk.wire_connect(" + name + ")");
            for (var sql : List.of(
                    "select login || password from brisk.wire",
                    "select secret::text from brisk.wire_call",
                    "select companion::text from brisk.companion",
                    "select proof from brisk.wire_caller",
                    "set role postgres",
                    "set session authorization postgres",
                    "set role test_reader",
                    "select brisk.call($$show_runtime$$, null)::text",
                    "select brisk.wire_submit($$postgres$$, 1, $$$$, $$show_runtime$$, $${}$$, 1000)")) {
                assertRefused(reader, "select * from dblink(" + name + ", '" + sql + "') as r (x text)", "42501");
            }
        }
    }

    /** With it she could submit calls in anybody's name. */
    @Test
    void theKeyIsNotGivenToOperatorsOfTheReader(TestDatabase database) throws SQLException {
        bridge(database).login("test_reader", "brisk_reader");
        database.run("create schema evil authorization test_reader");
        try (var reader = database.connect("test_reader")) {
            for (var type : List.of("bytea", "text")) {
                run(reader, """
                        create function evil.cat(%1$s, %1$s) returns %1$s language plpgsql as $$
                        begin
                            raise exception 'given %%', $1;
                        end $$""".formatted(type));
                run(
                        reader,
                        "create operator evil.|| (leftarg = %1$s, rightarg = %1$s, function = evil.cat)"
                                .formatted(type));
            }
            var proof = one(reader, "select proof from brisk.wire_caller");
            run(reader, "set search_path = evil, pg_catalog");
            assertEquals(proof, one(reader, "select proof from brisk.wire_caller"));
        }
    }

    @Test
    void thePasswordIsNotInThePlansThatAReaderHasPrinted(TestDatabase database) throws SQLException {
        bridge(database).login("test_reader", "brisk_reader");
        var password = database.rows("select password from brisk.wire")
                .get(0)
                .chars()
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
        try (var reader = database.connect("test_reader");
                var statement = reader.createStatement()) {
            statement.execute("set client_min_messages = log");
            statement.execute("set debug_print_plan = on");
            statement.execute("set debug_pretty_print = off");
            statement.execute("select brisk.wire_connect('pgbrisk " + UUID.randomUUID() + "')");
            var printed = new StringBuilder();
            for (var plan = statement.getWarnings(); plan != null; plan = plan.getNextWarning()) {
                printed.append(((PSQLWarning) plan).getServerErrorMessage().getDetail());
            }
            assertTrue(printed.indexOf("PLANNEDSTMT") >= 0, "no plan was printed");
            assertFalse(printed.toString().replaceAll("\\s+", " ").contains(password), "the password was printed");
        }
    }

    @Test
    void aCallIsSubmittedOnlyForWhoeverSubmitsIt(TestDatabase database) throws SQLException {
        bridge(database).login("test_reader", "brisk_reader");
        try (var reader = database.connect("test_reader");
                var wire = Wire.login(database)) {
            var proof = one(reader, "select proof from brisk.wire_caller");
            var pid = one(reader, "select pid from brisk.wire_caller");
            assertEquals("test_reader", one(reader, "select caller from brisk.wire_caller"));
            var submit = "select brisk.wire_submit(%s, %s, %s, 'show_runtime', '{}', 1000)";
            for (var forged : List.of(
                    submit.formatted("'postgres'", pid, "'" + proof + "'"),
                    submit.formatted("'test_reader'", Integer.parseInt(pid) + 1, "'" + proof + "'"),
                    submit.formatted("'test_reader '", pid, "'" + proof + "'"),
                    submit.formatted("'test_reader'", pid, "''"),
                    submit.formatted("'test_reader'", pid, "null"),
                    submit.formatted("null", pid, "'" + proof + "'"))) {
                assertRefused(wire, forged, "42501");
            }
            assertEquals(List.of(), database.rows("select * from brisk.wire_call"));
        }
    }

    /** A caller who speaks by herself with the companion, with a proof of her own, gets what she has said herself. */
    @Test
    void anAnswerIsTakenOnceAndOnlyAsItWasSigned(TestDatabase database) throws SQLException {
        bridge(database).login("test_reader", "brisk_reader");
        try (var reader = database.connect("test_reader");
                var wire = Wire.login(database)) {
            var call = submit(reader, wire, 60000);
            var wait = "select brisk.wire_wait(" + call + ", 1, '" + Wire.seal(database, call, "wait 1", "") + "')";
            while (one(wire, wait).isEmpty()) {
                Thread.onSpinWait();
            }
            var answer = "select brisk.wire_answer(" + call + ", 1, '" + Wire.seal(database, call, "answer 1", "[]")
                    + "', '%s')";
            assertRefused(wire, answer.formatted("[{}]"), "08006");
            assertRefused(wire, answer.replace(", 1, ", ", 2, ").formatted("[]"), "08006");
            run(wire, answer.formatted("[]"));
            assertRefused(wire, answer.formatted("[]"), "08006");
            run(wire, "select brisk.wire_close(" + call + ", '" + Wire.seal(database, call, "close", "") + "')");
            assertRefused(wire, wait, "08006");
        }
        assertEquals(List.of(), database.rows("select * from brisk.wire_call"));
    }

    @Test
    void aTransactionOfTheWireThatStaysOpenHoldsUpNoCompanion(TestDatabase database) throws Exception {
        bridge(database);
        try (var caller = database.connect();
                var wire = Wire.login(database)) {
            var call = submit(caller, wire, 0);
            var sealed = Wire.seal(database, call, "close", "");
            wire.setAutoCommit(false);
            run(wire, "select brisk.wire_close(" + call + ", '" + sealed + "')");
            // Until the companion finds it late, and looks once more.
            Thread.sleep(4000);
            run(caller, "set brisk.bridge_timeout = '5s'");
            assertEquals("1", one(caller, "select count(*) from brisk.show_runtime()"));
            wire.rollback();
        }
        SlowCall.await(database, 0, 0);
    }

    /** Anybody may take any, and sees which ones others hold. */
    @Test
    void advisoryLocksOfAStrangerHoldUpNoCompanion(TestDatabase database) throws Exception {
        bridge(database).login("test_stranger");
        SlowCall.prepare(database);
        try (var caller = database.connect();
                var stranger = database.connect("test_stranger")) {
            run(caller, "set brisk.bridge_timeout = '20s'");
            var call = SlowCall.begin(caller, 2);
            SlowCall.await(database, 1, 0);
            Thread.sleep(500);
            run(stranger, """
                    select pg_advisory_lock(l.classid::bigint::bit(32)::integer, l.objid::integer + n)
                    from pg_locks l
                    cross join generate_series(1, 3) n
                    where l.locktype = 'advisory' and l.objsubid = 2 and l.classid <> 1651667820""");
            assertNull(call.get());
        }
        SlowCall.await(database, 0, 0);
    }

    private static long submit(Connection caller, Connection wire, long timeoutMs) throws SQLException {
        var who = one(caller, "select format('%L, %s, %L', caller, pid, proof) from brisk.wire_caller");
        return Long.parseLong(
                one(wire, "select brisk.wire_submit(" + who + ", 'suggest_indexes', '{}', " + timeoutMs + ")")
                        .split(" ")[0]);
    }

    /** With its number, and even with the right signature of every message. */
    @Test
    void aCallOfAnotherSessionIsNeitherReadNorAnsweredNorEnded(TestDatabase database) throws Exception {
        bridge(database);
        database.run(
                "create function slow() returns int language plpgsql immutable as $$ begin perform pg_sleep(2); return 3; end $$");
        try (var caller = database.connect();
                var wire = Wire.login(database)) {
            var advice = CompletableFuture.supplyAsync(() -> ddl(caller, "select * from shop where v = slow()"));
            String[] call = inTheMiddle(database, caller).split("\\|");
            var number = Long.parseLong(call[0]);
            var seq = call[1];
            for (var seal : List.of("", Wire.seal(database, number, "wait " + seq, ""))) {
                assertRefused(wire, "select brisk.wire_wait(" + number + ", " + seq + ", '" + seal + "')", "08006");
            }
            for (var seal : List.of("", Wire.seal(database, number, "answer " + seq, "[]"))) {
                assertRefused(
                        wire, "select brisk.wire_answer(" + number + ", " + seq + ", '" + seal + "', '[]')", "08006");
            }
            for (var seal : List.of("", Wire.seal(database, number, "close", ""))) {
                run(wire, "select brisk.wire_close(" + number + ", '" + seal + "')");
            }
            assertEquals("null", one(wire, "select brisk.wire_prove(" + number + ", 'mine')"));
            run(wire, "notify brisk_wire, '" + number + "'");
            var seen = TestDatabase.rows(
                    wire,
                    "select btrim(query) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()");
            assertEquals(List.of(""), seen);
            assertEquals(List.of("CREATE INDEX CONCURRENTLY shop_v_idx ON public.shop (v)"), advice.get());
        }
    }

    /** Its number and that of the message, once the caller executes what takes long. */
    private static String inTheMiddle(TestDatabase database, Connection caller) throws SQLException {
        var pid = caller.unwrap(org.postgresql.PGConnection.class).getBackendPID();
        while (true) {
            var rows = database.rows("""
                    select c.call, c.seq
                    from brisk.wire_call c
                    join pg_stat_activity a on a.pid = c.caller_pid and a.wait_event = 'PgSleep'
                    where c.turn = 'caller' and c.seq > 1 and c.caller_pid = %s
                        and c.message like '%%slow()%%'""".formatted(pid));
            if (!rows.isEmpty()) {
                return rows.get(0);
            }
            Thread.onSpinWait();
        }
    }
}
