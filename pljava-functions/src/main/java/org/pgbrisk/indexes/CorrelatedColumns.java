package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Literal;
import org.pgbrisk.indexes.Explainer.Explained;

/**
 * Where the planner multiplies the selectivities of columns that hang together, and by what factor its number of rows is wrong for that:
 * its own estimate for these conditions alone, against a sample of the table.
 */
final class CorrelatedColumns {
    /** As far off as a join can be without choosing another way, rarely more: below it statistics change little. */
    static final double FACTOR = 5;

    /** Whatever a plan does with fewer rows takes about as long as anything else. */
    static final double FEWEST_ROWS = 100;

    /** Of one table, those of the statements that cost most first. */
    private static final int MOST_SETS = 30;

    /** Tables that are looked into, those of the statements that cost most first. */
    private static final int MOST_TABLES = 50;

    /** Tables whose samples travel together. */
    private static final int BATCH = 4;

    private static final int MOST_EXPLAINED = 100;

    private final Catalog catalog;
    private final ColumnSets sets;
    private final List<Compared> compared = new ArrayList<>();
    private final Map<Long, Map<ColumnSet, Set<SortedMap<String, String>>>> asked = new LinkedHashMap<>();
    private final Map<ColumnSet, Correlation> measured = new HashMap<>();
    private final Map<Statement, List<Finding>> findings = new LinkedHashMap<>();

    /**
     * Rows of a table that a statement asks for by several columns.
     *
     * @param values by column, null for an average combination
     * @param estimated by the planner
     * @param factor by which that is wrong, at least
     * @param decides whether it matters to the way the statement is run
     */
    record Finding(
            Planned planned,
            ColumnSet set,
            SortedMap<String, String> values,
            double estimated,
            Correlation.Rows rows,
            double factor,
            boolean decides) {}

    /** What the plan of a statement compares. */
    record Compared(Planned planned, PlanComparisons comparisons) {}

    /** @param factor at least */
    record Misestimate(double factor, String sentence) {}

    /** What the planner says of some conditions alone; null where it cannot be asked. */
    private interface Estimate {
        Planned of(Statement statement) throws SQLException;
    }

    /** @param version as server_version_num */
    CorrelatedColumns(Catalog catalog, int version) {
        this.catalog = catalog;
        this.sets = new ColumnSets(catalog, version);
    }

    /**
     * Looks into the tables, as far as the time goes.
     *
     * @param lockTimeout how long to wait for a lock, in milliseconds
     */
    void measure(Database database, int lockTimeout, List<Explained> plans, Explainer explainer, Deadline deadline)
            throws SQLException {
        plans.stream()
                .sorted((one, other) -> Double.compare(weighted(other.planned()), weighted(one.planned())))
                .forEach(explained -> collect(explained.planned()));
        if (asked.values().stream().allMatch(Map::isEmpty) || deadline.isOver()) {
            return;
        }
        var suspects = Suspects.of(database);
        var samples = samples(suspects);
        for (int from = 0; from < samples.size() && !deadline.isOver(); from += BATCH) {
            var part = samples.subList(from, Math.min(samples.size(), from + BATCH));
            var outcomes = database.attempt(
                    part.stream().map(sample -> sample.attempt(lockTimeout)).toList(), List.of());
            for (int i = 0; i < part.size(); i++) {
                measured.putAll(part.get(i).read(outcomes.get(i)));
            }
        }
        judge(statement ->
                deadline.isOver() || suspects.find(statement.sql()) != null ? null : explainer.explain(statement));
    }

    private static double weighted(Planned planned) {
        return planned.cost() * planned.weight() * planned.statement().calls();
    }

    private void collect(Planned planned) {
        var found = PlanComparisons.of(planned.plan());
        compared.add(new Compared(planned, found));
        for (var scan : found.scans()) {
            var set = sets.of(scan);
            if (set != null) {
                set.parts().forEach(part -> ask(part, part.values(scan.values())));
            }
        }
        for (var grouping : found.groupings()) {
            var set = sets.of(grouping);
            if (set != null) {
                ask(set, null);
            }
        }
    }

    private void ask(ColumnSet set, SortedMap<String, String> values) {
        if (asked.size() == MOST_TABLES && !asked.containsKey(set.table())) {
            return;
        }
        var mine = asked.computeIfAbsent(set.table(), oid -> new LinkedHashMap<>());
        if (!mine.containsKey(set) && (mine.size() >= MOST_SETS || values == null && !sets.mayBeWrong(set))) {
            return;
        }
        var questions = mine.computeIfAbsent(set, none -> new LinkedHashSet<>());
        if (values != null) {
            questions.add(values);
        }
    }

