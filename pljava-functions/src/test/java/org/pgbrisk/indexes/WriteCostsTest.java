package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.indexes.Explainer.Explained;
import org.pgbrisk.indexes.TableWrites.Counted;

class WriteCostsTest {
    private static final Capabilities SERVER = PlannerTest.capabilities(150000);
    private static final Candidate ON_STATUS = Candidate.on(Shop.ORDERS, "status");
    private static final Candidate ON_CUSTOMER = Candidate.on(Shop.ORDERS, "customer_id");

    private static final String PRIMARY_KEY =
            "{\"columns\": [\"id\"], \"pages\": 2700, \"entries\": 1000000, \"in_all\": 1000000, \"blocks_hot\": true}";

    private static Counted counted(long inserted, long updated, long hot, long deleted) {
        return new Counted(Shop.ORDERS, inserted, updated, hot, deleted, Json.array("[" + PRIMARY_KEY + "]"));
    }

    private static Explained modify(String operation, String sql, long rows) {
        var plan = Json.object("""
                {"Node Type": "ModifyTable", "Operation": "%s", "Relation Name": "orders", "Schema": "public", "Alias": "orders",
                 "Total Cost": 8, "Plans": [{"Node Type": "Result", "Total Cost": 8, "Plan Rows": %d}]}""".formatted(operation, rows));
        var statement = new Statement(null, sql, 1, 0, null, false);
        return new Explained(Planned.of(statement, plan), List.of());
    }

    /** What writes pay for indexes on orders; each of the statements ran once. */
    private static WriteCosts costs(Counted counted, Explained... statements) throws SQLException {
        var database = Shop.database().answer(Counted.class, counted);
        var use = TableUse.of("public", "orders");
        use.fixed().addAll(List.of("status", "customer_id"));
        var catalog = Catalog.of(database, 8192, List.of(use));
        var explainer = new Explainer(new CannedDatabase(), new Planner(SERVER, Shop.SETTINGS), new Deadline(1000));
        var load = WriteLoad.of(Workload.none(), List.of(statements), explainer, catalog, SERVER);
        var costs = new WriteCosts(SERVER, catalog, new Blueprints(catalog, new IndexSize(8192)), load);
        costs.count(database, List.of(ON_STATUS, ON_CUSTOMER));
        return costs;
    }

    @Test
    void anEntryTakesTheWayDownTheTreeAndItsPartOfAPage() {
        var entry = EntryCost.of(SERVER, 1 << 20, 1 << 12, 2);

        // 20 comparisons, three pages of 50 operators; a 256th of a page.
        assertEquals(20 * 0.0025 + 3 * 50 * 0.0025 + 0.005 + 2.0 / 256, entry.put(), 1e-9);
        assertEquals(0.005 + 5.0 / 256, entry.removed(), 1e-9);
    }

    @Test
    void insertsPayForEachIndexAlike() throws SQLException {
        var costs = costs(counted(0, 0, 0, 0), modify("Insert", "insert into orders select 1", 1000));

        assertTrue(costs.charge(ON_STATUS) > 0);
        assertEquals(
                2 * costs.charge(ON_STATUS),
                costs(counted(0, 0, 0, 0), modify("Insert", "insert into orders select 1", 2000))
                        .charge(ON_STATUS),
                1e-6);
    }

    @Test
    void anUpdateThatStaysOnItsPagePaysOnlyWhereItSetsAColumnOfTheIndexAndThenInAllIndexes() throws SQLException {
        var update = modify("Update", "update orders set status = 'done' where id = 1", 1000);
        var hot = costs(counted(0, 500, 500, 0), update);
        var slow = costs(counted(0, 500, 0, 0), update);

        assertEquals(0, hot.charge(ON_CUSTOMER));
        assertTrue(hot.charge(ON_STATUS) > 1.5 * slow.charge(ON_STATUS));
        assertTrue(slow.charge(ON_CUSTOMER) > 0);
    }

    @Test
    void onlyUpdatesThatSetNoIndexedColumnCanStayOnTheirPage() throws SQLException {
        var both = costs(
                counted(0, 1000, 500, 0),
                modify("Update", "update orders set id = id + 1", 500),
                modify("Update", "update orders set status = 'done'", 500));
        var slow = costs(counted(0, 1000, 0, 0), modify("Update", "update orders set id = id + 1", 500));

        assertEquals(slow.charge(ON_CUSTOMER), both.charge(ON_CUSTOMER), 1e-6);
    }

    @Test
    void aPredicateAndAnExpressionHaveColumnsToo() throws SQLException {
        var costs = costs(counted(0, 500, 500, 0), modify("Update", "update orders set status = 'done'", 1000));

        assertTrue(costs.charge(ON_CUSTOMER.where("(status = 'open'::text)")) > 0);
    }

    @Test
    void whatIsDeletedPaysLessThanWhatIsInserted() throws SQLException {
        var deleted = costs(counted(0, 0, 0, 0), modify("Delete", "delete from orders", 1000))
                .charge(ON_STATUS);
        var inserted = costs(counted(0, 0, 0, 0), modify("Insert", "insert into orders select 1", 1000))
                .charge(ON_STATUS);

        assertTrue(deleted > 0 && deleted < inserted / 2, deleted + " " + inserted);
    }

    @Test
    void theShareIsThatOfWhatTheServerCounted() throws SQLException {
        var inserts = costs(counted(1000, 0, 0, 0)).percent(ON_STATUS);
        var hot = costs(counted(0, 1000, 1000, 0)).percent(ON_STATUS);
        var breaking = costs(counted(0, 1000, 1000, 0), modify("Update", "update orders set status = 'done'", 1))
                .percent(ON_STATUS);

        assertTrue(inserts > 20 && inserts < 100, inserts.toString());
        assertEquals(0, hot);
        assertTrue(breaking > inserts, breaking + " " + inserts);
        assertEquals(0, costs(counted(0, 0, 0, 0)).percent(ON_STATUS));
    }

    @Test
    void nothingIsKnownOnAStandbyAndNothingIsChargedWhereNothingIsWritten() throws SQLException {
        assertNull(costs(new Counted(Shop.ORDERS, null, null, null, null, Json.array("[]")))
                .percent(ON_STATUS));
        assertEquals(0, costs(counted(1000, 1000, 0, 1000)).charge(ON_STATUS));
    }
}
