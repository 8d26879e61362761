package org.pgbrisk.servers.demo;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.pgbrisk.servers.Servers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code pgbrisk demo}: what pgbrisk is for, on real input, for somebody who has Java and Maven and nothing else. Found by the
 * companion through {@link java.util.ServiceLoader}, wherever this module is on the class path.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Loads TPC-H, runs its queries, asks for indexes, creates them, and shows the times before and after.",
            "Where the server has no PL/Java, pgbrisk serve runs the functions beside it.",
            "Takes the best PostgreSQL it finds: the URL in PGBRISK_TEST_URL, one installed on this machine (in a cluster of"
                    + " its own), Docker, embedded binaries. Leaves nothing behind."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the workload became faster", "1:it did not, or something failed", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk demo                       stays up until Ctrl-C",
            "  pgbrisk demo --once --scale 0.01   small, and ends by itself",
            "  PGBRISK_TEST_URL=embedded:16 pgbrisk demo --once",
            "  PGBRISK_TEST_URL=postgresql://me@db.example.com/postgres pgbrisk demo"
        })
public final class Demo implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scale",
            paramLabel = "FACTOR",
            defaultValue = "0.05",
            description = "Size of the data: 1 is about 1 GB and 8.7 million rows. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "A statement that takes longer is ended and counted with this time. Default: ${DEFAULT-VALUE}.")
    private int limitSeconds;

    @Option(names = "--once", description = "End by itself instead of staying up until Ctrl-C.")
    private boolean once;

    @Override
    public Integer call() {
        if (!(scale > 0 && scale <= 100)) {
            throw new ParameterException(
                    spec.commandLine(), "--scale " + scale + " is out of range; expected more than 0, at most 100");
        }
        if (limitSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--limit " + limitSeconds + " is out of range; expected 1 second or more");
        }
        try {
            return run();
        } catch (SQLException | IllegalStateException e) {
            if (!ending()) {
                spec.commandLine().getErr().println("pgbrisk demo: " + e.getMessage());
            }
            return 1;
        }
    }

    private int run() throws SQLException {
        var out = spec.commandLine().getOut();
        var narrator = new Narrator(out, Narrator.onTerminal());
        narrator.say("Looking for a PostgreSQL …");
        try (var server = Servers.best();
                var database = DemoDatabase.create(server);
                var tour = new Tour(server, database, new Companion(spec.root().commandLine()), narrator)) {
            var comparison = tour.go(scale, limitSeconds);
            if (!once) {
                narrator.heading("Your turn");
                narrator.say(tour.whatToTry());
                untilCtrlC();
            }
            return comparison.faster() ? 0 : 1;
        }
    }

    /** What was opened closes itself when the JVM ends. */
    private static void untilCtrlC() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After Ctrl-C the connection breaks under the work at hand: nothing that anybody needs to read. */
    private static boolean ending() {
        try {
            var probe = new Thread(() -> {});
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
