package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/** The functions over a plain connection on every version of PostgreSQL that pgbrisk supports; these servers have no hypopg. */
class VersionsTest {
    private static final String DATABASE = "versions";

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void arrange(Server server) throws SQLException {
        Coverage.server(server);
        try (var connection = server.connect()) {
            run(connection, "create database " + DATABASE);
        }
        try (var connection = server.connect(DATABASE)) {
            run(
                    connection,
                    "create extension pg_stat_statements",
                    "create table \"Kunde\" (id int primary key, \"E-Mail\" varchar(80))",
                    "create table orders (id bigint primary key, customer_id int references \"Kunde\","
                            + " created_at timestamptz, amount numeric) partition by range (id)",
                    "create table orders_1 partition of orders for values from (0) to (40000)",
                    "create table orders_2 partition of orders for values from (40000) to (90000)",
                    "insert into \"Kunde\" select g, 'e' || g || '@example.org' from generate_series(1, 20000) g",
                    "insert into orders select g, 1 + g % 20000, '2026-01-01'::timestamptz + g * '1 s'::interval, g"
                            + " from generate_series(1, 60000) g",
                    "create table part (id int primary key, order_no int, kind text)",
                    "insert into part select g, g % 5000, 'k' || g % 3 from generate_series(1, 30000) g",
                    "create table maker (id int primary key, part_id int references part)",
                    "insert into maker select g, g from generate_series(1, 20000) g",
                    "analyze",
                    "select pg_stat_statements_reset()",
                    "select * from \"Kunde\" where \"E-Mail\" = 'e7@example.org'",
                    "select count(*) from part where order_no = 7 and kind = 'k1'",
                    "select count(*) from orders where created_at >= date '2026-01-01' + interval '1' day and customer_id = 9",
                    "select extract(year from created_at), sum(amount) from orders where customer_id in (1, 2, 3) group by 1",
                    "update part set kind = 'k9' where order_no = 8",
                    "select 1 from pg_class");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void suggestIndexesReadsTheWorkloadAndItsDdlRuns(int major) throws SQLException {
        try (var server = Servers.embedded(major)) {
            arrange(server);
            try (var connection = server.connect(DATABASE)) {
                // Which of them takes hardly any time differs from run to run.
                run(connection, "set brisk.advisor_time_percent = 100");
                var advice = Door.JDBC.ask(connection);

                for (var wanted : List.of(
                        "public.\"Kunde\" (\"E-Mail\"",
                        "public.part (order_no",
                        "public.orders (customer_id",
                        "public.maker (part_id")) {
                    assertTrue(
                            advice.targets().stream().anyMatch(target -> target.startsWith(wanted)),
                            wanted + ": " + advice.targets());
                }
                assertEquals(
                        List.of(),
                        advice.ofKind("skipped").stream()
                                .filter(row -> row.toString().matches("(?s).*(Kunde|part|orders).*"))
                                .toList());
                assertTrue(advice.reasons("notice").get(0).startsWith("hypopg is not created"));
                for (var ddl : advice.ddl()) {
                    run(connection, ddl);
                }
                run(connection, "analyze");
                // What else may pay hangs on the times that the statements took; what exists is never suggested again.
                var again = Door.JDBC.ask(connection).targets();
                assertTrue(Collections.disjoint(advice.targets(), again), again.toString());
            }
            var status = Pgbrisk.run("status", "--csv", "--url", server.postgresUrl(DATABASE));
            assertEquals(1, status.exitCode(), status.out() + status.err());
            assertTrue(
                    status.out()
                            .contains(
                                    "PL/Java,ok,not on this server,none: pgbrisk install takes the bridge in its place,"),
                    status.out());
            assertTrue(
                    status.out()
                            .contains(
                                    "runtime,missing,none in SQL: pgbrisk is not installed,\"pgbrisk call works, from outside\","
                                            + "pgbrisk install\n"),
                    status.out());
            assertTrue(status.out().contains("hypopg,missing,not on this server,"), status.out());
            assertTrue(status.out().contains("install postgresql-" + major + "-hypopg (Debian, Ubuntu)"), status.out());
            var call = Pgbrisk.run(
                    "call", "suggest_indexes", "queries=select 1", "--csv", "--url", server.postgresUrl(DATABASE));
            assertEquals(0, call.exitCode(), call.err());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void leavesNoPreparedStatementBehind(int major) throws SQLException {
        try (var server = Servers.embedded(major);
                var connection = server.connect()) {
            run(connection, "create table t as select g id, g v from generate_series(1, 20000) g", "analyze t");
            var advice = Door.JDBC.ask(connection, "select * from t where v = $1", "select * from t where w = $1");
            assertEquals(List.of("public.t (v)"), advice.targets());
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*) from pg_prepared_statements where from_sql")) {
                rows.next();
                assertEquals(0, rows.getInt(1));
            }
        }
    }
}
