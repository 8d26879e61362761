package org.pgbrisk.companion.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured, as rows for programs, lines for people, and sentences for both. */
record Report(
        Statements statements,
        Sample sample,
        int queries,
        int k,
        double targetRecall,
        List<Measured> measured,
        List<String> notes) {
    Report {
        measured = List.copyOf(measured);
        notes = List.copyOf(notes);
    }

    /**
     * A row for programs.
     *
     * @param method exact for the scan that indexes are compared with
     * @param build NULL for the exact scan, as all that belongs to an index
     * @param sizeBytes on the sample
     * @param ddl for the table; null for an exact scan
     */
    public record Row(
            boolean take,
            String method,
            String build,
            String search,
            double recallPercent,
            double medianMs,
            double p95Ms,
            Double buildMs,
            Long sizeBytes,
            String ddl,
            String setting,
            String distance,
            int k,
            int queries,
            long sampleRows,
            long tableRows) {}

    /** A line for people. */
    public record Line(
            String take,
            String method,
            String build,
            String search,
            double recallPercent,
            double medianMs,
            double p95Ms,
            Double buildMs,
            Long sizeBytes) {}

    Optional<Measured> choice() {
        return Choice.of(measured, targetRecall, sample.whole());
    }

    List<Row> rows() {
        var choice = choice();
        return measured.stream().map(setting -> row(setting, choice)).toList();
    }

    private Row row(Measured setting, Optional<Measured> choice) {
        boolean exact = setting.isExact();
        return new Row(
                choice.isPresent() && choice.get() == setting,
                exact ? "exact" : setting.build().method().name(),
                exact ? null : Build.with(setting.build().options()),
                exact ? null : setting.build().method().searchSetting() + " = " + setting.search(),
                rounded(100 * setting.recall()),
                rounded(setting.medianMs()),
                rounded(setting.p95Ms()),
                exact ? null : rounded(setting.buildMs()),
                exact ? null : setting.sizeBytes(),
                exact ? null : statements.create(setting.build()),
                exact ? null : set(setting),
                statements.distance().name(),
                k,
                queries,
                sample.rows(),
                sample.tableRows());
    }

    List<Line> lines() {
        return rows().stream()
                .map(row -> new Line(
                        row.take() ? "take" : null,
                        row.method(),
                        row.build(),
                        row.search(),
                        row.recallPercent(),
                        row.medianMs(),
                        row.p95Ms(),
                        row.buildMs(),
                        row.sizeBytes()))
                .toList();
    }

    List<String> sentences() {
        var sentences = new ArrayList<String>();
        choice().ifPresentOrElse(choice -> take(choice, sentences), () -> unreached(sentences));
        sentences.add("");
        sentences.addAll(notes);
        sentences.addAll(new Caveats(this).sentences());
        return sentences;
    }

    private void take(Measured choice, List<String> sentences) {
        sentences.add("");
        if (choice.isExact()) {
            sentences.add("Take no index: reading the whole table is as fast, and exact.");
            return;
        }
        sentences.add("Take " + choice.build().method() + " (recall at " + k + ": " + percent(choice.recall())
                + ", median " + ms(choice.medianMs()) + "; exact scan "
                + ms(measured.get(0).medianMs()) + "):");
        statements(choice, sentences);
    }

    private void statements(Measured setting, List<String> sentences) {
        sentences.add("");
        sentences.add("  " + statements.create(setting.build()) + ";");
        sentences.add("  " + set(setting) + ";");
    }

    private void unreached(List<String> sentences) {
        sentences.add("");
        sentences.add("No setting reaches a recall of " + percent(targetRecall)
                + ". Larger --m and --ef-construction may, or --lists" + " with fewer lists.");
        Choice.nearest(measured).ifPresent(nearest -> {
            sentences.add("The nearest to it found " + percent(nearest.recall()) + ":");
            statements(nearest, sentences);
        });
    }

    private static String set(Measured setting) {
        return Statements.set(setting.build(), setting.build().wholeSearch(setting.search()));
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String ms(double ms) {
        return String.format(Locale.ROOT, "%.2f ms", ms);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
