package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers what each statement costs with which indexes, so that nothing is asked twice. */
final class KnownCosts {
    private final Costs costs;
    private final List<Planned> workload;
    /** Cost of a statement by those indexes that exist and may change its plan. */
    private final Map<Planned, Map<Set<Candidate>, Double>> known = new IdentityHashMap<>();

    /** Costs of one call. */
    record Gain(Planned planned, double before, double after) {
        double weighted() {
            return (before - after) * planned.weight();
        }
    }

    KnownCosts(Costs costs, List<Planned> workload) {
        this.costs = costs;
        this.workload = workload;
        workload.forEach(planned -> known.put(planned, new HashMap<>(Map.of(Set.of(), planned.cost()))));
    }

    /** What the whole workload saves by having these indexes in place of those, weighted. */
    double saving(Set<Candidate> before, Set<Candidate> after) throws SQLException {
        return gains(before, after).stream().mapToDouble(Gain::weighted).sum();
    }

    /** Statements whose plan may differ, with their costs. */
    List<Gain> gains(Set<Candidate> before, Set<Candidate> after) throws SQLException {
        var changed = workload.stream()
                .filter(planned -> !relevant(planned, before).equals(relevant(planned, after)))
                .toList();
        know(changed, before);
        know(changed, after);
        var gains = new ArrayList<Gain>();
        for (var planned : changed) {
            gains.add(new Gain(planned, cost(planned, before), cost(planned, after)));
        }
        return gains;
    }

    private double cost(Planned planned, Set<Candidate> indexes) {
        return known.get(planned).get(relevant(planned, indexes));
    }

    /** Asks what is not known yet, statements with the same indexes together. */
    private void know(List<Planned> statements, Set<Candidate> indexes) throws SQLException {
        var open = new LinkedHashMap<Set<Candidate>, List<Planned>>();
        for (var planned : statements) {
            var relevant = relevant(planned, indexes);
            if (!known.get(planned).containsKey(relevant)) {
                open.computeIfAbsent(relevant, set -> new ArrayList<>()).add(planned);
            }
        }
        for (var group : open.entrySet()) {
            var answers = costs.with(group.getValue(), group.getKey());
            for (int i = 0; i < answers.size(); i++) {
                known.get(group.getValue().get(i))
                        .put(group.getKey(), answers.get(i).cost());
            }
        }
    }

    private static Set<Candidate> relevant(Planned planned, Set<Candidate> indexes) {
        return indexes.stream().filter(planned::mayUse).collect(Collectors.toSet());
    }
}
