package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyGroupTest {
    private static final Column UNIQUE = column("u", 0, -1.0);
    private static final Column FEW = column("f", 0, 10.0);
    private static final Column SPARSE = column("s", 0.9, -0.1);

    @Test
    void aUniqueColumnStaysSoBesideOthers() {
        assertEquals(1000, keys(KeyGroup.of(List.of(FEW, UNIQUE), 1000)), 1);
    }

    @Test
    void independentColumnsHaveAsManyPairsAsThereCanBe() {
        assertEquals(100, keys(KeyGroup.of(List.of(FEW, column("g", 0, 10.0)), 100_000)), 1);
    }

    @Test
    void nullsOfAllColumnsAreOneKey() {
        var groups = KeyGroup.of(List.of(SPARSE, column("t", 0.9, -0.1)), 1000);
        assertEquals(1000, rows(groups), 1);
        assertEquals(
                1,
                keys(groups.stream().filter(group -> group.nulls().size() == 2).toList()));
    }

    @Test
    void aPredicateLeavesItsShareOfRowsAndTheKeysThatTheseHave() {
        assertEquals(100, keys(KeyGroup.selected(KeyGroup.of(List.of(UNIQUE), 1000), 0.1)), 1);
        assertEquals(10, keys(KeyGroup.selected(KeyGroup.of(List.of(FEW), 1000), 0.1)), 0.01);
        assertEquals(100, rows(KeyGroup.selected(KeyGroup.of(List.of(FEW), 1000), 0.1)), 1);
        assertEquals(100, rows(KeyGroup.notNull(KeyGroup.of(List.of(SPARSE), 1000), "s")), 1);
    }

    @Test
    void whatSomebodyCountedReplacesTheProduct() {
        var groups = KeyGroup.scaled(KeyGroup.of(List.of(FEW, column("g", 0, 100.0)), 100_000), 120);
        assertEquals(120, keys(groups), 1);
        assertEquals(100_000, rows(groups), 1);
    }

    private static double keys(List<KeyGroup> groups) {
        return groups.stream().mapToDouble(KeyGroup::keys).sum();
    }

    private static double rows(List<KeyGroup> groups) {
        return groups.stream().mapToDouble(KeyGroup::rows).sum();
    }

    private static Column column(String name, double nullFraction, Double distinct) {
        return new Column(1, name, name, 8, 8, nullFraction, distinct, true, true, true);
    }
}
