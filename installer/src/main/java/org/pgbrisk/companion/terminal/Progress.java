package org.pgbrisk.companion.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far long work has come, on standard error: a bar on a terminal, a line now and then everywhere else. */
public abstract class Progress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    protected Progress() {}

    public static Progress of(String title, PrintWriter err) {
        return Terminal.interactive() ? new Bar(builder(title)) : new Lines(title, err);
    }

    /** A bar, whoever is there to see it, for work of which one part says nothing of how long the next one takes. */
    public static Progress bar(String title) {
        return new Bar(builder(title).hideEta());
    }

    private static ProgressBarBuilder builder(String title) {
        return new ProgressBarBuilder()
                .setTaskName(title)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                // The clock goes on where nothing else does.
                .continuousUpdate()
                .clearDisplayOnFinish();
    }

    /**
     * What is being done now, and how much of it all is behind it.
     *
     * @param size below 0 where nobody knows it
     */
    public abstract void at(long done, long size, String what);

    @Override
    public void close() {}

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(ProgressBarBuilder builder) {
            bar = builder.build();
        }

        @Override
        public void at(long done, long size, String what) {
            bar.maxHint(size).stepTo(done).setExtraMessage(" " + what);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private static final class Lines extends Progress {
        private final String title;
        private final PrintWriter err;
        private long last = System.nanoTime();

        Lines(String title, PrintWriter err) {
            this.title = title;
            this.err = err;
        }

        @Override
        public void at(long done, long size, String what) {
            var now = System.nanoTime();
            if (now - last >= BETWEEN_LINES.toNanos()) {
                last = now;
                err.println(title + ": " + done + " of " + size + ", " + what);
                err.flush();
            }
        }
    }
}
