package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Json;

/** What the planner believes to be faster, and is not. */
@PostgresTest
@Tag("sql")
@Requires({"hypopg", "runtime"})
class RisksTest {
    /** A thousand of the 5,000 suppliers are looked up, the 40 lines of each on 40 pages; the planner takes it that all 5,000 were. */
    private static final String JOIN =
            "select sum(l.amount), max(l.note) from nations n join suppliers s on s.nation = n.id"
                    + " join lines l on l.supplier = s.id where n.region = 1";

    private static final String INDEXED = "create index on lines (supplier)";

    @BeforeEach
    void tables(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "create table nations (id int primary key, region int not null)",
                "insert into nations select n, n % 5 from generate_series(1, 25) n",
                "create table suppliers (id int primary key, nation int not null, name text not null)",
                "insert into suppliers select n, n % 25 + 1, repeat('x', 40) from generate_series(1, 5000) n",
                "create table lines (id int primary key, supplier int not null, amount int not null, note text not null)",
                "insert into lines select n, (n::bigint * 7919 % 5000) + 1, n, repeat('x', 80) from generate_series(1, 200000) n",
                "vacuum analyze");
    }

    private static List<JsonObject> ask(TestDatabase database, String verify) throws SQLException {
        return database
                .rows("select to_jsonb(s) from brisk.suggest_indexes(queries => array['" + JOIN + "'], verify => "
                        + verify + ") s where ddl is not null")
                .stream()
                .map(Json::object)
                .toList();
    }

    @Test
    void thePlannerIsMistaken(TestDatabase database) throws SQLException {
        database.run("set max_parallel_workers_per_gather = 0", INDEXED, "analyze lines");

        var plan = String.join("\n", database.rows("explain " + JOIN));

        assertTrue(plan.contains("Index Scan using lines_supplier_idx"), plan);
    }

    @Test
    void whoBelievesThePlannerIsToldWhatIsAtRisk(TestDatabase database) throws SQLException {
        var rows = ask(database, "'none'");

        assertEquals(1, rows.size(), rows::toString);
        assertTrue(rows.get(0).getString("ddl").endsWith("ON public.lines (supplier)"), rows::toString);
        assertEquals("low", rows.get(0).getString("confidence"));
        var risk = rows.get(0).getArray("at_risk").getObject(0);
        assertTrue(risk.getString("query").startsWith("select sum(l.amount)"), rows::toString);
        assertTrue(risk.getString("reason").contains("times as long as now"), rows::toString);
    }

    /** However the suppliers are come by: from all of them, or looked up with the nations, in an index alone or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select",
                "update suppliers set name = name",
                "create index on suppliers (nation, id)",
                "create index on suppliers (nation)"
            })
    void isNotSuggestedOtherwise(String before, TestDatabase database) throws SQLException {
        database.run(before);

        assertEquals(List.of(), ask(database, "'explain'"));
        assertEquals(List.of(), ask(database, "null"), "by default");
    }

    @Test
    void whatIsSureIsSaidToBe(TestDatabase database) throws SQLException {
        var rows = database.rows("select confidence, at_risk from brisk.suggest_indexes("
                + "queries => array['select * from lines where supplier = 42']) where ddl is not null");

        assertEquals(List.of("high|[]"), rows);
    }
}
