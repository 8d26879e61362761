package org.pgbrisk.companion.install;

import java.sql.Connection;
import org.pgbrisk.companion.DatabaseCommand;
import org.pgbrisk.companion.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pgbrisk install}. */
@Command(
        name = "install",
        description = {
            "Installs pgbrisk in one database, or brings it up to date. Runs in one transaction: all of it or nothing.",
            "Creates schema brisk, the roles brisk_reader, brisk_operator and brisk_cache, and puts the functions' jar into PL/Java;"
                    + " creates extension pljava where it is missing. Grants nothing to PUBLIC. Can be run again at any time."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk install -d shop",
            "  pgbrisk install --dry-run -d shop",
            "  sudo -u postgres pgbrisk install -d shop",
            "  pgbrisk install --url 'postgresql://postgres@db.example/shop?sslmode=verify-full'",
            "",
            "Then, in psql:  grant brisk_reader to alice;  select * from brisk.suggest_indexes();"
        })
public final class InstallCommand extends DatabaseCommand {
    /** Where the functions run. */
    enum Runtime {
        auto,
        pljava
    }

    @Option(
            names = "--runtime",
            defaultValue = "auto",
            paramLabel = "RUNTIME",
            description =
                    "Where the functions run: ${COMPLETION-CANDIDATES}. auto takes the best the server offers; today that is pljava.")
    private Runtime runtime;

    @Option(names = "--dry-run", description = "Do it all, say what was done or what stops it, and take it back.")
    private boolean dryRun;

    @Override
    protected int run(Connection connection) throws Exception {
        var installer = new Installer(connection, line -> {
            err().println(line);
            err().flush();
        });
        var done = dryRun ? installer.rehearse() : installer.install();
        done.forEach(out()::println);
        if (dryRun) {
            out().println("all of this was taken back: a dry run changes nothing");
        }
        return ExitCode.FINE;
    }
}
