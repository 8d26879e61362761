package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** What a caller is told who may see more or less than a superuser. */
@PostgresTest
@Tag("sql")
@Requires({"hypopg", "pg_stat_statements"})
class CallersRightsTest {
    private static final String[] SELECTS = {
        "select * from orders where customer_id = 42",
        "select status, count(*) from orders where created_at >= '2026-01-01 10:00' group by status",
        "select id, region from customer where lower(email) = 'e5@example.org'",
        "select * from item where attributes @> '{\"colour\": 7}'",
        "select * from item where town = 7 and code = 37 order by id limit 5",
        "select * from customer c join orders o on o.customer_id = c.id where c.email = 'e5@example.org'"
    };

    private static void arrange(TestDatabase database) throws SQLException {
        database.run(Shop.TABLES);
        database.run(
                "create table item (id int primary key, attributes jsonb, town int, code int)",
                "insert into item select g, jsonb_build_object('colour', g % 5000), g % 500, (g % 500) * 5 + 2"
                        + " from generate_series(1, 60000) g",
                "alter table orders add constraint to_customer foreign key (customer_id) references customer not valid",
                "create index copy_idx on orders (id)",
                "create statistics together (dependencies) on town, code from item",
                "vacuum analyze",
                Shop.FORGET);
        database.login("test_monitor", "pg_monitor", "pg_read_all_data");
        database.login("test_plain");
    }

    /** A door in SQL is for members of brisk_reader. */
    private static void let(TestDatabase database, Door door, String role) throws SQLException {
        if (door == Door.SQL) {
            database.run("grant brisk_reader to " + role);
        }
    }

    private static Advice ask(TestDatabase database, Door door, String login, String... queries) throws SQLException {
        try (var connection = login == null ? database.connect() : database.connect(login)) {
            return door.ask(connection, queries);
        }
    }

    @Test
    void whoMayReadAllIsToldTheSameOfSelects(TestDatabase database) throws SQLException {
        arrange(database);
        for (var door : Door.all(database)) {
            let(database, door, "test_monitor");
            var superuser = ask(database, door, null, SELECTS);
            assertTrue(superuser.ddl().size() >= 4, superuser.canonical());
            assertEquals(
                    superuser.canonical(),
                    ask(database, door, "test_monitor", SELECTS).canonical());
        }
    }

    @Test
    void whoMayReadAllIsToldTheSameOfOtherUsersStatements(TestDatabase database) throws SQLException {
        arrange(database);
        database.run(SELECTS);
        for (var door : Door.all(database)) {
            let(database, door, "test_monitor");
            var superuser = ask(database, door, null);
            assertTrue(superuser.targets().size() >= 3, superuser.canonical());
            var monitor = ask(database, door, "test_monitor");
            assertEquals(superuser.ddl(), monitor.ddl());
            assertEquals(List.of(), monitor.reasons("notice"));
        }
    }

    @Test
    void whatTheCallerMayNotDoIsListedWithTheRightThatIsMissing(TestDatabase database) throws SQLException {
        arrange(database);
        for (var door : Door.all(database)) {
            let(database, door, "test_monitor");
            var advice = ask(
                    database,
                    door,
                    "test_monitor",
                    "select * from orders where customer_id = 42",
                    "update orders set note = 'y' where customer_id = 42",
                    "delete from customer where email = 'e5@example.org'",
                    "insert into customer values (0, 'x', 1)",
                    "select * from customer where email = 'e5@example.org' for update");
            assertEquals(List.of("public.orders (customer_id)"), advice.targets());
            var takes = " (SQLSTATE 42501); planning it takes the same rights as running it: ";
            assertEquals(
                    List.of(
                            "permission denied for table orders" + takes + "SELECT, UPDATE on its tables",
                            "permission denied for table customer" + takes + "SELECT, DELETE on its tables",
                            "permission denied for table customer" + takes + "INSERT on its tables",
                            "permission denied for table customer" + takes + "SELECT, UPDATE on its tables"),
                    advice.reasons("skipped"));
        }
    }

    @Test
    void whoMayNothingGetsEachStatementListedAndNoError(TestDatabase database) throws SQLException {
        arrange(database);
        database.run("create schema closed", "create table closed.box (id int)", "insert into closed.box values (1)");
        database.run(SELECTS);
        for (var door : Door.all(database)) {
            let(database, door, "test_plain");
            var given = new String[SELECTS.length + 1];
            System.arraycopy(SELECTS, 0, given, 0, SELECTS.length);
            given[SELECTS.length] = "select * from closed.box where id = 1";

            var advice = ask(database, door, "test_plain", given);

            assertEquals(List.of(), advice.ofKind("btree"), advice.canonical());
            assertEquals(given.length, advice.ofKind("skipped").size(), advice.canonical());
            for (var row : advice.ofKind("skipped")) {
                assertTrue(row.getString("reason").startsWith("permission denied for "), row.toString());
                assertTrue(
                        row.getString("reason")
                                .endsWith("; planning it takes the same rights as running it: SELECT on its tables"),
                        row.toString());
            }
            var observed = ask(database, door, "test_plain");
            assertTrue(
                    observed.reasons("notice").stream()
                            .anyMatch(notice -> notice.endsWith(" statements of other users are hidden from you")),
                    observed.canonical());
            assertFalse(observed.canonical().contains("customer_id = "), "others' statements are theirs");
        }
    }

    /** Nothing stands in the way but that one table. */
    @Test
    void whoMayReadSomeTablesIsAdvisedAboutThese(TestDatabase database) throws SQLException {
        arrange(database);
        database.run("grant select on orders to test_plain");
        for (var door : Door.all(database)) {
            let(database, door, "test_plain");
            var advice = ask(database, door, "test_plain", SELECTS);
            assertEquals(
                    List.of("public.orders (customer_id)"),
                    advice.targets().stream()
                            .filter(target -> target.contains("customer_id"))
                            .toList(),
                    advice.canonical());
            assertEquals(4, advice.ofKind("skipped").size(), advice.canonical());
            assertEquals(
                    new JsonArray(),
                    JsonArray.from(advice.rows().stream()
                            .filter(row -> String.valueOf(row.getString("ddl")).contains("ON public.customer"))
                            .toArray()));
        }
    }
}
