package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.indexes.ExistingStatistics.Existing;
import org.pgbrisk.indexes.Explainer.Explained;
import org.pgbrisk.indexes.StatisticsAdvice.Proposal;

/** A million orders, of which the sample sees 30,000: customer_id has 10,000 values, status 5, place 200. */
class CorrelatedColumnsTest {
    private static final String JOINED = "((o.customer_id = 7) AND (o.place = 5))";

    private final CannedDatabase database = Shop.database()
            .answer(Column.class, column("customer_id", 1000), column("place", 200), column("status", 5));
    /** What the sample answers: wanted, what, number, keys, rows. */
    private String sample = "";
    /** What the planner says of the conditions alone. */
    private long estimated = 5;

    private static Column column(String name, double distinct) {
        return new Column(
                Shop.ORDERS,
                name,
                name,
                8,
                8,
                0,
                distinct,
                true,
                true,
                true,
                0,
                0,
                false,
                null,
                0,
                null,
                null,
                null,
                null,
                true);
    }

    private Outcome answer(Attempt attempt) {
        if (attempt.statement().startsWith("explain")) {
            return CannedDatabase.explained("[{\"Plan\": " + Shop.scan("", estimated) + "}]");
        }
        var rows = new JsonArray();
        for (var count : ("-1 rows 0 0 30000 " + sample).strip().split(" (?=-?\\d+ [a-z])")) {
            var fields = count.split(" ");
            rows.add(Json.object("{\"wanted\": %s, \"what\": \"%s\", \"number\": %s, \"keys\": %s, \"rows\": %s}"
                    .formatted((Object[]) fields)));
        }
        return new Outcome(rows, null, null, null, null);
    }

    private CorrelatedColumns measure(String plan) throws SQLException {
        database.attempts(this::answer);
        var json = Json.object(plan);
        var uses = PlanUses.of(json);
        var planned = Planned.of(new Statement(null, "select 1", 1, 0, null, false), json);
        var catalog = Catalog.of(database, 8192, uses);
        var correlated = new CorrelatedColumns(catalog, 150000);
        var deadline = new Deadline(60_000);
        var planner = new Planner(PlannerTest.capabilities(150000), Shop.SETTINGS);
        correlated.measure(
                database,
                200,
                List.of(new Explained(planned, uses)),
                new Explainer(database, planner, deadline),
                deadline);
        misestimate = correlated.misestimate(planned);
        advice = StatisticsAdvice.of(database, correlated, catalog, table -> true);
        return correlated;
    }

    private CorrelatedColumns.Misestimate misestimate;
    private StatisticsAdvice advice;

    private List<String> proposed() {
        var proposed = new ArrayList<String>();
        for (Proposal proposal : advice.proposals()) {
            proposed.add(proposal.kinds() + " " + proposal.set().columns());
        }
        return proposed;
    }

    private static String join(String filter) {
        return "{\"Node Type\": \"Hash Join\", \"Startup Cost\": 1, \"Total Cost\": 30000, \"Plan Rows\": 5, \"Plans\": ["
                + Shop.scan(filter, 5) + "]}";
    }

    /** 30 rows of the sample in 30 blocks, the same for the customer alone; each customer in one place. */
    private void eachCustomerInOnePlace() {
        sample =
                "0 times 8 1000 30000 0 degree 0 150 30000 0 degree 1 30000 30000 0 asked 0 30 30 0 asked 1 0 30 0 asked 2 0 150";
    }

    @Test
    void proposesDependenciesWhereOneColumnDeterminesTheOther() throws SQLException {
        eachCustomerInOnePlace();
        measure(join(JOINED));

        assertEquals(List.of("[f] [customer_id, place]"), proposed());
        assertTrue(misestimate.factor() > 100, misestimate.toString());
        assertEquals(
                "the planner takes customer_id, place of public.orders to be independent and expects 5 rows, where a sample says 1000",
                misestimate.sentence());
    }

    @Test
    void dependenciesCountForParametersToo() throws SQLException {
        sample = "0 times 8 1000 30000 0 degree 0 150 30000 0 degree 1 30000 30000";
        measure(join("((o.customer_id = $1) AND (o.place = $2))"));
        assertEquals(List.of("[f] [customer_id, place]"), proposed());
    }

