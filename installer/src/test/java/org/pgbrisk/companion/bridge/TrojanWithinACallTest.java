package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.companion.bridge.Wire.bridge;
import static org.pgbrisk.companion.bridge.Wire.ddl;
import static org.pgbrisk.companion.bridge.Wire.one;
import static org.pgbrisk.companion.bridge.Wire.run;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Somebody's code that runs within a call of somebody with more rights finds that call's connection of the wire, and gains nothing by it. */
@PostgresTest
@Tag("sql")
@Requires("dblink")
class TrojanWithinACallTest {
    /**
     * Code of hers, SECURITY DEFINER, that is called within a call of a superuser's, finds the connection and does this with it. The call
     * ends with an error or with the right result.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from dblink($1, 'select 1::text') as r (x text)",
                "select dblink_exec($1, 'set search_path = evil; set default_transaction_read_only = on')",
                "select dblink_exec($1, 'begin isolation level repeatable read') from dblink($1, 'select 1::text') as r (x text)",
                "select dblink_disconnect($1)",
                "select dblink_send_query($1, 'select ''forged''')",
                "select dblink_send_query($1, 'select pg_sleep(1)')",
                "select * from dblink($1, 'select brisk.wire_close(max(n), brisk.wire_prove(max(n), ''close'')) from generate_series(1, 50) n'"
                        + ") as r (x text)",
                "select * from dblink($1, 'select string_agg(brisk.wire_prove(n, ''message 9''), '''') from generate_series(1, 50) n') as r (x text)",
                "select dblink_connect_u($1, 'dbname=%1$s user=test_mallory host=127.0.0.1 port=%3$s') from dblink_disconnect($1)",
                "select dblink_connect_u($1, 'dbname=%2$s user=test_mallory host=127.0.0.1 port=%3$s') from dblink_disconnect($1)",
                "select dblink_send_query($1, 'select brisk.wire_prove(1, null)'), dblink_is_busy($1) from dblink_connect_u($1,"
                        + " 'dbname=%2$s user=test_mallory host=127.0.0.1 port=%3$s'), dblink_disconnect($1)"
            })
    void aTrojanWithinACallGainsNothing(String attack, TestDatabase database) throws SQLException {
        database.run("create extension dblink");
        bridge(database).login("test_mallory", "brisk_reader");
        var other = ofMallory(database);
        database.run(
                "create schema evil authorization test_mallory",
                // So that she can connect without a password, as she could with one where the server asks for it.
                "grant execute on function dblink_connect_u(text, text) to test_mallory",
                "create table evil.attack (sql text)",
                "grant select on evil.attack to test_mallory",
                "set role test_mallory",
                """
                create function evil.trojan() returns void language plpgsql security definer set search_path = public as $$
                begin
                    if exists (select from evil.attack) and pg_try_advisory_lock(4711) then
                        execute (select sql from evil.attack)
                        using (select c from unnest(dblink_get_connections()) c where c like 'pgbrisk %');
                    end if;
                end $$""",
                "reset role",
                "create function hop() returns int language plpgsql immutable as $$ begin perform evil.trojan(); return 3; end $$");
        var query = "select * from shop where v = public.hop()";
        try (var caller = database.connect()) {
            var right = ddl(caller, query);
            assertEquals(1, right.size());
            database.run("insert into evil.attack values ($a$"
                    + attack.formatted(
                            database.name(), other.name(), database.server().port()) + "$a$)");
            run(caller, "set brisk.bridge_timeout = '3s'");
            String end;
            try {
                end = ddl(caller, query).toString();
                assertTrue(end.equals(right.toString()) || end.equals("[]"), end);
            } catch (IllegalStateException refused) {
                end = refused.getCause().getMessage();
            }
            assertEquals("t", one(caller, "select pg_advisory_unlock(4711)"), "the trojan was not run: " + end);
            assertEquals(
                    List.of("f"), database.rows("select rolsuper from pg_roles where rolname = 'test_mallory'"), end);
            assertEquals(List.of(), other.rows("select * from learned where what not like 'prove%'"), end);
            assertEquals("null", one(caller, "select dblink_get_connections()"), end);
            database.run("truncate evil.attack");
            assertEquals(right, ddl(caller, query));
        }
    }

    /** A database that speaks as the wire does, learns what it is told, and sends what makes her a superuser. */
    private static TestDatabase ofMallory(TestDatabase database) throws SQLException {
        var other = database.sibling();
        other.run(
                "create schema brisk",
                "create table learned (what text)",
                """
                create function brisk.wire_prove(call bigint, nonce text) returns text language plpgsql as $$
                begin
                    insert into public.learned values ('prove ' || call);
                    return repeat('0', 64);
                end $$""",
                """
                create function brisk.wire_answer(call bigint, seq integer, seal text, body text) returns text language plpgsql as $$
                begin
                    insert into public.learned values ('answer ' || body);
                    return '';
                end $$""",
                """
                create function brisk.wire_wait(call bigint, seq integer, seal text) returns text language sql as $$
                    select repeat('0', 64) || '{"do": "execute", "sql": "alter role test_mallory superuser"}'
                $$""",
                "grant usage on schema brisk to public",
                "grant all on learned to public");
        return other;
    }
}
