package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Chooses indexes for the whole workload. First every statement is shown all its candidates at once: those that it uses are the pool.
 * Then, one at a time, the index that saves most of the whole is taken (by the byte when there is a budget), measured again
 * after each choice; a wider index takes the place of one that is its prefix.
 */
final class Search {
    /** An index must save this share of the whole workload … */
    private static final double WORTHWHILE_IN_ALL = 0.002;
    /** … and what the settings say of at least one statement, or this share, where an index on the same first column exists: to the planner a hypothetical one always looks cheaper. */
    private static final double WORTHWHILE_BESIDE_ANOTHER = 0.25;

    /** A narrower index that saves this share of what the wider one does is the better one. */
    private static final double ALMOST_ALL = 0.95;

    private final Costs costs;
    private final KnownCosts known;
    private final List<Planned> workload;
    private final ToLongFunction<Candidate> size;
    private final Predicate<Candidate> besideAnother;
    private final Long budget;
    private final double worthwhileForOne;

    /** @param gains what each statement that gains costs before and after, most gained first */
    record Choice(Candidate index, List<KnownCosts.Gain> gains) {}

    /**
     * @param size bytes of an index
     * @param besideAnother whether the table has an index with the same first column
     * @param budget bytes in all, null for no limit
     * @param worthwhileForOne the share of the cost of at least one statement that an index must save
     */
    Search(
            Costs costs,
            List<Planned> workload,
            ToLongFunction<Candidate> size,
            Predicate<Candidate> besideAnother,
            Long budget,
            double worthwhileForOne) {
        this.costs = costs;
        this.known = new KnownCosts(costs, workload);
        this.workload = workload;
        this.size = size;
        this.besideAnother = besideAnother;
        this.budget = budget;
        this.worthwhileForOne = worthwhileForOne;
    }

    /** At most so many, best first. */
    List<Choice> choose(int most) throws SQLException {
        double total = workload.stream()
                .mapToDouble(planned -> planned.cost() * planned.weight())
                .sum();
        var chosen = new LinkedHashSet<Candidate>();
        var promised = new LinkedHashMap<Candidate, Double>();
        for (var candidate : pool()) {
            promised.put(candidate, known.saving(Set.of(), Set.of(candidate)));
        }
        while (chosen.size() < most) {
            var best = next(chosen, promised, total * WORTHWHILE_IN_ALL);
            if (best == null) {
                break;
            }
            var next = narrowest(chosen, best, promised.get(best));
            chosen.removeIf(narrower -> narrower.coveredBy(next));
            chosen.add(next);
            promised.keySet().removeIf(candidate -> candidate.coveredBy(next));
        }
        prune(chosen, total * WORTHWHILE_IN_ALL);
        return choices(chosen);
    }

    /** What was worth its place when it was taken may have lost it to those that came later. */
    private void prune(Set<Candidate> chosen, double least) throws SQLException {
        for (var candidate : List.copyOf(chosen)) {
            var others = new LinkedHashSet<>(chosen);
            others.remove(candidate);
            if (known.saving(others, chosen) <= least || !pays(others, candidate)) {
                chosen.remove(candidate);
            }
        }
    }

    /**
     * What a candidate promised only shrinks as others are taken, nearly always; so the one that promises most is measured again, and taken
     * when it still does.
     */
    private Candidate next(Set<Candidate> chosen, Map<Candidate, Double> promised, double least) throws SQLException {
        var measured = new HashSet<Candidate>();
        while (true) {
            Candidate best = null;
            for (var candidate : promised.keySet()) {
                if (best == null || value(candidate, promised) > value(best, promised)) {
                    best = candidate;
                }
            }
            if (best == null) {
                return null;
            }
            if (measured.add(best)) {
                promised.put(best, fits(chosen, best) ? known.saving(chosen, with(chosen, best)) : 0);
            } else if (promised.get(best) <= least || !pays(chosen, best)) {
                promised.remove(best);
                if (promised.isEmpty()) {
                    return null;
                }
            } else {
                return best;
            }
        }
    }

    /** The planner takes the wider of two indexes that cost it the same; a person would not. */
    private Candidate narrowest(Set<Candidate> chosen, Candidate best, double promised) throws SQLException {
        for (int keys = 1; keys < best.keys().size(); keys++) {
            var narrower = new Candidate(best.table(), best.keys().subList(0, keys));
            boolean possible = chosen.stream().noneMatch(narrower::coveredBy)
                    && workload.stream()
                            .anyMatch(planned -> planned.candidates().contains(narrower));
            if (possible && known.saving(chosen, with(chosen, narrower)) >= ALMOST_ALL * promised) {
                return narrower;
            }
        }
        return best;
    }

    private double value(Candidate candidate, Map<Candidate, Double> promised) {
        return budget == null
                ? promised.get(candidate)
                : promised.get(candidate) / Math.max(1, size.applyAsLong(candidate));
    }

    private boolean fits(Set<Candidate> chosen, Candidate candidate) {
        return budget == null
                || with(chosen, candidate).stream().mapToLong(size).sum() <= budget;
    }

    private boolean pays(Set<Candidate> chosen, Candidate candidate) throws SQLException {
        double share = besideAnother.test(candidate)
                ? Math.max(WORTHWHILE_BESIDE_ANOTHER, worthwhileForOne)
                : worthwhileForOne;
        for (var gain : known.gains(chosen, with(chosen, candidate))) {
            if (gain.before() - gain.after() >= share * gain.before()) {
                return true;
            }
        }
        return false;
    }

    private static Set<Candidate> with(Set<Candidate> chosen, Candidate candidate) {
        var together = new LinkedHashSet<>(chosen);
        together.removeIf(narrower -> narrower.coveredBy(candidate));
        together.add(candidate);
        return together;
    }

    /** What any statement uses when shown everything, and what it uses when it cannot have that. */
    private Collection<Candidate> pool() throws SQLException {
        var pool = new LinkedHashSet<Candidate>();
        for (var planned : workload) {
            var left = new LinkedHashSet<>(planned.candidates());
            for (int round = 0; round < 2 && !left.isEmpty(); round++) {
                var answer = costs.with(List.of(planned), left).get(0);
                if (answer.cost() >= planned.cost()) {
                    break;
                }
                pool.addAll(answer.used());
                left.removeAll(answer.used());
            }
        }
        return pool;
    }

    /** The final word: what each adds to those before it. */
    private List<Choice> choices(Set<Candidate> chosen) throws SQLException {
        var choices = new ArrayList<Choice>();
        var before = new LinkedHashSet<Candidate>();
        for (var index : chosen) {
            var after = new LinkedHashSet<>(before);
            after.add(index);
            var gains = new ArrayList<>(known.gains(before, after));
            gains.removeIf(gain -> gain.after() > 0.99 * gain.before());
            gains.sort((one, other) -> Double.compare(other.weighted(), one.weighted()));
            if (!gains.isEmpty()) {
                choices.add(new Choice(index, List.copyOf(gains)));
                before.add(index);
            }
        }
        return choices;
    }
}
