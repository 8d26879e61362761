package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.pgbrisk.indexes.CandidateTest.index;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.indexes.Catalog.Existing;

class CatalogTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | a | false | 1 | true",
                "a | a,b | false | 2 | true",
                "a,b | a | false | 1 | false",
                "a | a desc | false | 1 | true",
                "a,b | a | true | 1 | true",
                "a,b,c | a,b | true | 2 | true",
                "b,a | a | true | 1 | false",
                "a,b | a | true | 2 | false"
            })
    void knowsWhatAnExistingIndexServes(String wanted, String existing, boolean unique, int keysInAll, boolean served) {
        assertEquals(
                served,
                new Existing(1, "i", unique, keysInAll, json(existing), names(existing))
                        .serves(index(1, wanted), false));
    }

    @Test
    void isOpenForWhatNoIndexServes() throws SQLException {
        var catalog = Catalog.of(Shop.database(), 8192, List.of());
        assertEquals(true, catalog.open(index(Shop.ORDERS, "customer_id,at"), Set.of()));
        assertEquals(false, catalog.open(index(Shop.CUSTOMERS, "id"), Set.of()));
        assertEquals(
                false,
                catalog.open(index(Shop.ORDERS, "document"), Set.of()),
                "no B-tree on a column that is not listed");
        assertEquals(false, catalog.open(index(Shop.ORDERS, "customer_id,document"), Set.of()));
    }

    @Test
    void knowsTheTablesBehindNames() throws SQLException {
        var catalog = Catalog.of(Shop.database(), 8192, List.of());
        assertEquals(Shop.ORDERS, catalog.table(TableUse.of("public", "orders")).oid());
        assertNull(catalog.table(TableUse.of("public", "far")));
        assertNull(catalog.table(TableUse.of("publicorders", "")));
        assertEquals(1_000_000, catalog.distinct(Shop.ORDERS, "id"));
        assertEquals(5, catalog.distinct(Shop.ORDERS, "status"));
    }

    /** Orders has an index on customer_id and status, customers its primary key on id. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | customer_id+at | customer_id,at | true",
                "1 | customer_id+at,status | customer_id,at+status | true",
                "1 | customer_id+status | customer_id,status | false",
                "1 | customer_id,status+at | customer_id,status,at | true",
                "1 | at+status | at+status | true",
                "2 | id+status | id,status | true"
            })
    void makesKeysOfWhatIsIncludedUntilNoIndexBeginsLikeIt(long table, String wanted, String apart, boolean open)
            throws SQLException {
        var catalog = catalog(
                new Existing(Shop.CUSTOMERS, "customers_pkey", true, 1, json("id"), names("id")),
                new Existing(
                        Shop.ORDERS, "orders_idx", false, 2, json("customer_id,status"), names("customer_id,status")));
        var parts = PoolTest.index(wanted);
        var candidate = new Candidate(table, parts.keys(), parts.include(), null);
        var found = catalog.apart(candidate);
        if (found != null) {
            assertEquals(apart, PoolTest.text(found));
        }
        assertEquals(open, found != null && catalog.open(found, candidate.columns()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "customer_id,at | customer_id at | true",
                "customer_id,at | customer_id at status | true",
                "customer_id | customer_id at status | false",
                "customer_id,at+status | customer_id at status | true",
                "at+status | at status | true"
            })
    void knowsWhetherAnIndexThatHasAllIsThere(String wanted, String read, boolean open) throws SQLException {
        // On customer_id including at.
        var catalog = catalog(
                new Existing(Shop.ORDERS, "orders_idx", false, 1, json("customer_id"), names("customer_id,at")));
        assertEquals(open, catalog.open(PoolTest.index(wanted), Set.of(read.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({
        "btree, BTREE, at, false",
        "hash, BTREE, at, true",
        "hash, HASH, at, false",
        "btree, HASH, at, true",
        "gin, GIN, customer_id, false",
        "gin, GIN, at, false",
        "gin, GIN, status, true",
        "bloom, BTREE, at, true"
    })
    void tellsMethodsOfIndexesApart(String existing, AccessMethod method, String wanted, boolean open)
            throws SQLException {
        var catalog = catalog(new Existing(
                Shop.ORDERS, "orders_idx", existing, false, 2, json("at,customer_id"), names("at,customer_id")));
        var candidate = new Candidate(Shop.ORDERS, method, index(1, wanted).keys(), List.of(), null);
        assertEquals(open, catalog.open(candidate, Set.of()));
        assertEquals(!open && wanted.equals("at"), catalog.besideAnother(candidate));
    }

    @Test
    void tellsOperatorClassesAndExpressionsApart() throws SQLException {
        var keys = json("at,status");
        keys.getObject(0).put("operator_class", "text_pattern_ops");
        keys.getObject(1).put("expression", "((status || 'x'::text))");
        var use = TableUse.of("public", "orders");
        use.inOrderOf().add("orders_idx");
        use.fixed().add("(status || 'x'::text)");
        var existing = new Existing(Shop.ORDERS, "orders_idx", false, 2, keys, names("at"));
        var catalog = Catalog.of(Shop.database().answer(Existing.class, existing), 8192, List.of(use));
        assertEquals(true, catalog.open(index(Shop.ORDERS, "at"), Set.of()));
        var same = List.of(KeyColumn.of("at", "text_pattern_ops"), KeyColumn.ascending("(status || 'x'::text)"));
        assertEquals(false, catalog.open(new Candidate(Shop.ORDERS, same), Set.of()));
        assertEquals(
                List.of(), use.orders(), "the order of an operator class of its own is no order that is asked for");
    }

    @Test
    void coversNoMoreThanHalfOfARow() throws SQLException {
        // A hundred rows a page.
        var columns = List.of("customer_id", "at");
        assertEquals(true, Catalog.of(Shop.database(), 3200, List.of()).coverable(Shop.ORDERS, columns));
        assertEquals(false, Catalog.of(Shop.database(), 3199, List.of()).coverable(Shop.ORDERS, columns));
        assertEquals(false, catalog().coverable(Shop.ORDERS, List.of("customer_id", "*")));
    }

    @Test
    void takesTheOrderOfAnIndexThatAPlanReliesOn() throws SQLException {
        var use = TableUse.of("public", "orders");
        use.inOrderOf().add("by_day");
        Catalog.of(
                Shop.database()
                        .answer(
                                Existing.class,
                                new Existing(Shop.ORDERS, "by_day", false, 1, json("at"), names("at")),
                                new Existing(Shop.ORDERS, "by_status", false, 1, json("status"), names("status"))),
                8192,
                List.of(use));
        assertEquals(List.of(List.of(KeyColumn.ascending("at"))), use.orders());
    }

    @Test
    void takesAColumnForOneEvenIfItsNameLooksLikeAnExpression() throws SQLException {
        var use = TableUse.of("public", "orders");
        use.fixed().addAll(List.of("(at)", "(lower(at))"));
        var column = new Column(Shop.ORDERS, "(at)", "\"(at)\"", 8, 8, 0, -1.0, true, true, true);
        var catalog = Catalog.of(Shop.database().answer(Column.class, column), 8192, List.of(use));
        assertEquals("\"(at)\"", catalog.column(Shop.ORDERS, "(at)").quoted());
        assertEquals("(lower(at))", catalog.column(Shop.ORDERS, "(lower(at))").quoted());
    }

    @Test
    void takesAnOrderInTheCollationOfTheColumnForThatOfTheColumn() throws SQLException {
        var use = TableUse.of("public", "orders");
        use.orders().add(List.of(new KeyColumn("(name COLLATE \"de_DE\")", true, true)));
        use.orders().add(List.of(KeyColumn.ascending("(name COLLATE \"fr_FR\")")));
        var column = new Column(
                Shop.ORDERS,
                "name",
                "name",
                8,
                8,
                0,
                -1.0,
                true,
                true,
                true,
                0,
                0,
                true,
                null,
                0,
                "text",
                null,
                "\"de_DE\"",
                null,
                true);
        Catalog.of(Shop.database().answer(Column.class, column), 8192, List.of(use));
        assertEquals(
                List.of(
                        List.of(new KeyColumn("name", true, true)),
                        List.of(KeyColumn.ascending("(name COLLATE \"fr_FR\")"))),
                use.orders());
    }

    @Test
    void settlesWhichWordsAreColumns() throws SQLException {
        var use = TableUse.of("public", "orders");
        use.read().add("at");
        use.words().addAll(List.of("status", "text", "case", "ctid"));
        catalog().settle(use, Shop.ORDERS);
        assertEquals(Set.of("at", "status", "ctid"), use.read());
    }

    private static Catalog catalog(Existing... existing) throws SQLException {
        return Catalog.of(Shop.database().answer(Existing.class, existing), 8192, List.of());
    }

    private static JsonArray names(String keys) {
        var names = new JsonArray();
        index(1, keys).keys().forEach(key -> names.add(key.name()));
        return names;
    }

    private static JsonArray json(String keys) {
        var array = new JsonArray();
        for (var key : index(1, keys).keys()) {
            var object = new JsonObject();
            object.put("name", key.name());
            object.put("descending", key.descending());
            object.put("nulls_first", key.nullsFirst());
            array.add(object);
        }
        return array;
    }
}
