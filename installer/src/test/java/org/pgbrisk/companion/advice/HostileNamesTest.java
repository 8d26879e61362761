package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

/** Names that break what is glued together without care: the suggestion arrives, and its DDL runs as it stands. */
@PostgresTest
@Tag("sql")
@Requires("pg_stat_statements")
class HostileNamesTest {
    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Weird \"Name\"; drop table x; --",
                "select",
                "dotted.schema.name",
                "back\\slash and 'quote' $1 ? %I ${x}",
                "line\nbreak\tand -- comment /* here",
                "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä",
                "sixty_three_bytes_of_a_name_that_leaves_no_room_for_a_suffix_abc",
                "0 or 1 = 1",
                "and",
                "a.b = c.d"
            })
    void goThroughAndTheDdlRuns(String given, TestDatabase database) throws SQLException {
        var name = new String(
                given.getBytes(StandardCharsets.UTF_8),
                0,
                Math.min(63, given.getBytes(StandardCharsets.UTF_8).length),
                StandardCharsets.UTF_8);
        var schema = quoted(name);
        var table = schema + "." + quoted(name);
        database.run(
                "create table x (id int)",
                "create schema " + schema,
                "create table " + table + " (" + quoted(name) + " int, other int)",
                "insert into " + table + " select g, g from generate_series(1, 20000) g",
                // Names that the new indexes would like to have.
                "create table " + schema + ".other_idx (id int)",
                "analyze");
        var doors = Door.all(database);
        var query = "select * from " + table + " as " + quoted(name) + " where " + quoted(name) + "." + quoted(name)
                + " = 3";
        try (var connection = database.connect()) {
            List<String> ddl = List.of();
            for (var door : doors) {
                var advice = door.ask(connection, query, "select * from " + table + " where other = 4");
                ddl = advice.ddl();
                assertEquals(2, ddl.size(), advice.json().toString());
            }
            for (var statement : ddl) {
                connection.createStatement().execute(statement);
            }
            assertEquals(
                    List.of(),
                    doors.get(0)
                            .ask(connection, query, "select * from " + table + " where other = 4")
                            .ddl());
        }
        var indexes = database.rows(
                "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                        + " join pg_namespace n on n.oid = c.relnamespace where n.nspname not in ('pg_catalog', 'pg_toast', 'brisk', 'sqlj')");
        assertEquals(2, indexes.size(), indexes.toString());
        indexes.forEach(index -> assertTrue(index.getBytes(StandardCharsets.UTF_8).length <= 63, index));
        assertEquals(List.of("0"), database.rows("select count(*) from x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "sixty_three_bytes_of_a_name_that_leaves_no_room_for_a_suffix_abc"})
    void takenIndexNamesAreAvoided(String name, TestDatabase database) throws SQLException {
        var table = name.substring(0, Math.min(63, name.length()));
        database.run(
                "create table " + table + " (id int primary key, customer_id int)",
                "insert into " + table + " select g, g from generate_series(1, 20000) g",
                "analyze");
        try (var connection = database.connect()) {
            var query = "select * from " + table + " where customer_id = 3";
            var first = Door.ofThisRun(database).ask(connection, query).ddl().get(0);
            var taken = first.split(" ")[3];
            database.run("create table " + taken + " (id int)");

            var second = Door.ofThisRun(database).ask(connection, query).ddl().get(0);

            assertTrue(!second.split(" ")[3].equals(taken), second);
            database.run(second);
        }
    }
}
