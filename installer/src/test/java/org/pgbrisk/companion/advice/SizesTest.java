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
        // In one session, as setseed() asks.
        database.run(Resource.sql(SizesTest.class, "sizes.sql").split(";\n"));
        var targets = Resource.text(SizesTest.class, "sizes.txt").lines().toList();

        var wrong = new ArrayList<String>();
        try (var connection = database.connect();
                var another = database.connect()) {
            for (var estimate : Estimates.of(connection, targets).entrySet()) {
                long built = built(another, estimate.getKey());
                note(wrong, estimate.getKey(), estimate.getValue(), built);
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    private static void note(List<String> wrong, String target, long estimated, long built) {
        double error = 100.0 * estimated / built - 100;
        if (Math.abs(error) > 15) {
            wrong.add(String.format(
                    Locale.ROOT, "%s: estimated %d, built %d, %+.1f %%", target, estimated, built, error));
        }
    }

    private interface Estimate {
        long of(Connection connection) throws SQLException;
    }

    private static final class Kinds {
        private final TestDatabase database;
        private final List<String> wrong = new ArrayList<>();

        Kinds(TestDatabase database) {
            this.database = database;
        }

        void compare(String target, Estimate estimate) throws SQLException {
            try (var connection = database.connect();
                    var another = database.connect()) {
                note(wrong, target, estimate.of(connection), built(another, target));
            }
        }
    }

    @Test
    void ofOtherKindsAreWithin15PercentOfWhatIsBuilt(TestDatabase database) throws SQLException {
        database.run(Resource.sql(SizesTest.class, "sizes.sql").split(";\n"));
        var kinds = new Kinds(database);

        kinds.compare("hang (customer) where line = 1", c -> Estimates.partial(c, "hang", "customer", 0.25));
        kinds.compare("hang (zip) where random_half", c -> Estimates.partial(c, "hang", "zip", 0.5));
        kinds.compare("hang (at) where line < 3", c -> Estimates.partial(c, "hang", "at", 0.75));
        kinds.compare("sparse (half) where half is not null", c -> Estimates.partial(c, "sparse", "half", 1));
        kinds.compare("sparse (name) where name is not null", c -> Estimates.partial(c, "sparse", "name", 1));
        kinds.compare("hang using brin (at)", c -> Estimates.brin(c, "hang", "at", 128));
        kinds.compare("wide using brin (t) with (pages_per_range = 4)", c -> Estimates.brin(c, "wide", "t", 4));
        kinds.compare("hang using brin (at) with (pages_per_range = 1)", c -> Estimates.brin(c, "hang", "at", 1));
        kinds.compare("sparse using hash (half)", c -> Estimates.hash(c, "sparse", "half"));
        kinds.compare("hang using hash (zip)", c -> Estimates.hash(c, "hang", "zip"));
        kinds.compare("hang using hash (popular)", c -> Estimates.hash(c, "hang", "popular"));
        kinds.compare("wide using hash (digest)", c -> Estimates.hash(c, "wide", "digest"));
        kinds.compare("docs using gin (tags)", c -> Estimates.gin(c, "docs", "tags", "ARRAY", -1));
        kinds.compare("docs using gin (nums)", c -> Estimates.gin(c, "docs", "nums", "ARRAY", 4));
        kinds.compare("docs using gin (data)", c -> Estimates.gin(c, "docs", "data", "JSONB", 0));
        kinds.compare("docs using gin (data jsonb_path_ops)", c -> Estimates.gin(c, "docs", "data", "JSONB_PATHS", 0));
        kinds.compare(
                "docs using gin (to_tsvector('english', body))",
                c -> Estimates.gin(c, "docs", "to_tsvector('english', body)", "TSVECTOR", 0));

        assertEquals("", String.join("\n", kinds.wrong));
    }

    @Test
    @Requires("pg_trgm")
    void ofTrigramsAreWithin15PercentOfWhatIsBuilt(TestDatabase database) throws SQLException {
        database.run(Resource.sql(SizesTest.class, "sizes.sql").split(";\n"));
        database.run("create extension pg_trgm");
        var kinds = new Kinds(database);

        kinds.compare("wide using gin (comment gin_trgm_ops)", c -> Estimates.gin(c, "wide", "comment", "TRIGRAMS", 0));
        kinds.compare("wide using gin (email gin_trgm_ops)", c -> Estimates.gin(c, "wide", "email", "TRIGRAMS", 0));

        assertEquals("", String.join("\n", kinds.wrong));
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
