package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EqualitiesTest {
    private final Equalities equalities = new Equalities();

    @Test
    void whatMoreStatementsCompareLeads() {
        equalities.count(1, List.of("tenant"));
        equalities.count(1, List.of("tenant", "customer"));
        equalities.count(2, List.of("customer"));
        equalities.count(2, List.of("customer"));

        assertTrue(equalities.rank(1, "tenant", 10) > equalities.rank(1, "customer", 1_000_000));
        assertTrue(equalities.rank(2, "customer", 10) > equalities.rank(2, "tenant", 1_000_000));
    }

    @Test
    void ofThoseThatAsManyCompareTheMoreSelectiveOneLeads() {
        equalities.count(1, List.of("tenant", "customer"));

        assertTrue(equalities.rank(1, "customer", 1000) > equalities.rank(1, "tenant", 10));
        assertTrue(equalities.rank(3, "customer", 1000) > equalities.rank(3, "tenant", 10));
    }
}
