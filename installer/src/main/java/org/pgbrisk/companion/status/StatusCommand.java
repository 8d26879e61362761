package org.pgbrisk.companion.status;

import java.sql.Connection;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.install.PlJava;
import org.pgbrisk.companion.install.Site;
import org.pgbrisk.companion.install.Stamp;
import org.pgbrisk.companion.output.OutputOptions;
import org.pgbrisk.companion.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgbrisk status}. */
@Command(
        name = "status",
        description = {
            "Says what is there, what is missing, what that costs, and the next step.",
            "Exit code 0 when pgbrisk is installed, up to date and answers; 1 otherwise. Changes nothing."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  pgbrisk status -d shop", "  pgbrisk status --json --url postgresql://postgres@db.example/shop"})
public final class StatusCommand extends DatabaseCommand {
    @Mixin
    private OutputOptions output;

    @Override
    protected int run(Connection connection) throws Exception {
        var sql = Sql.begin(connection);
        try {
            PlJava.calm(sql);
            var site = Site.of(connection);
            var around = Surroundings.of(connection);
            var probe = site.doorExists() ? Probe.of(connection) : new Probe(false, "brisk.call is missing");
            var diagnosis = new Diagnosis(site, around, probe, Stamp.ofThisBuild());
            output.print(Table.of(Finding.class, diagnosis.findings()), out());
            return diagnosis.good() ? ExitCode.FINE : ExitCode.REFUSED;
        } finally {
            connection.rollback();
        }
    }
}
