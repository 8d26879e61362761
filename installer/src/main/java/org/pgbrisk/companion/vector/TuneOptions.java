package org.pgbrisk.companion.vector;

import java.util.List;
import java.util.Set;
import org.pgbrisk.companion.failure.Refusal;
import picocli.CommandLine.Option;

/** What {@code pgbrisk vector tune} is to measure. */
final class TuneOptions {
    @Option(
            names = "--k",
            paramLabel = "N",
            defaultValue = "10",
            description = "Neighbours that a query asks for, its LIMIT: 1 to 1000. Default: ${DEFAULT-VALUE}.")
    int k;

    @Option(
            names = "--target-recall",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description = "How many of the nearest have to be found, from 0 to 1. Default: ${DEFAULT-VALUE}.")
    double targetRecall;

    @Option(
            names = "--distance",
            paramLabel = "NAME",
            description = {
                "l2 (<->), cosine (<=>), inner_product (<#>) or l1 (<+>).",
                "Default: that of the statements in pg_stat_statements, else l2."
            })
    Distance distance;

    @Option(
            names = "--queries",
            paramLabel = "N",
            defaultValue = "100",
            description = "Vectors to look for: rows of the table, left out of the sample. Default: ${DEFAULT-VALUE}.")
    int queries;

    @Option(
            names = "--queries-from",
            paramLabel = "SELECT",
            description = "Look for these in place of rows of the table: the first column of your own SELECT.")
    String queriesFrom;

    @Option(
            names = "--sample-rows",
            paramLabel = "N",
            defaultValue = "50000",
            description = {
                "Rows to build indexes on, at most; never more than 256 MB of vectors. Default: ${DEFAULT-VALUE}."
            })
    long sampleRows;

    @Option(
            names = "--methods",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "hnsw,ivfflat",
            description = "Kinds of index. Default: ${DEFAULT-VALUE}.")
    List<AccessMethod> methods;

    @Option(
            names = "--m",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "16,32",
            description = "HNSW: links of an element. Default: ${DEFAULT-VALUE}.")
    List<Integer> m;

    @Option(
            names = "--ef-construction",
            paramLabel = "N,…",
            split = ",",
            defaultValue = "64,128",
            description =
                    "HNSW: candidates while it is built; tried with each m of at most its half. Default: ${DEFAULT-VALUE}.")
    List<Integer> efConstruction;

    @Option(
            names = "--lists",
            paramLabel = "N,…",
            split = ",",
            description =
                    "IVFFlat: lists on the sample. Default: half, once and twice the square root of the sample's rows.")
    List<Integer> lists = List.of();

    @Option(
            names = "--halfvec",
            description = "Index the vectors in half precision: half the size, and up to 4,000 dimensions.")
    boolean halfvec;

    @Option(
            names = "--maintenance-work-mem",
            paramLabel = "SIZE",
            description = "For the builds, as PostgreSQL writes it. Default: the server's own, but at least 512MB.")
    String maintenanceWorkMem;

    /** @throws Refusal for values that the server would refuse, or that mean nothing */
    void check() throws Refusal {
        within("--k", List.of(k), 1, 1000);
        within("--queries", List.of(queries), 1, 100_000);
        within("--m", m, 2, 100);
        within("--ef-construction", efConstruction, 4, 1000);
        within("--lists", lists, 1, 32768);
        if (sampleRows < 1) {
            throw Refusal.usage("--sample-rows cannot be " + sampleRows, "Expected at least 1.");
        }
        if (!(targetRecall > 0 && targetRecall <= 1)) {
            throw Refusal.usage(
                    "--target-recall cannot be " + targetRecall, "Expected more than 0 and at most 1, such as 0.95.");
        }
        if (Set.copyOf(methods).contains(AccessMethod.hnsw)
                && grid().builds(AccessMethod.hnsw, 1, 1, k).isEmpty()) {
            throw Refusal.usage(
                    "no --ef-construction is at least twice an --m", "pgvector refuses less: try 16 with 64.");
        }
    }

    Grid grid() {
        return new Grid(m, efConstruction, lists);
    }

    private static void within(String option, List<Integer> values, int least, int most) throws Refusal {
        for (int value : values) {
            if (value < least || value > most) {
                throw Refusal.usage(
                        option + " cannot be " + value, "Expected a number from " + least + " to " + most + ".");
            }
        }
    }
}
