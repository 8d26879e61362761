package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Settings;
import org.pgbrisk.indexes.Catalog.Existing;

/** A database of two tables, as far as the advisor looks at it: a million orders on 10,000 pages, ten thousand customers on 100. */
final class Shop {
    static final AdvisorSettings SETTINGS =
            new AdvisorSettings("auto", true, 200, 3, 10, 500, 0, 60_000, 95, 30, false);

    static final long ORDERS = 1;
    static final long CUSTOMERS = 2;

    private Shop() {}

    static CannedDatabase database() {
        return new CannedDatabase()
                .findsNothing("pg_get_indexdef")
                // Asked where a call takes longer than half a second.
                .answer(Progress.Name.class, new Progress.Name("psql"))
                .answer(Settings.StoreState.class, new Settings.StoreState(false))
                .answer(Settings.Values.class, new Settings.Values(Records.write(SETTINGS), null, null))
                .answer(Capabilities.class, PlannerTest.capabilities(150000))
                .answer(
                        Table.class,
                        table(ORDERS, "orders", 1_000_000, 10_000),
                        table(CUSTOMERS, "customers", 10_000, 100))
                .answer(
                        Column.class,
                        column(ORDERS, "id", -1),
                        column(ORDERS, "customer_id", 10_000),
                        column(ORDERS, "status", 5),
                        column(ORDERS, "at", -1),
                        column(CUSTOMERS, "id", -1),
                        column(CUSTOMERS, "status", 5))
                .answer(
                        Existing.class,
                        new Existing(CUSTOMERS, "customers_pkey", true, 1, keys("id"), Json.array("[\"id\"]")))
                // Asked for where a call takes more than half a second.
                .answer(Progress.Name.class, new Progress.Name("psql"))
                .answer(IndexNames.Free.class, new IndexNames.Free("\"orders_i\"", "orders_i"));
    }

    /** A sequential scan of orders under the alias o, as EXPLAIN shows it. */
    static String scan(String filter, long rows) {
        return """
                {"Node Type": "Seq Scan", "Relation Name": "orders", "Schema": "public", "Alias": "o",
                 "Startup Cost": 0, "Total Cost": 22500, "Plan Rows": %d, "Filter": "%s"}""".formatted(rows, filter);
    }

    private static Table table(long oid, String name, double rows, long pages) {
        return new Table("public", name, oid, "public", name, name, 2200, false, rows, pages, 0, 0, 0);
    }

    private static Column column(long table, String name, double distinct) {
        return new Column(table, name, name, 8, 8, 0, distinct, true, true, true);
    }

    private static JsonArray keys(String name) {
        return Json.array("[{\"name\": \"" + name + "\", \"descending\": false, \"nulls_first\": false}]");
    }
}
