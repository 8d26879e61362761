package org.pgbrisk.benchmarks.quality;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.pgbrisk.servers.demo.Narrator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: loads TPC-H, asks the advisors, judges their indexes and those of any file, tells. */
@Command(
        name = "index-quality",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Judges lists of CREATE INDEX statements on TPC-H with primary keys and no other index:"
                        + " those of pgbrisk within several budgets, of pg_qualstats where it is installed, and any that is given.")
public final class Comparison implements Callable<Integer> {
    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "of TPC-H; 1 is about 1 GB (default: ${DEFAULT-VALUE})")
    private double scale;

    @Option(
            names = "--indexes",
            paramLabel = "FILE",
            description = "a file of CREATE INDEX statements to judge; may be repeated")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--budgets",
            split = ",",
            paramLabel = "MB",
            defaultValue = "250,450,1400,none",
            description = "what pgbrisk may take, in MB at scale 1, for other scales in proportion; none is no limit;"
                    + " empty for no advice of pgbrisk (default: ${DEFAULT-VALUE})")
    private List<String> budgets;

    @Option(
            names = "--advise-for",
            split = ",",
            paramLabel = "22|19",
            defaultValue = "22",
            description =
                    "what pgbrisk is told: all 22 queries, or those without Q2, Q17 and Q20 (default: ${DEFAULT-VALUE})")
    private List<String> adviseFor;

    @Option(
            names = "--argument",
            paramLabel = "NAME=VALUE",
            description = "another argument of suggest_indexes; may be repeated")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(
            names = "--runs",
            defaultValue = "3",
            description =
                    "how often a query is timed once it is warm; the best counts; 0 times nothing (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "when a query is ended (default: ${DEFAULT-VALUE})")
    private int timeout;

    @Option(names = "--no-qualstats", description = "leave pg_qualstats out")
    private boolean noQualStats;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "where summary.csv, queries.csv, indexes.csv, result.json and the pictures go")
    private Path output;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final Narrator narrator = new Narrator(out, Narrator.onTerminal());

    @Override
    public Integer call() throws Exception {
        var given = new ArrayList<IndexSet>();
        for (var file : files) {
            given.add(IndexFile.read(file));
        }
        try (var server = TpchServer.start();
                var connection = server.load(scale, narrator)) {
            var head = server.describe(connection) + "; TPC-H at scale " + scale;
            narrator.say(head);
            var workload = new Workload(connection, runs, timeout);
            Judge judge;
            try (var bar = bar("without indexes")) {
                judge = new Judge(connection, workload, runs > 0, bar);
            }
            var judged = new ArrayList<Verdict>();
            for (var set : sets(server, connection, workload, given)) {
                try (var bar = bar(set.name())) {
                    judged.add(judge.judge(set, bar));
                }
            }
            var verdicts = runs > 0 ? again(judge, judged) : judged;
            report(verdicts);
            if (output != null) {
                var folder = new Output(output);
                folder.write(head, scale, verdicts);
                folder.draw(verdicts);
                narrator.say("Written to " + output.toAbsolutePath());
            }
        }
        return 0;
    }

    private List<IndexSet> sets(TpchServer server, Connection connection, Workload workload, List<IndexSet> given)
            throws SQLException {
        var sets = new ArrayList<IndexSet>();
        var pgbrisk = new PgBrisk(connection, arguments);
        if (!budgets.equals(List.of(""))) {
            narrator.heading("Asking pgbrisk");
            // The first call of a JVM would be timed as loading classes.
            pgbrisk.advise(true, PgBrisk.UNLIMITED);
            for (var which : adviseFor) {
                for (var budget : budgets) {
                    sets.add(pgbrisk.advise(which.equals("22"), megabytes(budget)));
                }
            }
        }
        if (server.hasQualStats() && !noQualStats) {
            narrator.heading("Running the load once for pg_qualstats: what takes longer than " + timeout
                    + " s is ended, and not seen by it");
            try (var bar = bar("pg_qualstats")) {
                sets.add(QualStats.advise(connection, workload, bar));
            }
        }
        sets.addAll(given);
        return sets;
    }

    private long megabytes(String budget) {
        return budget.equals("none") ? PgBrisk.UNLIMITED : Math.max(1, Math.round(Double.parseDouble(budget) * scale));
    }

    private void report(List<Verdict> verdicts) {
        narrator.heading("Estimated and built");
        narrator.say(Report.table(Report.indexes(verdicts)));
        narrator.heading("Per query");
        narrator.say(Report.table(Report.queries(verdicts)));
        narrator.heading(
                "Published figures of other advisors, not measured now: on one machine with the same set-up, at scale 1;"
                        + " estimated MB by hypopg");
        narrator.say(Report.table(Published.table()));
        narrator.heading(
                "Summary: time of the 20 queries without Q17 and Q20, each the best of " + runs + " warm runs");
        narrator.say(Report.table(Report.summary(verdicts)));
        for (var verdict : verdicts) {
            verdict.set().notes().forEach(note -> narrator.say(verdict.set().name() + ": " + note));
            verdict.prefixes().forEach(prefix -> narrator.say(verdict.set().name() + ": " + prefix));
        }
    }

    /** Timed once more at the end, so that an advisor is neither credited nor charged with the machine's weather. */
    private List<Verdict> again(Judge judge, List<Verdict> judged) throws SQLException {
        try (var bar = bar("without indexes, again")) {
            var best = judge.again(bar);
            narrator.say(
                    "Without indexes at the end: " + Report.number(judge.drift(), 3)
                            + " of the time at the beginning. What differs less than that is noise; the better of both counts.");
            return judged.stream().map(verdict -> verdict.comparedWith(best)).toList();
        }
    }

    private Steps bar(String title) {
        return new Steps(narrator.bar(title, Workload.QUERIES.size()));
    }
}
