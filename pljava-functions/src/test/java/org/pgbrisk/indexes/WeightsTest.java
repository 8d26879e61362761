package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

class WeightsTest {
    private static Planned planned(double cost, double totalMs) {
        var statement = new Statement(null, "select " + cost, 1, totalMs, null, false);
        var plan = Json.object("{\"Node Type\": \"Seq Scan\", \"Total Cost\": " + cost + "}");
        var index = new Candidate(1, AccessMethod.BTREE, List.of(KeyColumn.ascending("a")), List.of(), null);
        return Planned.of(statement, plan).with(Set.of(index), List.of());
    }

    private static List<Double> counted(double... costs) {
        var workload = Arrays.stream(costs).mapToObj(cost -> planned(cost, 0)).toList();
        return Weights.balanced(workload, 10).stream()
                .map(planned -> planned.cost() * planned.weight())
                .toList();
    }

    @Test
    void noneCountsMoreThanAQuarterOfAllOthers() {
        assertEquals(
                List.of(400.0, 400.0, 400.0, 400.0, 400.0, 400.0, 400.0, 400.0, 800.0),
                counted(400, 400, 400, 400, 400, 400, 400, 400, 1_000_000));
    }

    /** A quarter of the others and of each other: (2400 + 800) / 4. */
    @Test
    void twoThatAreDearCountTheSame() {
        var counted = counted(1_000_000, 300, 300, 300, 300, 300, 300, 300, 300, 2_000_000);

        assertEquals(800, counted.get(0), 1e-6);
        assertEquals(800, counted.get(9), 1e-6);
        assertEquals(300, counted.get(1), 1e-6);
    }

    @Test
    void likeOnesCountWhatTheyCost() {
        assertEquals(
                List.of(100.0, 110.0, 120.0, 130.0, 100.0, 90.0, 80.0, 100.0),
                counted(100, 110, 120, 130, 100, 90, 80, 100));
    }

    @Test
    void fewSayNothingOfOneMore() {
        assertEquals(List.of(100.0, 100.0, 1_000_000.0), counted(100, 100, 1_000_000));
    }

    @Test
    void aTimeThatIsKnownCounts() {
        var workload = new ArrayList<>(Collections.nCopies(9, planned(100, 0)));
        workload.add(planned(1e6, 5e6));

        assertEquals(5, Weights.balanced(workload, 10).get(9).weight());
    }
}
