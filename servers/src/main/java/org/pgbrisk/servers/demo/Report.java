package org.pgbrisk.servers.demo;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Tables for people. */
final class Report {

    private static final int DDL_WIDTH = 76;
    private static final int LONGEST_BAR = 20;

    /** No line between rows: most rows have one line. */
    private static final Character[] BORDERS = AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS;

    private Report() {}

    static String suggestions(List<Suggestion> suggestions) {
        return AsciiTable.getTable(
                BORDERS,
                suggestions,
                List.of(
                        right(
                                "rank",
                                s -> s.rank().isPresent()
                                        ? Long.toString(s.rank().getAsLong())
                                        : "-"),
                        left("relation", Suggestion::relation),
                        new Column()
                                .header("ddl")
                                .dataAlign(HorizontalAlign.LEFT)
                                .maxWidth(DDL_WIDTH)
                                .with(Suggestion::ddl),
                        right(
                                "size",
                                s -> s.sizeBytes().isPresent()
                                        ? size(s.sizeBytes().getAsLong())
                                        : "?"),
                        right(
                                "benefit",
                                s -> s.benefitPercent().isPresent()
                                        ? format("%.1f %%", s.benefitPercent().getAsDouble())
                                        : "?")));
    }

    static String verdicts(List<Verdict> verdicts) {
        return AsciiTable.getTable(
                BORDERS,
                verdicts,
                List.of(
                        right(
                                "rank",
                                v -> v.suggestion().rank().isPresent()
                                        ? Long.toString(v.suggestion().rank().getAsLong())
                                        : "-"),
                        new Column()
                                .header("ddl")
                                .dataAlign(HorizontalAlign.LEFT)
                                .maxWidth(DDL_WIDTH)
                                .with((Verdict v) -> v.suggestion().ddl()),
                        right("saves", v -> format("%.1f %%", v.savedPercent())),
                        right("best statement", v -> format("-%.1f %%", v.largestCutPercent())),
                        left("verdict", v -> v.helps() ? "keep" : "leave")));
    }

    static String comparison(Comparison comparison) {
        var rows = new ArrayList<>(comparison.pairs());
        rows.add(new Comparison.Pair(
                new Timing("total", comparison.beforeMs(), false), new Timing("total", comparison.afterMs(), false)));
        return AsciiTable.getTable(
                BORDERS,
                rows,
                List.of(
                        left("statement", Comparison.Pair::name),
                        right("before ms", pair -> ms(pair.before())),
                        right("after ms", pair -> ms(pair.after())),
                        right("faster", pair -> format("x %.1f", pair.factor())),
                        left("", pair -> bar(pair.factor()))));
    }

    /** Two characters for each doubling; nothing for what became slower. */
    static String bar(double factor) {
        if (factor <= 1) {
            return "";
        }
        var length = Math.round(2 * Math.log(factor) / Math.log(2));
        return "#".repeat((int) Math.min(LONGEST_BAR, length));
    }

    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1024 * 1024 ? format("%.0f kB", bytes / 1024.0) : format("%.1f MB", bytes / 1024.0 / 1024.0);
    }

    private static String ms(Timing timing) {
        return (timing.cutOff() ? "> " : "") + format("%,.1f", timing.ms());
    }

    private static <T> com.github.freva.asciitable.ColumnData<T> left(String header, Function<T, String> cell) {
        return new Column().header(header).dataAlign(HorizontalAlign.LEFT).with(cell);
    }

    private static <T> com.github.freva.asciitable.ColumnData<T> right(String header, Function<T, String> cell) {
        return new Column().header(header).dataAlign(HorizontalAlign.RIGHT).with(cell);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
