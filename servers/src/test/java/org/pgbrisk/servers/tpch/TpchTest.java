package org.pgbrisk.servers.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pgbrisk.servers.Servers;

class TpchTest {

    private static final double SCALE = 0.001;

    @Test
    void carriesTwentyTwoBareStatements() {
        var queries = Tpch.queries();
        assertEquals(22, queries.size());
        for (var query : queries) {
            assertFalse(query.sql().endsWith(";"), query.name());
            assertTrue(query.sql().toLowerCase(Locale.ROOT).matches("(?s)(select|with)\\s.*"), query.name());
        }
    }

    @Test
    void loadsAndRunsAllQueries() throws SQLException {
        try (var server = Servers.best()) {
            var database = "brisk_tpch_" + System.nanoTime();
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + database);
                try (var inside = server.connect(database)) {
                    assertLoads(inside);
                    for (var query : Tpch.queries()) {
                        try (var run = inside.createStatement();
                                var rows = run.executeQuery(query.sql())) {
                            assertTrue(rows.getMetaData().getColumnCount() > 0, query.name());
                        }
                    }
                } finally {
                    statement.execute("drop database " + database);
                }
            }
        }
    }

    @Test
    void refusesAScaleOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> Tpch.load(null, 0, (table, rows, complete) -> {}));
    }

    private static void assertLoads(Connection connection) throws SQLException {
        var loaded = new HashMap<String, Long>();
        Tpch.load(connection, SCALE, (table, rows, complete) -> {
            if (complete) {
                loaded.put(table, rows);
            }
        });
        assertEquals(8, loaded.size());
        assertEquals(1500, loaded.get("orders"));
        var total = loaded.values().stream().mapToLong(Long::longValue).sum();
        assertEquals(Tpch.rows(SCALE), total, 0.02 * total);
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*), sum(o_totalprice) > 0 from orders")) {
            row.next();
            assertEquals(1500, row.getLong(1));
            assertTrue(row.getBoolean(2));
        }
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select l_extendedprice from lineitem where l_orderkey = 1" + " and l_linenumber = 1")) {
            row.next();
            assertEquals(new BigDecimal("17954.55"), row.getBigDecimal(1));
        }
    }
}
