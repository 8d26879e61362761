package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.SqlState;

/**
 * Tells the catalog what the values of expressions in indexes are like, and which predicates may be tried on rows: no statistics do. Each is
 * evaluated as the caller, on a few rows, if it leads to no code of others.
 */
final class ExpressionSamples {
    /** Of one table, those that are met first. */
    private static final int MOST = 16;

    /** Of the time that is left, for this; and as much again for counting the values. */
    private static final double SHARE_OF_TIME = 0.1;

    private final Database database;
    private final Deadline deadline;
    private final int lockTimeout;
    private final Catalog catalog;

    /** Milliseconds after which none of those that failed is tried alone. */
    private static final double SLOW = 1000;

    /** In milliseconds. */
    private double leftForCounting;

    ExpressionSamples(Database database, Deadline deadline, int lockTimeout, Catalog catalog) {
        this.database = database;
        this.deadline = deadline;
        this.lockTimeout = lockTimeout;
        this.catalog = catalog;
    }

    void look(Collection<Candidate> indexes) throws SQLException {
        var wanted = wanted(indexes);
        if (wanted.isEmpty()) {
            return;
        }
        var suspects = Suspects.of(database);
        double rest = (1 - SHARE_OF_TIME) * deadline.remaining();
        leftForCounting = SHARE_OF_TIME * deadline.remaining();
        for (var entry : wanted.entrySet()) {
            var table = catalog.table(entry.getKey());
            var expressions = entry.getValue().stream()
                    .filter(text -> suspects.find("select " + text + " from " + table.qualified()) == null)
                    .limit(MOST)
                    .toList();
            if (!expressions.isEmpty() && deadline.remaining() > rest) {
                look(table, expressions);
            }
        }
    }

    private void look(Table table, List<String> expressions) throws SQLException {
        double before = deadline.remaining();
        var outcome = learn(List.of(new ExpressionSample(table, expressions))).get(0);
        boolean locked = SqlState.LOCK_NOT_AVAILABLE.code().equals(outcome.sqlstate());
        boolean slow = before - deadline.remaining() > SLOW;
        if (!outcome.succeeded() && !locked && !slow && expressions.size() > 1) {
            // One of them fails for some row.
            learn(expressions.stream()
                    .map(text -> new ExpressionSample(table, List.of(text)))
                    .toList());
        }
    }

    private List<Outcome> learn(List<ExpressionSample> samples) throws SQLException {
        double before = deadline.remaining();
        var outcomes = database.attempt(
                samples.stream().map(sample -> sample.attempt(lockTimeout)).toList(), List.of());
        double took = (before - deadline.remaining()) / samples.size();
        for (int i = 0; i < samples.size(); i++) {
            double counting = took * samples.get(i).times(outcomes.get(i));
            boolean quick = counting < leftForCounting;
            leftForCounting -= quick ? counting : 0;
            samples.get(i).read(outcomes.get(i), quick).forEach(catalog::know);
        }
        return outcomes;
    }

    /** By table, those of the largest tables first. */
    private Map<Long, Set<String>> wanted(Collection<Candidate> indexes) {
        var wanted = new LinkedHashMap<Long, Set<String>>();
        indexes.stream()
                .filter(index ->
                        index.isSpecial() && catalog.table(index.table()).rows() >= 1)
                .sorted((one, other) -> Double.compare(
                        catalog.table(other.table()).pages(),
                        catalog.table(one.table()).pages()))
                .forEach(index -> KeySet.of(index).read().stream()
                        .filter(text -> isOpen(index.table(), text))
                        .forEach(text -> wanted.computeIfAbsent(index.table(), oid -> new LinkedHashSet<>())
                                .add(text)));
        return wanted;
    }

    /** It is no column, and its columns are the caller's to look at. */
    private boolean isOpen(long table, String text) {
        var known = catalog.column(table, text);
        var columns = Expressions.columns(text, name -> catalog.column(table, name));
        return (known == null || known.isExpression())
                && !columns.isEmpty()
                && columns.stream().allMatch(Column::sampled);
    }
}
