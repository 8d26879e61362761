package org.pgbrisk.companion.vector;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.connection.CancelAtExit;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.output.OutputOptions;
import org.pgbrisk.companion.output.Table;
import org.pgbrisk.companion.terminal.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pgbrisk vector tune}. */
@Command(
        name = "tune",
        description = {
            "Measures how many of the nearest rows HNSW and IVFFlat indexes find (recall, against an exact scan) and how fast, and says"
                    + " which to take.",
            "Indexes are built on a sample of the rows, in a temporary table of this session: the table itself is only read. Ctrl-C leaves"
                    + " nothing behind.",
            "Needs SELECT on the column and TEMPORARY on the database; in the server's memory up to 512 MB for the sample and"
                    + " maintenance_work_mem. Exit code 1 when no setting reaches the target."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk vector tune items embedding -d shop",
            "  pgbrisk vector tune items embedding --distance cosine --k 20 --target-recall 0.99 -d shop",
            "  pgbrisk vector tune items embedding --queries-from 'select embedding from searches' --json -d shop"
        })
public final class TuneCommand extends DatabaseCommand {
    @Parameters(
            index = "0",
            paramLabel = "TABLE",
            description = "As in SQL: with its schema, and quoted, where needed.")
    private String table;

    @Parameters(index = "1", paramLabel = "COLUMN", description = "Of type vector or halfvec; as in SQL.")
    private String column;

    @Mixin
    private TuneOptions options;

    @Mixin
    private OutputOptions output;

    public TuneCommand() {}

    @Override
    protected void prepare() throws Refusal {
        options.check();
    }

    @Override
    protected int run(Connection connection) throws Exception {
        var report = measure(connection);
        if (output.readable()) {
            output.print(Table.of(Report.Line.class, report.lines()), out());
            report.sentences().forEach(out()::println);
        } else {
            output.print(Table.of(Report.Row.class, report.rows()), out());
            report.sentences().forEach(err()::println);
            err().flush();
        }
        return report.choice().isPresent() ? ExitCode.FINE : ExitCode.REFUSED;
    }

    private Report measure(Connection connection) throws SQLException {
        var cancel = CancelAtExit.of(connection);
        try (var progress = Progress.of("measuring", err())) {
            return new Tuning(connection, options).run(table, column, progress);
        } finally {
            cancel.close();
        }
    }
}
