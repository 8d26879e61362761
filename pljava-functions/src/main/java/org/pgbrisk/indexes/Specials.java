package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the server says of expressions and predicates: whether an index may have them (their functions are IMMUTABLE, their type has
 * an order), and what share of the rows a predicate leaves.
 */
final class Specials {
    static final Specials NONE = new Specials(Map.of());

    /** By what was asked about; what cannot be built is missing. */
    private final Map<Candidate, Double> shares;

    private Specials(Map<Candidate, Double> shares) {
        this.shares = shares;
    }

    /** Asks about everything special in these candidates, all at once. */
    static Specials of(Collection<Candidate> candidates, Costs costs) throws SQLException {
        var probes = new LinkedHashMap<Candidate, Candidate>();
        for (var candidate : candidates) {
            probes(candidate).forEach(probe -> probes.put(probe, probe.where(null)));
        }
        if (probes.isEmpty()) {
            return NONE;
        }
        // Side by side, so that both are known where the time is over before all have been asked about.
        var asked = new ArrayList<Candidate>();
        probes.forEach((part, whole) -> asked.addAll(List.of(part, whole)));
        var sizes = costs.sizes(asked);
        var shares = new HashMap<Candidate, Double>();
        for (int i = 0; i < asked.size(); i += 2) {
            var part = sizes.get(i);
            var whole = sizes.get(i + 1);
            if (part != null && whole != null) {
                shares.put(asked.get(i), Math.min(1, part / Math.max(1.0, whole)));
            }
        }
        return new Specials(shares);
    }

    /** Each expression alone, and the predicate over the first key. */
    private static List<Candidate> probes(Candidate candidate) {
        var probes = new ArrayList<Candidate>();
        for (var key : candidate.keys()) {
            if (KeyColumn.isExpression(key.name())) {
                probes.add(Candidate.on(candidate.table(), key.name()));
            }
        }
        if (candidate.predicate() != null) {
            probes.add(overPredicate(candidate));
        }
        return probes;
    }

    private static Candidate overPredicate(Candidate candidate) {
        return Candidate.on(candidate.table(), candidate.lead()).where(candidate.predicate());
    }

    boolean possible(Candidate candidate) {
        return shares.keySet().containsAll(probes(candidate));
    }

    /** Of the table's rows, those that the index has; 1 where nothing is known. */
    double share(Candidate candidate) {
        return candidate.predicate() == null ? 1 : shares.getOrDefault(overPredicate(candidate), 1.0);
    }
}
