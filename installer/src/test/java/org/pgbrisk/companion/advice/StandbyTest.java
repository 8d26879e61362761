package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.Standby;
import org.pgbrisk.companion.testing.TestDatabase;

/** Advice on a hot standby, which refuses every write. */
@PostgresTest
@Requires({"own", "pljava", "hypopg", "pg_stat_statements"})
class StandbyTest {
    private static final String QUERY = "select * from orders where customer_id = 42";
    private static final String[] SELECTS = {
        QUERY,
        "select count(*) from orders where filler between 10 and 20",
        "select id from orders where customer_id % 100 = 7",
        "select town from item where attributes @> '{\"colour\": 7}'",
        "select * from item where town = 7 and code = 37 order by id limit 5"
    };

    @Test
    void suggestIndexesWorksThroughEveryDoor(TestDatabase database) throws Exception {
        database.install();
        database.run(
                "create table orders (id bigint primary key, customer_id int, filler int)",
                "insert into orders select g, g % 20000, g from generate_series(1, 60000) g",
                "create index copy_idx on orders (id)",
                "create index unused_idx on orders (filler, id)",
                "create table item (id int primary key, attributes jsonb, town int, code int)",
                "insert into item select g, jsonb_build_object('colour', g % 5000), g % 500, (g % 500) * 5 + 2"
                        + " from generate_series(1, 60000) g",
                "vacuum analyze");
        try (var standby = Standby.of(database.server())) {
            for (var door : Door.values()) {
                try (var connection = standby.connect(database)) {
                    assertEquals(List.of("t"), TestDatabase.rows(connection, "select pg_is_in_recovery()"));
                    assertEquals(
                            List.of("public.orders (customer_id)"),
                            door.ask(connection, QUERY).targets(),
                            door.toString());
                    assertEquals(List.of(), TestDatabase.rows(connection, "select * from hypopg()"));
                    assertEquals(onThePrimary(database, door), essence(door.ask(connection, SELECTS)));
                    connection.createStatement().execute("set brisk.advisor_unused_days = 0");
                    assertEquals(
                            List.of("DROP INDEX CONCURRENTLY public.copy_idx"),
                            door.ask(connection).ofKind("drop").stream()
                                    .map(row -> row.getString("ddl"))
                                    .toList(),
                            "a standby does not know what the others read");
                }
            }
            try (var connection = standby.connect(database)) {
                assertTrue(TestDatabase.rows(
                                connection, "select plan_after from brisk.explain_suggestion('" + QUERY + "')")
                        .toString()
                        .contains("orders_customer_id_idx"));
                var error = assertThrows(
                        SQLException.class,
                        () -> TestDatabase.rows(connection, "select ddl from brisk.suggest_indexes(keep => true)"));
                assertEquals("25006", error.getSQLState(), error.getMessage());
                assertTrue(error.getMessage().contains("this server is a standby"), error.getMessage());
            }
            var call = Pgbrisk.run("call", "suggest_indexes", "queries=" + QUERY, "--url", standby.url(database));
            assertEquals(0, call.exitCode(), call.err());
            assertTrue(call.out().contains("orders_customer_id_idx"), call.out());
        }
    }

    private static List<String> onThePrimary(TestDatabase database, Door door) throws SQLException {
        try (var connection = database.connect()) {
            var essence = essence(door.ask(connection, SELECTS));
            assertTrue(essence.size() >= 3, essence.toString());
            return essence;
        }
    }

    /** All but what a standby cannot know: what is written, and how often an index is read. */
    private static List<String> essence(Advice advice) {
        return advice.rows().stream()
                .map(row -> List.of(
                                "kind",
                                "ddl",
                                "reason",
                                "size_bytes",
                                "cost_before",
                                "cost_after",
                                "statements",
                                "at_risk",
                                "confidence",
                                "replaces")
                        .stream()
                        .map(column -> column + ": " + row.get(column))
                        .collect(Collectors.joining(", ")))
                .toList();
    }
}
