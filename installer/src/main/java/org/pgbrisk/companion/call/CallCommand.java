package org.pgbrisk.companion.call;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.output.OutputOptions;
import org.pgbrisk.companion.output.Table;
import org.pgbrisk.companion.terminal.Progress;
import org.pgbrisk.companion.terminal.Terminal;
import org.pgbrisk.database.UserError;
import org.postgresql.PGConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pgbrisk call}. */
@Command(
        name = "call",
        description = {
            "Runs one function of pgbrisk over a plain connection: the same rows as select * from brisk.FUNCTION(…).",
            "Nothing has to be installed for functions that only look. Runs with the rights of the login."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk call suggest_indexes -d shop",
            "  pgbrisk call suggest_indexes relation=public.orders max_suggestions=5 -d shop",
            "  pgbrisk call suggest_indexes 'queries=select * from orders where status = 7' -d shop",
            "  pgbrisk call suggest_indexes queries=@workload.sql --json -d shop"
        })
public final class CallCommand extends DatabaseCommand {
    private static final Duration BEFORE_A_BAR = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Parameters(
            index = "0",
            paramLabel = "FUNCTION",
            description = "One of: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String function;

    @Parameters(
            index = "1..*",
            paramLabel = "name=value",
            description = {
                "Arguments by name; those not given have their defaults. A list is given by repeating it.",
                "name=@file reads the value from a file; for a list, the file's SQL statements.",
                "name=@@text is a text that begins with @."
            })
    private List<String> words = List.of();

    @Option(names = "--no-progress", description = "Show no progress bar, on a terminal either.")
    private boolean quiet;

    @Mixin
    private OutputOptions output;

    private Arguments arguments;

    /** For the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Functions.NAMES.iterator();
        }
    }

    @Override
    protected void prepare() throws Refusal {
        try {
            arguments = Arguments.parse(Functions.find(function), words);
        } catch (UserError unknown) {
            throw Refusal.usage(unknown);
        }
    }

    @Override
    protected int run(Connection connection) throws Exception {
        output.print(answer(connection), out());
        return ExitCode.FINE;
    }

    private Table answer(Connection connection) throws SQLException {
        var watch = quiet || !Terminal.showsErrors() ? null : watch(connection);
        try {
            return new Call(connection).run(arguments);
        } finally {
            if (watch != null) {
                watch.close();
            }
        }
    }

    private Watch watch(Connection connection) throws SQLException {
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        return Watch.start(
                () -> WorkingSession.of(sessionBeside(), pid),
                () -> Progress.bar(function),
                BEFORE_A_BAR,
                BETWEEN_LOOKS);
    }
}
