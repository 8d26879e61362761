package org.pgbrisk.companion.call;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.pgbrisk.companion.terminal.Progress;

/**
 * Shows how far a call is while it runs: looks at the session that works from a thread of its own. Whatever goes wrong with that, the
 * call goes on, and all that is shown is that it does.
 */
final class Watch implements AutoCloseable {
    /** Waiting for a thread that hangs would make the call hang. */
    private static final long PATIENCE_MS = 200;

    private final Opening opening;
    private final Supplier<Progress> display;
    private final Duration before;
    private final Duration between;
    private final Thread thread = new Thread(this::watch, "progress");

    private Progress shown;
    private boolean closed;

    /** Where a call says how far it is. */
    interface Source extends AutoCloseable {
        /** Of the session that works; null where it is not to be seen. */
        String applicationName() throws SQLException;

        @Override
        void close() throws SQLException;
    }

    /** The way to it. */
    interface Opening {
        Source open() throws SQLException;
    }

    private Watch(Opening opening, Supplier<Progress> display, Duration before, Duration between) {
        this.opening = opening;
        this.display = display;
        this.before = before;
        this.between = between;
        thread.setDaemon(true);
    }

    /**
     * @param before nothing is shown of a call that takes no longer
     * @param between two looks
     */
    static Watch start(Opening opening, Supplier<Progress> display, Duration before, Duration between) {
        var watch = new Watch(opening, display, before, between);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        try {
            Thread.sleep(before.toMillis());
            show(Step.UNKNOWN);
            look();
        } catch (InterruptedException over) {
            // The call has come to its end.
        } catch (SQLException | RuntimeException | LinkageError blind) {
            // The bar stays as it is; its clock goes on.
        }
    }

    private void look() throws SQLException, InterruptedException {
        try (var source = opening.open()) {
            while (show(Step.of(source.applicationName()))) {
                Thread.sleep(between.toMillis());
            }
        }
    }

    /** @return false once nothing is shown any more */
    private synchronized boolean show(Step step) {
        if (closed) {
            return false;
        }
        if (shown == null) {
            shown = display.get();
        }
        shown.at(step.done(), step.size(), step.what());
        return true;
    }

    private synchronized void hide() {
        closed = true;
        try {
            if (shown != null) {
                shown.close();
            }
        } catch (RuntimeException | LinkageError blind) {
            // As above.
        }
    }

    /** From then on nothing is shown. */
    @Override
    public void close() {
        hide();
        thread.interrupt();
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
