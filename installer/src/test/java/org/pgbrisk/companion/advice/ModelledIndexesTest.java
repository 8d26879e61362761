package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Indexes that hypopg cannot try. What they are for is in the cases beside this class; here, what is said of them. */
@PostgresTest
@Tag("sql")
class ModelledIndexesTest {
    private static final String SEARCH = "select * from customer where name ilike '%abcde%'";

    private static Advice ask(TestDatabase database, String... queries) throws SQLException {
        try (var connection = database.connect()) {
            return Door.ofThisRun(database).ask(connection, queries);
        }
    }

    private static void customers(TestDatabase database) throws SQLException {
        database.run(
                "create table customer (id int primary key, name text, note text)",
                "insert into customer select g, md5(g::text), repeat('x', 120) from generate_series(1, 20000) g",
                "vacuum analyze customer");
    }

    @Test
    @Requires("pg_trgm")
    void aNoticeSaysWhatPgTrgmWouldHelp(TestDatabase database) throws SQLException {
        customers(database);
        var without = ask(database, SEARCH, "select * from customer where name ilike '%ab%'");
        assertEquals(List.of(), without.targets());
        assertTrue(
                without.reasons("notice").stream()
                        .anyMatch(reason -> reason.startsWith("an index of trigrams on public.customer (name)")),
                without.canonical());

        database.run("create extension pg_trgm");
        var with = ask(database, SEARCH);
        assertEquals(List.of("public.customer USING gin (name public.gin_trgm_ops)"), with.targets());
        assertTrue(with.reasons("notice").stream().noneMatch(reason -> reason.contains("trigrams")));
        var row = with.ofKind("gin").get(0);
        assertEquals("model", row.getObject("evidence").getString("method"));
        assertNotNull(row.get("size_bytes"));
        database.run(with.ddl().get(0));
        assertEquals(List.of(), ask(database, SEARCH).targets());
    }

    @Test
    void aSizeThatNobodyKnowsIsNotPrinted(TestDatabase database) throws SQLException {
        database.run(
                "create table booking (id int primary key, during int4range, note text)",
                "insert into booking select g, int4range(g, g + 5), repeat('x', 120) from generate_series(1, 20000) g",
                "vacuum analyze booking");
        var advice = ask(database, "select * from booking where during @> 77");
        assertEquals(List.of("public.booking USING gist (during)"), advice.targets());
        var row = advice.ofKind("gist").get(0);
        assertNull(row.get("size_bytes"));
        assertTrue(row.getObject("evidence").getString("size").startsWith("not known"));
    }
}
