package org.pgbrisk.companion.status;

import java.sql.Connection;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.install.PlJava;
import org.pgbrisk.companion.output.OutputOptions;
import org.pgbrisk.companion.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgbrisk status}. */
@Command(
        name = "status",
        description = {
            "Says what is there, what is missing, what that costs, and the next step. Changes nothing.",
            "Each line has a verdict: ok; missing (works, but something that would help is not there); wrong (does not work, or what it"
                    + " answers may be wrong or old). Exit code 1 exactly when a line is wrong; so it is 0 when pgbrisk is installed, up to"
                    + " date, and answers this login.",
            "A next step is a statement (ending with a semicolon), a command of pgbrisk, or a package and what to do with it."
                    + " A superuser sees most: which Java the server has, and what it is told."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  pgbrisk status -d shop", "  pgbrisk status --json --url postgresql://postgres@db.example/shop"})
public final class StatusCommand extends DatabaseCommand {
    @Mixin
    private OutputOptions output;

    @Override
    protected int run(Connection connection) throws Exception {
        PlJava.calm(Sql.begin(connection));
        try {
            var findings = new Diagnosis(Facts.of(connection)).findings();
            output.print(Table.of(Finding.class, findings), out());
            return findings.stream().anyMatch(Finding::isWrong) ? ExitCode.REFUSED : ExitCode.FINE;
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }
}