    @Test
    void proposesNothingWhereNoPlanRestsOnIt() throws SQLException {
        eachCustomerInOnePlace();
        measure(Shop.scan(JOINED, 5));
        assertEquals(List.of(), proposed());
        assertTrue(misestimate.factor() > 100, "but says it");
    }

    @Test
    void proposesNothingWhereThePlannerIsRight() throws SQLException {
        eachCustomerInOnePlace();
        estimated = 900;
        measure(join(JOINED));
        assertEquals(List.of(), proposed());
        assertNull(misestimate);
    }

    @Test
    void doesNotAskThePlannerAboutIndependentColumns() throws SQLException {
        sample =
                "0 times 1 29000 29000 0 degree 0 0 30000 0 degree 1 0 30000 0 asked 0 1 1 0 asked 1 0 30 0 asked 2 0 150";
        measure(join(JOINED));
        assertEquals(List.of(), proposed());
        assertEquals(1, database.attempted().size(), "the sample");
    }

    @Test
    void proposesAListWhereValuesExcludeEachOther() throws SQLException {
        sample =
                "0 times 8 4 30000 0 degree 0 30000 30000 0 degree 1 30000 30000 0 asked 0 0 0 0 asked 1 0 7500 0 asked 2 0 7500";
        estimated = 62_500;
        measure(join(JOINED));
        assertEquals(List.of("[m] [customer_id, place]"), proposed());
    }

    @Test
    void proposesNothingThatWouldNotHelp() throws SQLException {
        sample =
                "0 times 8 50000 30000 0 degree 0 0 30000 0 degree 1 0 30000 0 asked 0 0 0 0 asked 1 0 7500 0 asked 2 0 7500";
        estimated = 62_500;
        measure(join(JOINED));
        assertEquals(List.of(), proposed());
        assertTrue(misestimate.factor() > 100, misestimate.toString());
    }

    @Test
    void proposesDistinctNumbersForGroups() throws SQLException {
        sample = "0 times 8 1000 30000";
        measure("{\"Node Type\": \"Aggregate\", \"Group Key\": [\"o.customer_id\", \"o.place\"], \"Startup Cost\": 1, "
                + "\"Total Cost\": 30000, \"Plan Rows\": 100000, \"Plans\": [" + Shop.scan("", 1_000_000) + "]}");
        assertEquals(List.of("[d] [customer_id, place]"), proposed());
    }

    @Test
    void proposesNothingThatIsThere() throws SQLException {
        eachCustomerInOnePlace();
        var columns = Json.array("[\"place\", \"status\", \"customer_id\"]");
        database.answer(Existing.class, new Existing(Shop.ORDERS, "public.s", columns, "df", false, false));
        measure(join(JOINED));
        assertEquals(List.of(), proposed());
        assertTrue(advice.empty().isEmpty());

        database.answer(Existing.class, new Existing(Shop.ORDERS, "public.s", columns, "d", false, false));
        measure(join(JOINED));
        assertEquals(List.of("[f] [customer_id, place]"), proposed(), "of another kind");
    }

    @Test
    void namesStatisticsThatAreEmpty() throws SQLException {
        eachCustomerInOnePlace();
        var columns = Json.array("[\"place\", \"customer_id\"]");
        database.answer(Existing.class, new Existing(Shop.ORDERS, "public.s", columns, "f", true, false));
        measure(join(JOINED));
        assertEquals(List.of(), proposed());
        assertEquals("public.orders", advice.empty().get("public.s"));
    }

    @Test
    void leavesTablesWithChildrenAlone() throws SQLException {
        eachCustomerInOnePlace();
        database.answer(Existing.class, new Existing(Shop.ORDERS, null, new JsonArray(), "", false, true));
        measure(join(JOINED));
        assertEquals(List.of(), proposed());
    }

    @Test
    void doesNotReadWhatMayNotBeRead() throws SQLException {
        eachCustomerInOnePlace();
        database.answer(
                Column.class,
                new Column(Shop.ORDERS, "customer_id", "customer_id", 8, 8, 0, 1000.0, true, true, true),
                column("place", 200));
        measure(join(JOINED));
        assertEquals(List.of(), proposed());
        assertEquals(List.of(), database.attempted());
    }
}
