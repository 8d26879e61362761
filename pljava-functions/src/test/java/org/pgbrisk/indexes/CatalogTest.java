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
                new Existing(1, unique, keysInAll, json(existing), names(existing)).serves(index(1, wanted), false));
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
