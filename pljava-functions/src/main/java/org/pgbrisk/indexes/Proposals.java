package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.pgbrisk.indexes.Explainer.Explained;
import org.pgbrisk.indexes.Restrictions.Restriction;

/** What needs help, with the indexes that could give it. */
final class Proposals {
    /** For one statement; the most promising kinds come first. Each is an index that the planner has to look at. */
    private static final int MOST_CANDIDATES = 200;

    /** A condition that leaves more does not make an index much smaller. */
    private static final double HALF = 0.5;
    /** The same where statements have a constant in common. */
    private static final double RECURRING = 0.2;

    /** A column of which more constants are asked for is one that is looked up. */
    private static final int FEW_CONSTANTS = 2;

    /** A constant of a column with more values is rather one of many that are looked up. */
    private static final double FEW_VALUES = 50;

    private final Catalog catalog;
    private final Capabilities server;
    private final Extension trigrams;
    private final Predicate<Table> wanted;
    private final boolean covering;
    private final int mostKeys;

    /** The rows of a table for which a condition holds, or that a column has. */
    private record Rows(long table, String condition) {}

    /**
     * @param trigrams pg_trgm
     * @param wanted whether a table may get indexes
     * @param covering whether what an index-only scan saves can be told
     * @param mostKeys of an index
     */
    Proposals(
            Catalog catalog,
            Capabilities server,
            Extension trigrams,
            Predicate<Table> wanted,
            boolean covering,
            int mostKeys) {
        this.trigrams = trigrams;
        this.catalog = catalog;
        this.server = server;
        this.wanted = wanted;
        this.covering = covering;
        this.mostKeys = mostKeys;
    }

    List<Planned> of(List<Explained> plans, Costs costs, Blueprints blueprints) throws SQLException {
        var candidates = new LinkedHashMap<Explained, Set<Candidate>>();
        var special = new LinkedHashSet<Candidate>();
        var equalities = equalities(plans);
        for (var explained : plans) {
            if (explained.planned().cost() >= server.quick()) {
                var found = candidates(explained, equalities, blueprints);
                candidates.put(explained, found);
                found.stream().filter(Candidate::isSpecial).forEach(special::add);
            }
        }
        var most = mostShares(candidates.keySet());
        var specials = Specials.of(special, costs);
        blueprints.know(specials);
        var workload = new ArrayList<Planned>();
        candidates.forEach((explained, found) -> {
            found.removeIf(candidate -> !specials.possible(candidate)
                    || candidate.predicate() != null
                            && specials.share(candidate)
                                    > most.get(new Rows(candidate.table(), candidate.predicate())));
            if (!found.isEmpty()) {
                var planned = explained.planned();
                double mistake = new BrinScans(server).mistake(planned.plan(), catalog);
                workload.add(planned.costing(planned.cost() + mistake)
                        .with(first(MOST_CANDIDATES, found), interests(explained)));
            }
        });
        return workload;
    }

    private Equalities equalities(List<Explained> plans) {
        var equalities = new Equalities();
        for (var explained : plans) {
            var fixed = new HashMap<Long, Set<String>>();
            for (var use : explained.uses()) {
                var table = catalog.table(use);
                if (table != null) {
                    fixed.computeIfAbsent(table.oid(), oid -> new HashSet<>()).addAll(use.fixed());
                }
            }
            fixed.forEach(equalities::count);
        }
        return equalities;
    }

