package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Resource;
import org.pgbrisk.indexes.Estimates;

/** The sizes that the advisor foretells, against those of the indexes once they are built. */
@PostgresTest
@Tag("sql")
class SizesTest {
    @Test
    void areWithin15PercentOfWhatIsBuilt(TestDatabase database) throws SQLException {
        create(database, "sizes.sql");
        compare(database, Resource.text(SizesTest.class, "sizes.txt").lines().toList());
    }

    @Test
    void ofExpressionsAreWithin15PercentOfWhatIsBuilt(TestDatabase database) throws SQLException {
        create(database, "expressions.sql");
        var targets = Resource.text(SizesTest.class, "expressions.txt").lines().toList();
        // Of one table at a time only so many are looked at.
        for (int from = 0; from < targets.size(); from += 12) {
            compare(database, targets.subList(from, Math.min(targets.size(), from + 12)));
        }
    }

    @Test
    @Requires("pg_trgm")
    void ofTrigramsAreWithin15PercentOfWhatIsBuilt(TestDatabase database) throws SQLException {
        database.run("create extension pg_trgm");
        create(database, "sizes.sql");
        compare(
                database,
                List.of("wide using gin (comment public.gin_trgm_ops)", "wide using gin (email public.gin_trgm_ops)"));
    }

    private static void create(TestDatabase database, String tables) throws SQLException {
        // In one session, as setseed() asks.
        database.run(Resource.sql(SizesTest.class, tables).split(";\n"));
    }

    private static void compare(TestDatabase database, List<String> targets) throws SQLException {
        var wrong = new ArrayList<String>();
        try (var connection = database.connect();
                var another = database.connect()) {
            for (var estimate : Estimates.of(connection, targets).entrySet()) {
                long built = built(another, estimate.getKey());
                double error = 100.0 * estimate.getValue() / built - 100;
                if (Math.abs(error) > 15) {
                    wrong.add(String.format(
                            Locale.ROOT,
                            "%s: estimated %d, built %d, %+.1f %%",
                            estimate.getKey(),
                            estimate.getValue(),
                            built,
                            error));
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void anExpressionThatFailsSpoilsNoOther(TestDatabase database) throws SQLException {
        create(database, "expressions.sql");
        var fails = "shaped (((nick)::integer))";
        compare(database, List.of("shaped ((lower(nick)))"));
        try (var connection = database.connect()) {
            var alone = Estimates.of(connection, List.of("shaped ((lower(nick)))"));
            var beside = Estimates.of(connection, List.of(fails, "shaped ((lower(nick)))"));
            assertEquals(alone.get("shaped ((lower(nick)))"), beside.get("shaped ((lower(nick)))"));
            assertTrue(beside.get(fails) > 0);
        }
    }

    @Test
    void areToldWithoutRunningFunctionsOfOthers(TestDatabase database) throws SQLException {
        var stranger = database.login("test_stranger");
        database.run(
                "create table notes as select 'note ' || g as t from generate_series(1, 1000) g",
                "analyze notes",
                "create function mark(t text) returns text immutable language sql as "
                        + "'select t from pg_catalog.pg_try_advisory_lock(4711)'");
        assertEquals(1, marks(database), "one's own");
        database.run("alter function mark(text) owner to " + stranger);
        assertEquals(0, marks(database), "of another");
    }

    /** Each call takes the tenth part of a second. */
    @Test
    void areToldWithoutWaitingForExpressionsThatTakeLong(TestDatabase database) throws SQLException {
        database.run(
                "create table notes as select 'note ' || g as t from generate_series(1, 1000) g",
                "analyze notes",
                "create function slow(t text) returns text immutable language sql as "
                        + "'select t from pg_catalog.pg_sleep(0.1), pg_catalog.pg_try_advisory_lock(pg_catalog.hashtext(t))'");
        try (var connection = database.connect()) {
            var sizes = Estimates.of(connection, List.of("notes ((public.slow(t)))"));
            assertTrue(sizes.get("notes ((public.slow(t)))") > 0);
            long calls = locks(connection);
            assertTrue(calls >= 1 && calls <= 11, "calls in a second: " + calls);
        }
    }

    private static long marks(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            Estimates.of(connection, List.of("notes ((public.mark(t)))"));
            return locks(connection);
        }
    }

    /** Those that a function took that stands in an index. */
    private static long locks(Connection connection) throws SQLException {
        return Long.parseLong(TestDatabase.rows(
                        connection,
                        "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                .get(0));
    }

    private static void pairs(TestDatabase database) throws SQLException {
        database.run(
                "create table pairs as select g % 1000 as a, g % 1000 / 10 as b from generate_series(1, 50000) g",
                "analyze pairs");
    }

    @Test
    void areThoseOfIndependentColumnsWhereTheTableCannotBeRead(TestDatabase database) throws SQLException {
        pairs(database);
        var reader = database.login("test_stranger");
        try (var superuser = database.connect();
                var stranger = database.connect(reader)) {
            long counted = size(superuser);
            assertTrue(counted < 600_000, "counted: " + counted);
            assertTrue(size(stranger) > counted, "without the right to read it");
            database.run("grant select on pairs to " + reader);
            assertEquals(counted, size(stranger));
            database.run("alter table pairs enable row level security");
            assertTrue(size(stranger) > counted, "with policies");
        }
    }

    @Test
    void useExtendedStatisticsAndWaitForNoLock(TestDatabase database) throws SQLException {
        pairs(database);
        try (var connection = database.connect();
                var owner = database.connect();
                var lock = owner.createStatement()) {
            long counted = size(connection);
            lock.execute("begin");
            lock.execute("lock pairs");
            assertTrue(size(connection) > 1.5 * counted, "without reading");
            lock.execute("rollback");
            lock.execute("create statistics together (ndistinct) on a, b from pairs");
            lock.execute("analyze pairs");
            lock.execute("begin");
            lock.execute("lock pairs");
            assertEquals(1, size(connection) / (double) counted, 0.1);
        }
    }

    private static long size(Connection connection) throws SQLException {
        return Estimates.of(connection, List.of("pairs (a, b)")).get("pairs (a, b)");
    }

    /** All its partitions. */
    private static long built(Connection connection, String target) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("create index sized on " + target);
            return Long.parseLong(TestDatabase.rows(
                            connection,
                            "select sum(pg_relation_size(relid)) from (select 'sized'::regclass as relid "
                                    + "union select relid from pg_partition_tree('sized')) all_of_it")
                    .get(0));
        } finally {
            connection.rollback();
        }
    }
}
