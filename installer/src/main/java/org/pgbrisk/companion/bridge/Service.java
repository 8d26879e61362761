package org.pgbrisk.companion.bridge;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.database.SqlState;
import org.postgresql.PGConnection;

/** A companion from connecting to losing its connections, or to being stopped: one thread that listens, and the workers. */
final class Service implements AutoCloseable {
    private static final int LISTEN_MS = 100;
    private static final long LOOK_AFTER_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long GRACE_MS = 5000;

    /** Calls whose caller is gone; PostgreSQL itself ends the wire of one that died. What is locked is being ended already, or waits for its turn. */
    private static final String TIDY = """
            delete /* pgbrisk */ from brisk.wire_call
            where call in (
                select c.call
                from brisk.wire_call c
                where c.deadline < clock_timestamp() - interval '2 s'
                    or not exists (select from pg_stat_activity a where a.pid = c.wire_pid)
                for update skip locked)
            returning call""";

    private final Connection control;
    private final Registration registration;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Thread> workers = new ArrayList<>();
    private final Map<Long, WireCall> running = new ConcurrentHashMap<>();
    private final Semaphore waiting = new Semaphore(0);
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private final CountDownLatch unregistered = new CountDownLatch(1);
    private volatile boolean listening;
    private volatile boolean stopping;
    private volatile boolean stopped;

    private Service(Connection control, Registration registration) {
        this.control = control;
        this.registration = registration;
    }

    static Service start(Connections source, boolean besideOthers) throws SQLException {
        var control = source.openForWire();
        Service service = null;
        try {
            service = new Service(control, Registration.register(control, besideOthers));
            service.startWorkers(source);
            return service;
        } catch (SQLException | RuntimeException e) {
            if (service == null) {
                control.close();
            } else {
                service.close();
            }
            throw e;
        }
    }

    private void startWorkers(Connections source) throws SQLException {
        for (int i = 0; i < registration.workers(); i++) {
            connections.add(source.openForWire());
        }
        for (var connection : connections) {
            var worker = new Thread(() -> work(connection), "pgbrisk worker " + (workers.size() + 1));
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
        waiting.release();
    }

    Registration registration() {
        return registration;
    }

    /**
     * Serves until {@link #stop}.
     *
     * @return false when the schema is not that of this companion any more
     * @throws SQLException when a connection failed
     */
    boolean run() throws SQLException {
        var sql = Sql.within(control);
        var listener = control.unwrap(PGConnection.class);
        var looked = System.nanoTime() - LOOK_AFTER_NS;
        listening = true;
        // Calls that still run while it stops have to be woken too.
        while (!stopped) {
            if (stopping && unregistered.getCount() > 0) {
                unregister();
            }
            if (System.nanoTime() - looked >= LOOK_AFTER_NS) {
                if (!Registration.isCurrent(sql)) {
                    return false;
                }
                sql.texts(TIDY).forEach(this::wake);
                waiting.release();
                looked = System.nanoTime();
            }
            for (var notification : listener.getNotifications(LISTEN_MS)) {
                wake(notification.getParameter());
            }
            if (failure.get() != null) {
                throw failure.get();
            }
        }
        return true;
    }

    /** @param call its number; anybody may notify, so it may be anything */
    private void wake(String call) {
        var served = call.matches("\\d{1,18}") ? running.get(Long.valueOf(call)) : null;
        if (served == null) {
            waiting.release();
        } else {
            served.wake();
        }
    }

    private void work(Connection connection) {
        try {
            while (!stopping) {
                waiting.acquire();
                var call = stopping ? null : WireCall.claim(connection, registration.number());
                while (call != null) {
                    serve(call);
                    call = stopping ? null : WireCall.claim(connection, registration.number());
                }
            }
        } catch (SQLException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            // Out of memory, say: else one worker less would serve from now on, and its caller wait for nothing.
            failure.compareAndSet(null, new SQLException(e.toString(), SqlState.INTERNAL_ERROR.code(), e));
        }
    }

    private void serve(WireCall call) throws SQLException {
        running.put(call.number(), call);
        try {
            call.serve();
        } finally {
            running.remove(call.number());
        }
    }

    /** Takes no more calls; those that run get a moment to end, then their callers an error. */
    void stop() {
        stopping = true;
        waiting.release(workers.size());
        awaitUnregistered();
        join(GRACE_MS);
        running.values().forEach(WireCall::stop);
        join(GRACE_MS / 5);
        stopped = true;
    }

    private void join(long atMostMs) {
        var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMs);
        try {
            for (var worker : workers) {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        stopped = true;
        workers.forEach(Thread::interrupt);
        waiting.release(workers.size());
        if (unregistered.getCount() > 0) {
            unregister();
        }
        connections.forEach(Service::close);
        close(control);
    }

    /** From now on nobody submits a call to it. */
    private void unregister() {
        try {
            registration.remove(Sql.within(control));
        } catch (SQLException lost) {
            // Its lock is gone with the connection, which is what counts.
        }
        unregistered.countDown();
    }

    /** The thread that listens does it: from any other one it would have to wait for the connection, again and again. */
    private void awaitUnregistered() {
        try {
            if (listening) {
                unregistered.await(10L * LISTEN_MS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException lost) {
            // It is closed then.
        }
    }
}
