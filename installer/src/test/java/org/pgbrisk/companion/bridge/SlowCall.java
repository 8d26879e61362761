package org.pgbrisk.companion.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.pgbrisk.companion.testing.TestDatabase;

/** A call that takes its time in the caller's own session: the function is executed while a statement is planned. */
public final class SlowCall {
    private static final String CALL =
            "select count(*) from brisk.suggest_indexes(queries => array['select * from pg_class where relpages = slow(%s)'])";

    private static final String COMPANIONS =
            "select coalesce(sum(running), 0), coalesce(max(waiting), 0), (select count(*) from brisk.wire_call) from brisk.companions";

    private SlowCall() {}

    public static void prepare(TestDatabase database) throws SQLException {
        database.run("""
                create function public.slow(seconds float) returns int language plpgsql immutable as
                $$ begin perform pg_sleep(seconds); return 7; end $$""");
    }

    public static List<String> of(Connection connection, double seconds) throws SQLException {
        return TestDatabase.rows(connection, CALL.formatted(seconds));
    }

    /** In a thread of its own; what it ends with is null, or the error. */
    public static CompletableFuture<SQLException> begin(Connection connection, double seconds) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                of(connection, seconds);
                return null;
            } catch (SQLException e) {
                return e;
            }
        });
    }

    /** Until so many calls run, and so many wait. */
    public static void await(TestDatabase database, int running, int waiting)
            throws SQLException, InterruptedException {
        var expected = List.of(running + "|" + waiting + "|" + (running + waiting));
        var seen = List.<String>of();
        try (var connection = database.connect()) {
            for (int i = 0; i < 600; i++) {
                seen = TestDatabase.rows(connection, COMPANIONS);
                if (seen.equals(expected)) {
                    return;
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError("expected " + expected + ", seen " + seen);
    }
}