    private List<ColumnSample> samples(Suspects suspects) {
        var samples = new ArrayList<ColumnSample>();
        asked.forEach((table, mine) -> {
            var sample = new ColumnSample(catalog.table(table), mine, catalog);
            if (!mine.isEmpty() && suspects.find(sample.columns().table()) == null) {
                samples.add(sample);
            }
        });
        return samples;
    }

    private void judge(Estimate estimate) throws SQLException {
        var estimates = new HashMap<String, Double>();
        for (var each : compared) {
            for (var scan : each.comparisons().scans()) {
                var set = sets.of(scan);
                var worst = set == null ? null : worst(set, scan.values());
                if (worst == null) {
                    continue;
                }
                var values = worst.values(scan.values());
                var sql = sql(worst, values);
                if (!estimates.containsKey(sql) && estimates.size() < MOST_EXPLAINED) {
                    var planned = estimate.of(new Statement(null, sql, 1, 0, null, false));
                    estimates.put(sql, planned == null ? null : planned.plan().getDouble("Plan Rows"));
                }
                var rows = measured.get(worst).rows(values);
                var said = estimates.get(sql);
                if (said != null && rows.factor(said) >= FACTOR && Math.max(rows.likely(), said) >= FEWEST_ROWS) {
                    findings.computeIfAbsent(each.planned().statement(), none -> new ArrayList<>())
                            .add(new Finding(
                                    each.planned(), worst, values, said, rows, rows.factor(said), scan.decides()));
                }
            }
        }
    }

    /** The columns that hang together most; few of them rather than many that are little worse. Null where none do. */
    private ColumnSet worst(ColumnSet all, Map<String, String> wanted) {
        ColumnSet worst = null;
        double most = FACTOR / 1.5;
        var parts = all.parts().stream()
                .sorted((one, other) ->
                        Integer.compare(one.columns().size(), other.columns().size()))
                .toList();
        for (var part : parts) {
            var values = part.values(wanted);
            var rows = measured.containsKey(part) ? measured.get(part).rows(values) : null;
            if (rows == null) {
                continue;
            }
            double factor = rows.factor(independent(part, values) * tableRows(part));
            if (factor > 1.5 * most) {
                worst = part;
                most = factor;
            }
        }
        return worst;
    }

    double tableRows(ColumnSet set) {
        return catalog.table(set.table()).rows();
    }

    private double independent(ColumnSet set, SortedMap<String, String> values) {
        double share = 1;
        for (int i = 0; i < set.columns().size(); i++) {
            share *= share(set, i, values);
        }
        return share;
    }

    /** Of the rows, those that have the value of this column. */
    double share(ColumnSet set, int column, SortedMap<String, String> values) {
        if (values == null) {
            return 1 / Math.max(1, catalog.distinct(set.table(), set.columns().get(column)));
        }
        var correlation = measured.get(set);
        return correlation.found().get(values).alone()[column] / correlation.sampled();
    }

    private String sql(ColumnSet set, SortedMap<String, String> values) {
        var conditions = new ArrayList<String>();
        for (var name : set.columns()) {
            conditions.add(catalog.column(set.table(), name).quoted() + " = "
                    + (values == null ? "$" + (conditions.size() + 1) : Literal.quote(values.get(name))));
        }
        return "select from only " + catalog.table(set.table()).qualified() + " where "
                + String.join(" and ", conditions);
    }

    /** Null where it was not looked at, or could not be. */
    Correlation of(ColumnSet set) {
        return measured.get(set);
    }

    /** Of the columns that a statement groups by; null where nothing can be said. */
    ColumnSet set(PlanComparisons.Grouping grouping) {
        return sets.of(grouping);
    }

    List<Finding> findings() {
        return findings.values().stream().flatMap(List::stream).toList();
    }

    List<Compared> compared() {
        return compared;
    }

    /** By what the plan of a statement is wrong in a table at worst; null where it is not, as far as anybody knows. */
    Misestimate misestimate(Planned planned) {
        Finding worst = null;
        for (var finding : findings.getOrDefault(planned.statement(), List.of())) {
            worst = worst == null || finding.factor() > worst.factor() ? finding : worst;
        }
        return worst == null ? null : new Misestimate(worst.factor(), sentence(worst));
    }

    String sentence(Finding finding) {
        var table = catalog.table(finding.set().table());
        var columns = finding.set().columns().stream()
                .map(name -> catalog.column(table.oid(), name).quoted())
                .collect(Collectors.joining(", "));
        return "the planner takes " + columns + " of " + table.qualified() + " to be independent and expects "
                + Math.round(finding.estimated()) + " rows, where a sample says "
                + Math.round(finding.rows().likely());
    }
}
