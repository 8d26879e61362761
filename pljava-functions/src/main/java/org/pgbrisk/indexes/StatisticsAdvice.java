package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.indexes.CorrelatedColumns.Finding;

/** Which statistics on several columns would put the planner's rows right, for statements whose plan rests on them. */
final class StatisticsAdvice {
    static final String DEPENDENCIES = "f";
    static final String NDISTINCT = "d";
    static final String MCV = "m";

    /** Combinations that ANALYZE keeps, with default_statistics_target as it comes. */
    private static final double MOST_COMMON = 100;

    private final CorrelatedColumns columns;
    private final Catalog catalog;
    private final ExistingStatistics existing;
    private final Map<List<Object>, Proposal> proposals = new LinkedHashMap<>();
    private final Map<String, String> empty = new LinkedHashMap<>();

    /**
     * A statement that gains.
     *
     * @param estimated rows by the planner
     * @param sampled rows by the sample
     */
    record Gain(Statement statement, double estimated, double sampled, double factor) {}

    /** @param sure whether the sample had enough rows */
    record Proposal(ColumnSet set, Set<String> kinds, List<Gain> gains, String sentence, boolean sure) {
        double factor() {
            return gains.stream().mapToDouble(Gain::factor).max().orElse(1);
        }
    }

    private StatisticsAdvice(CorrelatedColumns columns, Catalog catalog, ExistingStatistics existing) {
        this.columns = columns;
        this.catalog = catalog;
        this.existing = existing;
    }

    /** @param wanted on which tables */
    static StatisticsAdvice of(Database database, CorrelatedColumns columns, Catalog catalog, Predicate<Table> wanted)
            throws SQLException {
        var findings = columns.findings().stream()
                .filter(finding -> finding.decides()
                        && wanted.test(catalog.table(finding.set().table())))
                .toList();
        var groupings = new LinkedHashMap<ColumnSet, List<Gain>>();
        columns.compared()
                .forEach(each -> each.comparisons().groupings().forEach(grouping -> {
                    var set = columns.set(grouping);
                    var gain = set == null || !wanted.test(catalog.table(set.table()))
                            ? null
                            : gain(each.planned().statement(), grouping.rows(), columns.of(set));
                    if (gain != null) {
                        groupings
                                .computeIfAbsent(set, none -> new ArrayList<>())
                                .add(gain);
                    }
                }));
        var tables = new LinkedHashSet<Long>();
        findings.forEach(finding -> tables.add(finding.set().table()));
        groupings.keySet().forEach(set -> tables.add(set.table()));
        var existing = tables.isEmpty() ? new ExistingStatistics(List.of()) : new ExistingStatistics(database, tables);
        var advice = new StatisticsAdvice(columns, catalog, existing);
        findings.forEach(advice::consider);
        groupings.forEach((set, gains) -> gains.forEach(gain -> advice.consider(set, gain)));
        return advice;
    }

    /** Only too many groups: a condition may leave fewer than the table has, never more. */
    private static Gain gain(Statement statement, double estimated, Correlation correlation) {
        var rows = correlation == null ? null : correlation.rows(null);
        double groups = rows == null ? 0 : correlation.combinations();
        boolean wrong = groups > 0
                && estimated >= CorrelatedColumns.FACTOR * groups
                && estimated >= CorrelatedColumns.FEWEST_ROWS;
        return wrong ? new Gain(statement, estimated, groups, estimated / groups) : null;
    }

    private void consider(ColumnSet set, Gain gain) {
        var sentence = "the planner takes " + names(set) + " to be independent and expects "
                + Math.round(gain.estimated()) + " groups, where a sample says " + Math.round(gain.sampled());
        propose(set, NDISTINCT, gain, sentence, columns.of(set).isSure(null));
    }

    private void consider(Finding finding) {
        if (existing.hasChildren(finding.set().table())) {
            return;
        }
        var correlation = columns.of(finding.set());
        double share = dependencies(finding.set(), finding.values(), finding.set());
        double after = finding.rows().error(share * columns.tableRows(finding.set()));
        var kind = after <= finding.rows().error(finding.estimated()) / 2
                ? DEPENDENCIES
                : isCommon(finding, correlation) ? MCV : null;
        if (kind != null) {
            var gain = new Gain(
                    finding.planned().statement(),
                    finding.estimated(),
                    finding.rows().likely(),
                    finding.factor());
            propose(finding.set(), kind, gain, columns.sentence(finding), correlation.isSure(finding.values()));
        }
    }

    /** A list of combinations is asked for constants alone, and helps where it has all of them, or this one for certain. */
    private boolean isCommon(Finding finding, Correlation correlation) {
        return finding.values() != null
                && (correlation.combinations() <= MOST_COMMON
                        || finding.rows().least() >= columns.tableRows(finding.set()) / MOST_COMMON);
    }

    /** The share of the rows that the planner expects once it knows the dependencies, as clauselist_apply_dependencies computes it. */
    private double dependencies(ColumnSet set, SortedMap<String, String> values, ColumnSet all) {
        int size = set.columns().size();
        if (size == 1) {
            return columns.share(all, all.columns().indexOf(set.columns().get(0)), values);
        }
        var correlation = columns.of(set);
        int most = 0;
        for (int i = 1; i < size && correlation != null; i++) {
            most = correlation.degrees()[i] > correlation.degrees()[most] ? i : most;
        }
        double degree = correlation == null ? 0 : correlation.degrees()[most];
        var implied = set.columns().get(most);
        double one = columns.share(all, all.columns().indexOf(implied), values);
        double others = dependencies(set.without(implied), values, all);
        return degree * Math.min(one, others) + (1 - degree) * one * others;
    }

    private void propose(ColumnSet set, String kind, Gain gain, String sentence, boolean sure) {
        var there = existing.find(set, kind);
        if (there != null) {
            if (there.empty()) {
                empty.put(there.name(), catalog.table(set.table()).qualified());
            }
            return;
        }
        var proposal = proposals.computeIfAbsent(
                List.of(set.table(), set.columns()),
                none -> new Proposal(set, new TreeSet<>(), new ArrayList<>(), sentence, sure));
        proposal.kinds().add(kind);
        if (proposal.gains().stream().noneMatch(other -> other.statement().equals(gain.statement()))) {
            proposal.gains().add(gain);
        }
    }

    /** Those that are wrong most come first; what others have too is left out. */
    List<Proposal> proposals() {
        return proposals.values().stream()
                .filter(proposal -> proposals.values().stream().noneMatch(other -> hasMore(other, proposal)))
                .sorted((one, other) -> Double.compare(other.factor(), one.factor()))
                .toList();
    }

    private static boolean hasMore(Proposal other, Proposal than) {
        return other.set().table() == than.set().table()
                && other.set().columns().size() > than.set().columns().size()
                && other.set().columns().containsAll(than.set().columns())
                && other.kinds().containsAll(than.kinds());
    }

    /** Statistics that nobody has filled, with their tables. */
    Map<String, String> empty() {
        return empty;
    }

    private String names(ColumnSet set) {
        return set.columns().stream()
                        .map(name -> catalog.column(set.table(), name).quoted())
                        .collect(Collectors.joining(", "))
                + " of " + catalog.table(set.table()).qualified();
    }
}
