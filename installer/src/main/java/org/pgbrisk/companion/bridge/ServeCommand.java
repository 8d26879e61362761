package org.pgbrisk.companion.bridge;

import java.sql.Connection;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgbrisk serve}. */
@Command(
        name = "serve",
        description = {
            "Runs the functions of a database that pgbrisk was installed in with --runtime bridge, until Ctrl-C or SIGTERM.",
            "Thinks only: what the functions do in the database is executed by the sessions that call them, with their rights."
                    + " So whoever controls this login says what runs there: use the owner of schema brisk."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk serve -d shop",
            "  pgbrisk serve --url 'postgresql://shop_owner@db.example/shop?sslmode=verify-full'",
            "",
            "What it is doing:  select * from brisk.companions;"
        })
public final class ServeCommand extends DatabaseCommand {
    @Option(names = "--beside-others", description = "Serve although another pgbrisk serve serves this database.")
    private boolean besideOthers;

    private volatile boolean serving = true;

    @Override
    protected int run(Connection probe) throws Exception {
        probe.close();
        var companion = Companion.start(this::anotherSession, this::say, besideOthers);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(companion)));
        try {
            companion.serve();
        } finally {
            companion.close();
            serving = false;
        }
        return ExitCode.FINE;
    }

    /** Runs when Java ends, for whatever reason. */
    private void end(Companion companion) {
        if (!serving) {
            return;
        }
        companion.close();
        say("ended");
        // Else Java would say that a signal ended it, which a supervisor takes for a failure.
        Runtime.getRuntime().halt(ExitCode.FINE);
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }
}
