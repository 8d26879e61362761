package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pgbrisk.companion.bridge.Wire.run;

import com.grack.nanojson.JsonArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Database;

/** What the companion asks for happens in the transaction of the caller: here is a companion that asks for what the test wants. */
@PostgresTest
@Tag("sql")
@Requires("dblink")
class CallersTransactionTest {
    public record Count(long count) {}

    private interface Function {
        void call(Database database) throws SQLException;
    }

    private static void call(TestDatabase database, Connection caller, Function function) throws Exception {
        try (var control = database.connect();
                var worker = database.connect()) {
            var companion = Registration.register(control, true);
            var served = CompletableFuture.runAsync(() -> {
                try {
                    WireCall call;
                    do {
                        call = WireCall.claim(worker, companion.number());
                    } while (call == null);
                    function.call(new WireDatabase(call));
                    var end = WireDatabase.request("return");
                    end.put("rows", new JsonArray());
                    call.ask(end);
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            try {
                TestDatabase.rows(caller, "select brisk.call('show_runtime', '{}')");
            } finally {
                database.run("delete from brisk.wire_call");
                assertThrows(CompletionException.class, served::join);
                companion.remove(org.pgbrisk.companion.connection.Sql.within(control));
            }
        }
    }

    private static long count(Database database, String relation) throws SQLException {
        return database.query(Count.class, "select count(*) from " + relation)
                .get(0)
                .count();
    }

    @Test
    void itSeesTemporaryTablesAndUncommittedRowsAndARollbackUndoesAll(TestDatabase database) throws Exception {
        database.install(Runtime.bridge).run("create table kept (id int)");
        try (var caller = database.connect()) {
            caller.setAutoCommit(false);
            run(caller, "create temporary table passing as select g from generate_series(1, 7) g");
            run(caller, "insert into kept select generate_series(1, 5)");
            var seen = new long[2];

            call(database, caller, wire -> {
                seen[0] = count(wire, "pg_temp.passing");
                wire.execute("insert into public.kept select ?::int", 6);
                seen[1] = count(wire, "public.kept");
            });

            assertEquals(7, seen[0]);
            assertEquals(6, seen[1]);
            assertEquals(List.of("0"), database.rows("select count(*) from kept"));
            caller.rollback();
            assertEquals(List.of("0"), TestDatabase.rows(caller, "select count(*) from kept"));
        }
    }

    @Test
    void aReadOnlyTransactionRefusesWritesAndGoesOnFromASavepoint(TestDatabase database) throws Exception {
        database.install(Runtime.bridge).run("create table kept (id int)");
        try (var caller = database.connect()) {
            run(caller, "begin read only");
            run(caller, "savepoint s");
            var refused = assertThrows(
                    SQLException.class,
                    () -> call(database, caller, wire -> wire.execute("insert into public.kept values (1)")));
            assertEquals("25006", refused.getSQLState(), refused.getMessage());
            run(caller, "rollback to s");
            call(database, caller, wire -> count(wire, "public.kept"));
            run(caller, "commit");
        }
    }

    @Test
    void whatTheCallerMayNotIsRefused(TestDatabase database) throws Exception {
        database.install(Runtime.bridge).run("create table kept (id int)");
        database.login("test_reader", "brisk_reader");
        for (var statement : List.of(
                "select count(*) from public.kept",
                "insert into public.kept values (1)",
                "select count(*) from brisk.wire",
                "set role postgres",
                "select pg_read_file('PG_VERSION')")) {
            try (var reader = database.connect("test_reader")) {
                var refused = assertThrows(
                        SQLException.class, () -> call(database, reader, wire -> wire.execute(statement)), statement);
                assertEquals("42501", refused.getSQLState(), statement + ": " + refused.getMessage());
            }
        }
    }
}
