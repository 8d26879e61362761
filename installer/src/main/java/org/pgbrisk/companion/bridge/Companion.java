package org.pgbrisk.companion.bridge;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.SqlState;

/** Serves the calls of one database that has the bridge, through restarts of the server, until it is closed. */
public final class Companion implements AutoCloseable {
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 5000;

    private final Connections connections;
    private final Consumer<String> say;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Service service;

    private Companion(Connections connections, Consumer<String> say, Service service) {
        this.connections = connections;
        this.say = say;
        this.service = service;
    }

    /**
     * Connects and registers; calls are taken from now on, answered once it {@link #serve serves}.
     *
     * @param say gets a sentence when something happens
     * @param besideOthers whether it may serve where another one does already
     * @throws Refusal when this database cannot be served by this companion
     */
    public static Companion start(Connections connections, Consumer<String> say, boolean besideOthers)
            throws SQLException {
        var companion = new Companion(connections, say, Service.start(connections, besideOthers));
        companion.sayReady();
        return companion;
    }

    /** As {@link #start}, and serves in a thread of its own. */
    public static Companion inBackground(Connections connections, Consumer<String> say) throws SQLException {
        var companion = start(connections, say, true);
        var thread = new Thread(
                () -> {
                    try {
                        companion.serve();
                    } catch (SQLException e) {
                        say.accept(Failure.of(e).message());
                    }
                },
                "pgbrisk serve");
        thread.setDaemon(true);
        thread.start();
        return companion;
    }

    private void sayReady() {
        var here = service.registration();
        say.accept("serving database \"" + here.database() + "\" as " + here.login() + ", " + here.workers()
                + (here.workers() == 1 ? " call" : " calls") + " at a time");
    }

    /**
     * Returns when it has been closed.
     *
     * @throws Refusal when this companion cannot serve this database any more
     */
    public void serve() throws SQLException {
        while (closed.getCount() > 0) {
            try {
                if (!service.run()) {
                    throw upgraded();
                }
            } catch (Refusal e) {
                throw e;
            } catch (SQLException e) {
                if (closed.getCount() > 0) {
                    say.accept("lost the connection: " + Failure.of(e).message());
                }
            } finally {
                if (closed.getCount() > 0) {
                    service.close();
                }
            }
            reconnect();
        }
    }

    private void reconnect() throws SQLException {
        var pause = FIRST_PAUSE_MS;
        String said = null;
        try {
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                try {
                    service = Service.start(connections, true);
                    if (closed.getCount() == 0) {
                        service.close();
                        return;
                    }
                    sayReady();
                    return;
                } catch (SQLException e) {
                    if (e instanceof Refusal refusal && !passes(refusal)) {
                        throw e;
                    }
                    var message = Failure.of(e).message();
                    if (!message.equals(said)) {
                        say.accept("trying again: " + message);
                        said = message;
                    }
                    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** While a standby takes over, for example. */
    private static boolean passes(Refusal refusal) {
        return refusal.exitCode() == ExitCode.CANNOT_CONNECT
                || SqlState.READ_ONLY_SQL_TRANSACTION.code().equals(refusal.getSQLState())
                || SqlState.OBJECT_IN_USE.code().equals(refusal.getSQLState());
    }

    private static Refusal upgraded() {
        return Refusal.refused(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "another version of pgbrisk has been installed in this database, or it was taken out",
                null,
                "Start pgbrisk serve of the version that is installed now; pgbrisk status says which.");
    }

    /** Gives running calls a few seconds to end. Who closes it again waits for that too. */
    @Override
    public synchronized void close() {
        closed.countDown();
        service.stop();
        service.close();
    }
}
