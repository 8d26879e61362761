package org.pgbrisk.servers.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Tells what happens while it happens: a bar on a terminal, a line now and then everywhere else. */
public final class Narrator {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final boolean terminal;

    public Narrator(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Work of known size. */
    public interface Bar extends AutoCloseable {

        /** @param what is being done at this point */
        void at(long done, String what);

        @Override
        void close();
    }

    /** From Java 22 a console may be there without a terminal behind it; what tells them apart is younger than Java 17. */
    public static boolean onTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    public void heading(String text) {
        out.println();
        out.println("== " + text);
        out.flush();
    }

    public void say(String text) {
        text.lines().forEach(out::println);
        out.flush();
    }

    public Bar bar(String title, long size) {
        return terminal ? new Drawn(title, size) : new Lines(title, size);
    }

    private static final class Drawn implements Bar {
        private final ProgressBar bar;

        Drawn(String title, long size) {
            bar = new ProgressBarBuilder()
                    .setTaskName(title)
                    .setInitialMax(size)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .build();
        }

        @Override
        public void at(long done, String what) {
            bar.stepTo(done).setExtraMessage(" " + what);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class Lines implements Bar {
        private final String title;
        private final long size;
        private final long start = System.nanoTime();
        private long lastLine = start;
        private boolean complete;

        Lines(String title, long size) {
            this.title = title;
            this.size = size;
        }

        @Override
        public void at(long done, String what) {
            complete = done >= size;
            var now = System.nanoTime();
            if (!complete && now - lastLine >= BETWEEN_LINES.toNanos()) {
                lastLine = now;
                say("%s: %d %% %s".formatted(title, 100 * done / size, what).stripTrailing());
            }
        }

        @Override
        public void close() {
            var seconds = (System.nanoTime() - start) / 1e9;
            say(String.format(Locale.ROOT, "%s: %s after %.1f s", title, complete ? "done" : "stopped", seconds));
        }
    }
}
