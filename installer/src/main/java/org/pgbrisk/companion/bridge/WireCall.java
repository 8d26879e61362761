package org.pgbrisk.companion.bridge;

import com.grack.nanojson.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.UserError;

/** One call, served by one worker over its own connection; see the table brisk.wire_call. */
final class WireCall implements WireDatabase.Wire {
    private static final String CLAIM = """
            with claimed as (
                update /* pgbrisk */ brisk.wire_call
                set companion = ?
                where call = (
                    select call
                    from brisk.wire_call
                    where companion is null and deadline > clock_timestamp()
                    order by call
                    limit 1
                    for update skip locked)
                returning call, brisk.wire_wake(secret) as wake, function, arguments)
            select call, wake, function, arguments, pg_try_advisory_lock(wake, 1) from claimed""";

    /**
     * The caller sleeps on an advisory lock (wake, number of the message), which its companion holds until the message is there: nothing wakes
     * him faster, and when the companion dies he wakes too. Before one is let go the next one is taken; where somebody else holds that, the
     * caller polls. Whoever has locked the row is ending the call. Nobody is waited for: anybody may take any advisory lock, and the wire's login may
     * keep a transaction open.
     */
    private static final String SAY = """
            begin;
            select pg_try_advisory_lock(?, ?);
            update /* pgbrisk */ brisk.wire_call
            set turn = ?, seq = ?, message = ?
            where call = (select call from brisk.wire_call where call = ? and turn = 'companion' for update skip locked);
            commit;
            select pg_advisory_unlock(?, ?)""";

    private static final int RESULT_OF_UPDATE = 3;

    private static final String HEAR =
            "select /* pgbrisk */ turn, case turn when 'companion' then message end from brisk.wire_call where call = ?";

    private static final String FORGET = """
            delete /* pgbrisk */ from brisk.wire_call
            where call = (select call from brisk.wire_call where call = ? for update skip locked)""";

    /** A notification may get lost with its connection, so the table is looked at now and then without one. */
    private static final int LONGEST_SLEEP_MS = 1000;

    private final Connection connection;
    private final long number;
    private final int wake;
    private final String function;
    private final String arguments;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopped;
    private int said;

    private WireCall(Connection connection, long number, int wake, String function, String arguments) {
        this.connection = connection;
        this.number = number;
        this.wake = wake;
        this.function = function;
        this.arguments = arguments;
    }

    /** @return null when no call waits */
    static WireCall claim(Connection connection, int companion) throws SQLException {
        try (var update = connection.prepareStatement(CLAIM)) {
            update.setInt(1, companion);
            try (var row = update.executeQuery()) {
                return row.next()
                        ? new WireCall(connection, row.getLong(1), row.getInt(2), row.getString(3), row.getString(4))
                        : null;
            }
        }
    }

    long number() {
        return number;
    }

    /** Something about it has changed. */
    void wake() {
        news.release();
    }

    /** It ends with an error as soon as the function wants something of the caller. */
    void stop() {
        stopped = true;
        wake();
    }

    /** @throws SQLException when the companion's own connection failed */
    void serve() throws SQLException {
        try {
            say("done", result());
        } catch (CallIsOver nobodyListens) {
            forget();
        } finally {
            letGo();
        }
    }

    private String result() throws SQLException {
        try {
            var rows = Functions.call(new WireDatabase(this), function, arguments);
            return "{\"do\":\"return\",\"rows\":" + rows + "}";
        } catch (CallIsOver | LostConnection e) {
            throw e;
        } catch (SQLException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return Json.write(raised(Failure.of(e)));
        }
    }

    private static JsonObject raised(Failure failure) {
        var message = WireDatabase.request("raise");
        message.put("sqlstate", failure.sqlstate() == null ? SqlState.INTERNAL_ERROR.code() : failure.sqlstate());
        message.put("message", failure.message());
        message.put("detail", failure.detail());
        message.put("hint", failure.hint() == null ? "Run the call again." : failure.hint());
        return message;
    }

    @Override
    public String ask(JsonObject request) throws SQLException {
        requireNotStopped();
        try {
            say("caller", Json.write(request));
            while (true) {
                var answer = heard();
                if (answer != null) {
                    return answer;
                }
                news.tryAcquire(LONGEST_SLEEP_MS, TimeUnit.MILLISECONDS);
                news.drainPermits();
                if (stopped) {
                    throw new CallIsOver();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallIsOver();
        } catch (CallIsOver e) {
            throw e;
        } catch (SQLException e) {
            throw new LostConnection(e);
        }
    }

    private void requireNotStopped() throws SQLException {
        if (stopped) {
            throw new UserError(SqlState.ADMIN_SHUTDOWN, "pgbrisk serve was stopped", null, "Run the call again.");
        }
    }

    private void say(String turn, String message) throws SQLException {
        try (var say = connection.prepareStatement(SAY)) {
            say.setInt(1, wake);
            say.setInt(2, said + 2);
            say.setString(3, turn);
            say.setInt(4, said + 1);
            say.setString(5, ascii(message));
            say.setLong(6, number);
            say.setInt(7, wake);
            say.setInt(8, said + 1);
            say.execute();
            for (int result = 1; result < RESULT_OF_UPDATE; result++) {
                say.getMoreResults();
            }
            if (say.getUpdateCount() == 0) {
                throw new CallIsOver();
            }
            said++;
        }
    }

    /** What a database's encoding does not have is its caller's to hear, not an error of the companion's own statement. */
    static String ascii(String json) {
        var ascii = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            var c = json.charAt(i);
            if (c < 0x7f) {
                ascii.append(c);
            } else {
                ascii.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            }
        }
        return ascii.toString();
    }

    /** @return null when the caller is still at it */
    private String heard() throws SQLException {
        try (var select = connection.prepareStatement(HEAR)) {
            select.setLong(1, number);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new CallIsOver();
                }
                return row.getString(1).equals("companion") ? row.getString(2) : null;
            }
        }
    }

    private void forget() throws SQLException {
        try (var delete = connection.prepareStatement(FORGET)) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    private void letGo() throws SQLException {
        try (var unlock = connection.createStatement()) {
            unlock.execute("select /* pgbrisk */ pg_advisory_unlock_all()");
        }
    }

    /** The companion's own connection failed: no error of the caller's. */
    static final class LostConnection extends SQLException {
        private static final long serialVersionUID = 1L;

        LostConnection(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }
}
