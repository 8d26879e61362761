package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;

/** Statistics on several columns, as suggest_indexes suggests them, put the planner's rows right. */
@PostgresTest
@Tag("sql")
class StatisticsTest {
    private static final String JOINED = "select * from address a join parcel p on p.address_id = a.id where ";
    private static final String PLACE = JOINED + "a.town = 't7' and a.\"Code\" = 'c37'";
    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)(?:\\.\\d+)?");

    /** Each of 1,000 codes lies in one of 200 towns; more pages than are read whole. */
    private static final String[] ADDRESSES = {
        "create table address (id int primary key, town text, \"Code\" text, note text)",
        "insert into address select g, 't' || g % 1000 / 5, 'c' || g % 1000, repeat('x', 60) from generate_series(1, 200000) g",
        "create index on address (\"Code\", town)",
        "create table parcel (id int primary key, address_id int, weight int)",
        "insert into parcel select g, g % 200000 + 1, g % 100 from generate_series(1, 50000) g",
        "create index on parcel (address_id)",
        "vacuum analyze address, parcel"
    };

    private static List<JsonObject> ask(TestDatabase database, String... queries) throws SQLException {
        try (var connection = database.connect()) {
            return Door.ofThisRun(database).ask(connection, queries).ofKind("statistics");
        }
    }

    /** How many times more or fewer rows there are than the planner thinks, in the first node of EXPLAIN ANALYZE. */
    private static double error(TestDatabase database, String query) throws SQLException {
        var top = database.rows("explain (analyze, timing off) " + query).get(0);
        var rows = ROWS.matcher(top)
                .results()
                .map((MatchResult match) -> Double.parseDouble(match.group(1)))
                .toList();
        assertEquals(2, rows.size(), top);
        return Math.max(rows.get(0) / rows.get(1), rows.get(1) / rows.get(0));
    }

    @Test
    void putTheRowsOfAConditionRight(TestDatabase database) throws SQLException {
        database.run(ADDRESSES);
        var scan = "select * from address where town = 't7' and \"Code\" = 'c37'";
        assertTrue(error(database, scan) > 20);

        var row = ask(database, PLACE).get(0);

        assertEquals(
                "CREATE STATISTICS public.\"address_Code_town_stat\" (dependencies) ON \"Code\", town FROM public.address",
                row.getString("ddl"));
        assertEquals("DROP STATISTICS public.\"address_Code_town_stat\"", row.getString("undo"));
        var gain = row.getArray("statements").getObject(0);
        assertEquals(1, gain.getDouble("rows_estimated"), 3);
        assertEquals(200, gain.getDouble("rows_sampled"), 80);
        assertTrue(row.getObject("evidence").getString("next_step").contains("analyze public.address"));
        assertEquals(null, row.get("size_bytes"));
        database.run(row.getString("ddl"), "analyze address");
        assertTrue(error(database, scan) < 2);
        assertEquals(List.of(), ask(database, PLACE), "all is well then");
        database.run(row.getString("undo"));
    }

    @Test
    void putTheNumberOfGroupsRight(TestDatabase database) throws SQLException {
        database.run(ADDRESSES);
        var grouped = "select town, \"Code\", count(*) from address group by town, \"Code\"";
        assertTrue(error(database, grouped) > 10);

        var row = ask(database, grouped).get(0);

        database.run(row.getString("ddl"), "analyze address");
        assertTrue(row.getString("ddl").contains("(ndistinct)"), row.getString("ddl"));
        assertTrue(error(database, grouped) < 1.5);
    }

    @Test
    void haveToBeFilled(TestDatabase database) throws SQLException {
        database.run(ADDRESSES);
        database.run("create statistics \"Place\" (dependencies) on town, \"Code\" from address");
        try (var connection = database.connect()) {
            var advice = Door.ofThisRun(database).ask(connection, PLACE);
            assertEquals(List.of(), advice.ofKind("statistics"));
            assertTrue(
                    advice.reasons("notice").stream().anyMatch(reason -> reason.contains("public.\"Place\" are empty")),
                    advice.reasons("notice").toString());
        }
        database.run("analyze address");
        assertEquals(List.of(), ask(database, PLACE));
    }

    @Test
    void areCountedAmongTheSuggestions(TestDatabase database) throws SQLException {
        database.run(ADDRESSES);
        try (var connection = database.connect()) {
            var arguments = Door.queries(PLACE, "select id from address where note = 'a'");
            var all = Door.ofThisRun(database).ask(connection, arguments).ddl();
            assertEquals(
                    1,
                    all.stream()
                            .filter(ddl -> ddl.startsWith("CREATE STATISTICS"))
                            .count());
            assertTrue(all.get(all.size() - 1).startsWith("CREATE STATISTICS"), "last");
            arguments.put("max_suggestions", 1);
            assertEquals(
                    1, Door.ofThisRun(database).ask(connection, arguments).ddl().size());
        }
    }

    @Test
    void areNotSuggestedWhereTheTableMayNotBeRead(TestDatabase database) throws SQLException {
        database.run(ADDRESSES);
        database.login("test_statistics");
        database.run(
                "grant select on address, parcel to test_statistics", "alter table address enable row level security");
        try (var connection = database.connect("test_statistics")) {
            assertEquals(List.of(), Door.JDBC.ask(connection, PLACE).ofKind("statistics"), "policies");
            database.run("alter table address disable row level security");
            assertEquals(
                    1, Door.JDBC.ask(connection, PLACE).ofKind("statistics").size());
            try (var owner = database.connect();
                    var lock = owner.createStatement()) {
                owner.setAutoCommit(false);
                lock.execute("lock address in access exclusive mode");
                assertEquals(List.of(), Door.JDBC.ask(connection, PLACE).ofKind("statistics"), "locked");
                owner.rollback();
            }
        }
    }
}
