package org.pgbrisk.benchmarks.quality;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The verdicts as tables of text, for people and for files: the first line of each is its head. */
final class Report {
    private static final double MEGABYTE = 1e6;
    private static final int WIDEST = 100;

    private Report() {}

    static List<String[]> summary(List<Verdict> verdicts) {
        var lines = new ArrayList<String[]>();
        lines.add(new String[] {
            "indexes of",
            "indexes",
            "estimated MB",
            "real MB",
            "worst miss %",
            "ratio 22",
            "geo 22",
            "ratio 19",
            "advisor s",
            "build s",
            "before s",
            "after s",
            "time 20",
            "geo 20",
            "slower",
            "unannounced",
            "prefixes"
        });
        for (var verdict : verdicts) {
            var set = verdict.set();
            var seconds = set.seconds();
            lines.add(new String[] {
                set.name(),
                Integer.toString(verdict.indexes().size()),
                number(verdict.estimatedBytes() / MEGABYTE, 1),
                number(verdict.bytes() / MEGABYTE, 1),
                number(100 * verdict.worstEstimate(), 0),
                number(verdict.ratio22(), 6),
                number(verdict.geo22(), 3),
                number(verdict.ratio19(), 3),
                seconds.isPresent() ? number(seconds.getAsDouble(), 2) : "",
                number(verdict.buildSeconds(), 1),
                verdict.secondsBefore() > 0 ? number(verdict.secondsBefore(), 2) : "",
                verdict.secondsAfter() > 0 ? number(verdict.secondsAfter(), 2) : "",
                number(verdict.time20(), 3),
                number(verdict.geo20(), 3),
                slower(verdict.slower()),
                Long.toString(verdict.slower().stream()
                        .filter(query -> query.risk() == null)
                        .count()),
                Integer.toString(verdict.prefixes().size())
            });
        }
        return lines;
    }

    /** One line a set and query. */
    static List<String[]> queries(List<Verdict> verdicts) {
        var lines = new ArrayList<String[]>();
        lines.add(new String[] {
            "indexes of",
            "query",
            "cost before",
            "cost after",
            "cost ratio",
            "before ms",
            "after ms",
            "time ratio",
            "slower",
            "at risk"
        });
        for (var verdict : verdicts) {
            for (var query : verdict.queries()) {
                lines.add(new String[] {
                    verdict.set().name(),
                    query.name(),
                    number(query.costBefore(), 0),
                    number(query.costAfter(), 0),
                    number(query.costRatio(), 6),
                    number(query.msBefore(), 1),
                    number(query.msAfter(), 1),
                    number(query.timeRatio(), 3),
                    query.isSlower() ? "slower" : "",
                    query.risk() == null ? "" : query.risk()
                });
            }
        }
        return lines;
    }

    /** One line a set and statement. */
    static List<String[]> indexes(List<Verdict> verdicts) {
        var lines = new ArrayList<String[]>();
        lines.add(new String[] {"indexes of", "estimated MB", "estimated by", "real MB", "estimated / real", "statement"
        });
        for (var verdict : verdicts) {
            for (var index : verdict.indexes()) {
                var estimated = index.estimatedBytes();
                lines.add(new String[] {
                    verdict.set().name(),
                    estimated == null ? "" : number(estimated / MEGABYTE, 2),
                    estimated == null ? "" : index.estimatedBy(),
                    number(index.bytes() / MEGABYTE, 2),
                    number(index.ratio(), 2),
                    index.sql()
                });
            }
        }
        return lines;
    }

    static String table(List<String[]> lines) {
        var body = lines.subList(1, lines.size());
        var columns = new Column[lines.get(0).length];
        for (int i = 0; i < columns.length; i++) {
            int column = i;
            var figures = body.stream().allMatch(line -> line[column].matches("[-.\\d]*"));
            columns[i] = new Column()
                    .header(lines.get(0)[i])
                    .dataAlign(figures ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .maxWidth(WIDEST);
        }
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns, body.toArray(String[][]::new));
    }

    private static String slower(List<Verdict.OfQuery> queries) {
        return queries.stream()
                .map(query -> query.name() + " " + number(query.timeRatio(), 1) + "x"
                        + (query.risk() == null ? "" : " (at risk)"))
                .collect(Collectors.joining("; "));
    }

    /** Nothing for what is not a number. */
    static String number(double number, int decimals) {
        return Double.isNaN(number) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
