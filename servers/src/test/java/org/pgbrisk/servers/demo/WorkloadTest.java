package org.pgbrisk.servers.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void isTheSameAtEachRun() {
        assertEquals(Workload.at(0.01), Workload.at(0.01));
    }

    @Test
    void givesEachTaskANameOfItsOwnAndAnArgumentForEachPlace() {
        var names = new HashSet<String>();
        for (var task : Workload.at(0.001)) {
            names.add(task.label());
            var places = task.sql().chars().filter(c -> c == '?').count();
            task.calls().forEach(arguments -> assertEquals(places, arguments.size(), task.name()));
        }
        assertEquals(28, names.size());
    }

    @Test
    void aTaskHasACall() {
        assertThrows(IllegalArgumentException.class, () -> new Task("none", "select 1", List.of()));
    }
}
