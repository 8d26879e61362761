package org.pgbrisk.benchmarks.quality;

import java.io.IOException;
import java.nio.file.Path;
import org.pgbrisk.benchmarks.picture.BarChart;

/** Two bars a query, without and with the indexes: milliseconds where the set was timed, else cost. */
final class Picture {
    private Picture() {}

    static void draw(Verdict verdict, Path file) throws IOException {
        var timed = verdict.queries().stream().anyMatch(Verdict.OfQuery::isTimed);
        var pairs = verdict.queries().stream()
                .filter(query -> !timed || query.isTimed())
                .map(query -> timed
                        ? new BarChart.Pair(query.name(), query.msBefore(), query.msAfter())
                        : new BarChart.Pair(query.name(), query.costBefore(), query.costAfter()))
                .toList();
        var outcome = timed
                ? "time " + Report.number(verdict.time20(), 2)
                : "cost of the 19 queries " + Report.number(verdict.ratio19(), 2);
        var title = verdict.set().name() + ": " + Report.number(verdict.bytes() / 1e6, 0) + " MB of indexes, " + outcome
                + " of what it was";
        new BarChart(title, timed ? "milliseconds" : "the planner's cost", "without indexes", "with them", pairs)
                .write(file);
    }
}
