package org.pgbrisk.companion.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures do not say. */
final class Caveats {
    private final Report report;
    private final Sample sample;
    private final Statements statements;

    Caveats(Report report) {
        this.report = report;
        this.sample = report.sample();
        this.statements = report.statements();
    }

    List<String> sentences() {
        var sentences = new ArrayList<String>();
        measuredOn(sentences);
        report.choice().filter(choice -> !choice.isExact()).ifPresent(choice -> {
            size(choice, sentences);
            if (choice.build().method() == AccessMethod.ivfflat) {
                sentences.add(
                        "IVFFlat keeps the lists of the day it was built: build it when the rows are there, and REINDEX when"
                                + " they have changed much.");
            }
            sentences.add("SET holds for a session; ALTER ROLE … SET or ALTER DATABASE … SET for those to come. Results"
                    + " become approximate, and a WHERE beside the order can leave fewer rows than the LIMIT.");
        });
        if (statements.halves()) {
            sentences.add("The index is used by statements that order by "
                    + statements.column().quoted() + "::halfvec("
                    + statements.column().dimensions() + ").");
        }
        if (statements.column().partitioned()) {
            sentences.add(
                    "The table is partitioned, where PostgreSQL has no CONCURRENTLY: the statement blocks writers while"
                            + " it runs.");
        }
        if (sample.zeroVectors() > 0) {
            sentences.add(number(sample.zeroVectors())
                    + " of the rows are vectors of zeros, left out: their cosine distance is"
                    + " not defined, and an index does not hold them.");
        }
        return sentences;
    }

    private void measuredOn(List<String> sentences) {
        var copy = "Measured with " + number(report.queries()) + " query vectors on ";
        if (sample.whole()) {
            sentences.add(copy + "all " + number(sample.rows())
                    + " rows, in a temporary table; times include the way to the server and back.");
            return;
        }
        sentences.add(copy + number(sample.rows()) + " of about " + number(sample.tableRows())
                + " rows, in a temporary table; times include the way to the server and back. On all rows both kinds of"
                + " index take longer, and HNSW finds less with the same hnsw.ef_search, for each neighbour has more rivals: expect to"
                + " need a larger one. A run with another --sample-rows shows how recall changes with the rows.");
        report.choice()
                .filter(choice -> !choice.isExact() && choice.build().method() == AccessMethod.ivfflat)
                .ifPresent(choice ->
                        sentences.add("For all rows lists grew with the square root of the rows, and probes with the"
                                + " square root of the lists: a rule, not measured. On the sample: "
                                + Build.with(choice.build().options())
                                + " and " + Statements.set(choice.build(), choice.search()) + "."));
    }

    private void size(Measured choice, List<String> sentences) {
        double whole = (double) choice.sizeBytes() / sample.rows() * sample.tableRows();
        sentences.add("On all rows the index takes about " + megabytes(whole)
                + (choice.build().method() == AccessMethod.hnsw
                        ? "; its build takes much longer where maintenance_work_mem does not hold it."
                        : "."));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String megabytes(double bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", Math.ceil(bytes / 1048576));
    }
}
