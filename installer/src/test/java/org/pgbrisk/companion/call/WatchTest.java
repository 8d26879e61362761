package org.pgbrisk.companion.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pgbrisk.companion.terminal.Progress;

@Timeout(60)
class WatchTest {
    private static final Step SPINNING = Step.UNKNOWN;

    private final Display display = new Display();
    private final CountDownLatch sourceClosed = new CountDownLatch(1);

    @Test
    void showsWhatTheSessionSaysUntilTheCallIsOver() throws InterruptedException {
        var watch =
                start(says("psql", "pgbrisk: suggest_indexes 20 of 60 planned", "pgbrisk: suggest_indexes 50 plans"));
        display.waitFor(4);
        watch.close();
        sourceClosed.await();
        assertEquals(
                List.of(SPINNING, SPINNING, new Step(20, 60, "planned"), new Step(0, -1, "50 plans")),
                display.steps.subList(0, 4));
        assertTrue(display.closed);
    }

    @Test
    void spinsWhereThereIsNoSecondConnection() throws InterruptedException {
        var watch = start(() -> {
            throw new SQLException("too many clients");
        });
        display.waitFor(1);
        watch.close();
        assertEquals(List.of(SPINNING), display.steps);
        assertTrue(display.closed);
    }

    @Test
    void goesOnSpinningWhereTheSessionIsNotToBeSeen() throws InterruptedException {
        var watch = start(says((String) null));
        display.waitFor(3);
        watch.close();
        assertEquals(List.of(SPINNING, SPINNING, SPINNING), display.steps.subList(0, 3));
    }

    @Test
    void staysAsItIsWhenTheSecondConnectionIsLost() throws InterruptedException {
        var names = List.of("pgbrisk: suggest_indexes 20 of 60 planned").iterator();
        var watch = start(() -> source(names));
        sourceClosed.await();
        watch.close();
        assertEquals(List.of(SPINNING, new Step(20, 60, "planned")), display.steps);
    }

    @Test
    void aDisplayThatFailsIsNoFailureOfTheCall() throws InterruptedException {
        display.failing = true;
        var watch = start(says("psql"));
        display.waitFor(1);
        watch.close();
        assertTrue(display.closed);
    }

    @Test
    void aCallThatIsSoonOverShowsNothing() {
        Watch.start(says("psql"), () -> display, Duration.ofHours(1), Duration.ZERO)
                .close();
        assertEquals(List.of(), display.steps);
    }

    @Test
    void nothingIsShownAfterTheEnd() throws InterruptedException {
        var watch = start(says("pgbrisk: suggest_indexes 20 of 60 planned"));
        display.waitFor(2);
        watch.close();
        sourceClosed.await();
        assertEquals(0, display.afterwards);
    }

    private Watch start(Watch.Opening opening) {
        return Watch.start(opening, () -> display, Duration.ZERO, Duration.ofMillis(1));
    }

    /** One name after the other, and the last one for ever. */
    private Watch.Opening says(String... names) {
        var left = Arrays.asList(names).iterator();
        var last = names[names.length - 1];
        return () -> source(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                return left.hasNext() ? left.next() : last;
            }
        });
    }

    private Watch.Source source(Iterator<String> names) {
        return new Watch.Source() {
            @Override
            public String applicationName() throws SQLException {
                if (!names.hasNext()) {
                    throw new SQLException("terminating connection due to administrator command");
                }
                return names.next();
            }

            @Override
            public void close() {
                sourceClosed.countDown();
            }
        };
    }

    private static final class Display extends Progress {
        private final List<Step> steps = new ArrayList<>();
        private boolean closed;
        private boolean failing;
        private int afterwards;

        @Override
        public synchronized void at(long done, long size, String what) {
            afterwards += closed ? 1 : 0;
            steps.add(new Step(done, size, what));
            notifyAll();
            fail();
        }

        @Override
        public synchronized void close() {
            closed = true;
            fail();
        }

        private void fail() {
            if (failing) {
                throw new IllegalStateException("no terminal any more");
            }
        }

        synchronized void waitFor(int shown) throws InterruptedException {
            while (steps.size() < shown) {
                wait();
            }
        }
    }
}
