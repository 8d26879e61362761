package org.pgbrisk.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.pgbrisk.benchmarks.speed.Load;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;
import org.pgbrisk.servers.demo.Narrator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What advice takes: for TPC-H, and for thousands of statements of pg_stat_statements over hundreds of tables, with a small heap. */
@Command(
        name = "AdvisorSpeed",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How long suggest_indexes takes, and how much heap: for the 22 queries of TPC-H, and for thousands of"
                        + " statements of pg_stat_statements over hundreds of tables of 15 columns.")
public final class AdvisorSpeed implements Callable<Integer> {
    @Option(names = "--scale", defaultValue = "1", description = "of TPC-H (default: ${DEFAULT-VALUE})")
    private double scale;

    @Option(names = "--statements", defaultValue = "5000", description = "default: ${DEFAULT-VALUE}")
    private int statements;

    @Option(names = "--tables", defaultValue = "400", description = "default: ${DEFAULT-VALUE}")
    private int tables;

    @Option(names = "--heap", defaultValue = "256m", description = "as -Xmx has it (default: ${DEFAULT-VALUE})")
    private String heap;

    @Option(names = "--calls", defaultValue = "3", description = "calls in one process (default: ${DEFAULT-VALUE})")
    private int calls;

    @Option(
            names = "--time-limit",
            defaultValue = "10min",
            description = "brisk.advisor_time_limit; a notice says when it was over (default: ${DEFAULT-VALUE})")
    private String timeLimit;

    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final Narrator narrator = new Narrator(out, Narrator.onTerminal());

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AdvisorSpeed()).execute(arguments));
    }

    @Override
    public Integer call() throws SQLException, IOException, InterruptedException {
        try (var server = Servers.installed("pg_stat_statements.max = " + 3 * statements, "shared_buffers = '512MB'")) {
            narrator.say(server.describe());
            var load = new Load(server, narrator);
            load.tpch("speed_tpch", scale);
            load.many("speed_many", tables, statements);
            narrator.heading("The 22 queries of TPC-H at scale " + scale + ", heap " + heap);
            ask(server, "speed_tpch", 0);
            narrator.heading(statements + " statements of pg_stat_statements over " + tables + " tables, heap " + heap);
            ask(server, "speed_many", statements);
        }
        return 0;
    }

    private void ask(Server server, String database, int most) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        org.pgbrisk.benchmarks.speed.Advisor.class.getName(),
                        server.url(database),
                        Integer.toString(most),
                        Integer.toString(calls),
                        timeLimit)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the advisor ended with exit code " + process.exitValue());
        }
    }
}
