package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.companion.testing.OwnServer;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.Serving;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.servers.Server;

/** Many callers, while the companion is killed again and again and the server restarts below them. */
@PostgresTest
@Requires("dblink")
class InterruptedCallsTest {
    private static final int CALLERS = 50;
    private static final int KILLS = 20;

    /** After these kills the server restarts too, and the last time it crashes. */
    private static final List<Integer> RESTARTS = List.of(4, 9, 14);

    private static final int CRASH = 18;

    private static final String LEFT = """
            select 'call ' || function from brisk.wire_call
            union all
            select application_name || ': ' || state from pg_stat_activity where application_name = 'pgbrisk wire'
            union all
            select format('lock (%s, %s) of %s', classid, objid, pid) from pg_locks
            where locktype = 'advisory' and pid not in (select pid from brisk.companion)""";

    @Test
    void everyCallEndsWithARightResultOrAClearError(Server best) throws Exception {
        var seed = System.nanoTime();
        System.out.println(InterruptedCallsTest.class.getSimpleName() + ": seed " + seed);
        try (var own = OwnServer.like(best)) {
            own.configure("max_connections = 200", "synchronous_commit = on")
                    .admit("host all postgres 127.0.0.1/32 trust", "host all all 127.0.0.1/32 scram-sha-256")
                    .restart("fast");
            var database = own.database().install(Runtime.bridge);
            database.login("test_reader", "brisk_reader", "pg_read_all_data");
            database.run(
                    "create table orders (id int primary key, customer_id int, note text)",
                    "insert into orders select g, g % 5000, repeat('x', 50) from generate_series(1, 20000) g",
                    "analyze orders",
                    "create table done (id bigint primary key)",
                    "grant insert on done to test_reader");
            interrupt(own, database, new Random(seed));
        }
    }

    private static void interrupt(OwnServer own, TestDatabase database, Random random) throws Exception {
        var threads = Executors.newFixedThreadPool(CALLERS);
        var callers = new ArrayList<CallerUnderFire>();
        var ends = new ArrayList<Future<?>>();
        Serving serving = Serving.start(database);
        try {
            var right = new RightAnswers(database);
            for (int i = 0; i < CALLERS; i++) {
                callers.add(new CallerUnderFire(database, right, i, random.nextLong()));
            }
            callers.forEach(caller -> ends.add(threads.submit(caller)));
            for (int kill = 1; kill <= KILLS; kill++) {
                awaitAnswers(callers, random.nextInt(20));
                if (RESTARTS.contains(kill) || kill == CRASH) {
                    own.restart(kill == CRASH ? "immediate" : "fast");
                    serving.awaitServing(2);
                    Thread.sleep(random.nextInt(500));
                }
                serving.kill();
                serving = Serving.start(database);
            }
            callers.forEach(CallerUnderFire::finish);
            for (var end : ends) {
                end.get(60, TimeUnit.SECONDS);
            }
            assertNothingIsLeft(database, callers);
        } finally {
            callers.forEach(CallerUnderFire::finish);
            threads.shutdownNow();
            serving.close();
        }
    }

    /** So many more than now, or none within two seconds. */
    private static void awaitAnswers(List<CallerUnderFire> callers, int more) throws InterruptedException {
        var target = answers(callers) + more;
        for (int i = 0; i < 200 && answers(callers) < target; i++) {
            Thread.sleep(10);
        }
    }

    private static int answers(List<CallerUnderFire> callers) {
        return callers.stream().mapToInt(CallerUnderFire::answers).sum();
    }

    private static void assertNothingIsLeft(TestDatabase database, List<CallerUnderFire> callers) throws Exception {
        var left = database.rows(LEFT);
        for (int i = 0; i < 100 && !left.isEmpty(); i++) {
            Thread.sleep(50);
            left = database.rows(LEFT);
        }
        assertEquals(List.of(), left);
        assertEquals(List.of("1"), database.rows("select count(*) from brisk.companion"));
        assertEquals(
                List.of("1|0|0"), database.rows("select count(*), sum(waiting), sum(running) from brisk.companions"));
        var done = new HashSet<>(database.rows("select id from done"));
        var ends = new TreeMap<String, Integer>();
        for (var caller : callers) {
            assertTrue(done.containsAll(caller.committed()), "a committed row is gone");
            caller.ends().forEach((end, times) -> ends.merge(end, times, Integer::sum));
        }
        System.out.println(InterruptedCallsTest.class.getSimpleName() + ": " + ends);
        assertTrue(answers(callers) > KILLS, ends.toString());
    }
}
