package org.pgbrisk.companion.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.postgresql.PGConnection;

/** One call, served here with the companion's own classes, that asks its caller for {@code select 1} again and again. Here to reach those classes. */
public final class RoundTrips {
    private static final int LISTEN_MS = 50;

    /** The row. */
    public record One(int one) {}

    private RoundTrips() {}

    /** @return milliseconds of each, from the request to the row */
    public static double[] time(Connections source, int count) throws SQLException {
        try (var control = source.openForWire();
                var worker = source.openForWire();
                var caller = source.open()) {
            var registration = Registration.register(control, true);
            var end = CompletableFuture.runAsync(() -> call(caller));
            var call = WireCall.claim(worker, registration.number());
            while (call == null) {
                call = WireCall.claim(worker, registration.number());
            }
            var serving = call;
            var listening = CompletableFuture.runAsync(() -> listen(control, serving, end));
            var times = new double[count];
            var database = new WireDatabase(call);
            for (int i = 0; i < count; i++) {
                long start = System.nanoTime();
                database.query(One.class, "select 1 as one");
                times[i] = (System.nanoTime() - start) / 1e6;
            }
            call.serve();
            end.join();
            listening.join();
            return times;
        }
    }

    private static void call(Connection caller) {
        try (var statement = caller.createStatement()) {
            statement.execute("select brisk.call('show_runtime', '{}')");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void listen(Connection control, WireCall call, CompletableFuture<Void> end) {
        try {
            var listener = control.unwrap(PGConnection.class);
            while (!end.isDone()) {
                if (listener.getNotifications(LISTEN_MS).length > 0) {
                    call.wake();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
