package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;

@PostgresTest
@Tag("sql")
@Requires("pg_stat_statements")
class ForeignKeysTest {
    private static List<String> missing(TestDatabase database) throws SQLException {
        try (var connection = database.connect()) {
            return Door.ofThisRun(database).ask(connection).ofKind("foreign_key").stream()
                    .map(row -> row.getString("ddl"))
                    .map(ddl -> ddl.substring(ddl.indexOf(" ON ") + 4))
                    .toList();
        }
    }

    private static void parentAndChild(TestDatabase database, String keys) throws SQLException {
        database.run(
                "create table parent (a int, b int, primary key (a, b))",
                "insert into parent select g, g from generate_series(1, 100) g",
                "create table child (id int primary key, x int, y int, foreign key (x, y) references parent (a, b))",
                "insert into child select g, 1 + g % 100, 1 + g % 100 from generate_series(1, 20000) g",
                "analyze");
        if (!keys.isEmpty()) {
            database.run("create index on child " + keys);
        }
    }

    @Test
    void findsAForeignKeyWithoutAnIndex(TestDatabase database) throws SQLException {
        parentAndChild(database, "");

        try (var connection = database.connect()) {
            var row = Door.ofThisRun(database)
                    .ask(connection)
                    .ofKind("foreign_key")
                    .get(0);
            assertTrue(row.getString("ddl").endsWith(" ON public.child (x, y)"), row.getString("ddl"));
            assertTrue(row.getDouble("cost_before") > 10 * row.getDouble("cost_after"), row.toString());
            assertEquals("child_x_y_fkey", row.getObject("evidence").getString("constraint"));
            database.run(row.getString("ddl"));
        }
        assertEquals(List.of(), missing(database));
    }

    @Test
    void anIndexWithTheColumnsInAnotherOrderSupportsIt(TestDatabase database) throws SQLException {
        parentAndChild(database, "(y, x, id)");
        assertEquals(List.of(), missing(database));
    }

    @Test
    void anIndexOnAPartOfTheRowsDoesNotSupportIt(TestDatabase database) throws SQLException {
        parentAndChild(database, "(x, y) where x > 5");
        assertEquals(List.of("public.child (x, y)"), missing(database));
    }

    @Test
    void anIndexThatDoesNotLeadWithTheColumnsDoesNotSupportIt(TestDatabase database) throws SQLException {
        parentAndChild(database, "(id, x, y)");
        assertEquals(List.of("public.child (x, y)"), missing(database));
    }

    @Test
    void anInvalidIndexDoesNotSupportIt(TestDatabase database) throws SQLException {
        parentAndChild(database, "(x, y)");
        database.run("update pg_index set indisvalid = false where indexrelid = 'child_x_y_idx'::regclass");
        assertEquals(List.of("public.child (x, y)"), missing(database));
    }

    @Test
    void reportsPartitionsAtTheirParent(TestDatabase database) throws SQLException {
        database.run(
                "create table parent (id int primary key)",
                "insert into parent select g from generate_series(1, 100) g",
                "create table child (at date, parent_id int references parent) partition by range (at)",
                "create table c1 partition of child for values from ('2026-01-01') to ('2026-02-01')",
                "create table c2 partition of child for values from ('2026-02-01') to ('2026-03-01')",
                "insert into child select date '2026-01-01' + g % 59, 1 + g % 100 from generate_series(1, 40000) g",
                "analyze");
        assertEquals(List.of("public.child (parent_id)"), missing(database));
    }

    @Test
    void aTinyTableNeedsNone(TestDatabase database) throws SQLException {
        database.run(
                "create table parent (id int primary key)",
                "create table child (id int primary key, parent_id int references parent)",
                "analyze");
        assertEquals(List.of(), missing(database));
    }
}