    private Set<Candidate> candidates(Explained explained, Equalities equalities, Blueprints blueprints) {
        var byUse = new ArrayList<Iterator<Candidate>>();
        for (var use : explained.uses()) {
            var table = catalog.table(use);
            if (table == null || !wanted.test(table)) {
                continue;
            }
            catalog.settle(use, table.oid());
            var limits = new Candidates.Limits(
                    mostKeys,
                    name -> rank(use, table.oid(), name, equalities),
                    columns -> covering && catalog.coverable(table.oid(), columns),
                    restriction -> restrictive(table.oid(), restriction));
            var found = new LookupCandidates(catalog, table.oid(), trigrams).of(use);
            found.addAll(Candidates.of(use, table.oid(), limits));
            if (covering) {
                found.addAll(new CompactCandidates(catalog, table, blueprints::bytes).of(use));
            }
            found.addAll(new PatternCandidates(catalog, table.oid(), use).of(found));
            byUse.add(found.stream()
                    .map(catalog::apart)
                    .filter(candidate -> candidate != null && catalog.open(candidate, use.read()))
                    .iterator());
        }
        var nearest = blueprints.nearest().of(explained);
        nearest.removeIf(
                candidate -> !wanted.test(catalog.table(candidate.table())) || !catalog.open(candidate, Set.of()));
        byUse.add(nearest.iterator());
        return inTurn(byUse);
    }

    /** What leaves half of the rows or more leads no index, however many statements ask for it. */
    private double rank(TableUse use, long table, String name, Equalities equalities) {
        var column = catalog.column(table, name);
        double distinct = catalog.distinct(table, name);
        boolean isNull = use.restrictions().stream()
                .anyMatch(each -> each.column().name().equals(name) && each.isNullTest() && each.fixes());
        double left = isNull && column != null ? column.nullFraction() : 1 / Math.max(1, distinct);
        return column != null && left >= HALF ? -left : equalities.rank(table, name, distinct);
    }

    /** Whether a condition may leave few of a table's rows: the column has few values, or the condition is about NULL. */
    private boolean restrictive(long table, Restriction restriction) {
        var column = catalog.column(table, restriction.column().name());
        boolean known = catalog.table(table).rows() >= 0;
        return column != null
                && (restriction.isNullTest() || known && catalog.distinct(table, column.name()) <= FEW_VALUES);
    }

    /** The first of each, then the second of each: no table is left out because others have many. */
    private static Set<Candidate> inTurn(List<Iterator<Candidate>> byUse) {
        var candidates = new LinkedHashSet<Candidate>();
        while (!byUse.isEmpty()) {
            byUse.removeIf(use -> !use.hasNext());
            byUse.forEach(use -> candidates.add(use.next()));
        }
        return candidates;
    }

    /**
     * Of how many rows at most an index may be that has only those of a condition. A constant must be rare for its column, or stand in
     * more than one statement: else it is one of many that are asked for, as where statements name several of a column.
     */
    private Map<Rows, Double> mostShares(Collection<Explained> plans) {
        var most = new HashMap<Rows, Double>();
        var constants = new HashMap<Rows, Set<String>>();
        for (var explained : plans) {
            for (var use : explained.uses()) {
                var table = catalog.table(use);
                for (var restriction : table == null ? Set.<Restriction>of() : use.restrictions()) {
                    var rows = new Rows(table.oid(), restriction.condition());
                    var column = restriction.column().name();
                    double rare =
                            restriction.isNullTest() ? HALF : HALF / Math.max(1, catalog.distinct(table.oid(), column));
                    most.merge(rows, rare, (one, other) -> Math.max(one, RECURRING));
                    constants
                            .computeIfAbsent(new Rows(table.oid(), column), each -> new HashSet<>())
                            .add(restriction.condition());
                }
            }
        }
        constants.forEach((column, conditions) -> {
            if (conditions.size() > FEW_CONSTANTS) {
                conditions.forEach(condition -> most.put(new Rows(column.table(), condition), 0.0));
            }
        });
        return most;
    }

    private List<Planned.Interest> interests(Explained explained) {
        var interests = new LinkedHashSet<Planned.Interest>();
        for (var use : explained.uses()) {
            var table = catalog.table(use);
            if (table != null) {
                var restrictions = new LinkedHashSet<String>();
                use.restrictions().forEach(restriction -> restrictions.add(restriction.condition()));
                interests.add(new Planned.Interest(table.oid(), use.keys(), restrictions, use.read()));
            }
        }
        return List.copyOf(interests);
    }

    private static Set<Candidate> first(int most, Set<Candidate> candidates) {
        var first = new LinkedHashSet<Candidate>();
        candidates.stream().limit(most).forEach(first::add);
        return first;
    }
}
