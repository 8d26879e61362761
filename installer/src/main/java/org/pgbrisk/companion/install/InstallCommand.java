package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.util.Optional;
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
                    + " creates extension pljava where it is missing. Where the server has no PL/Java, creates a login by which sessions reach"
                    + " the companion instead, and extension dblink. Grants nothing to PUBLIC. Can be run again at any time."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk install -d shop",
            "  pgbrisk install --dry-run -d shop",
            "  pgbrisk install --runtime bridge -d shop",
            "  sudo -u postgres pgbrisk install -d shop",
            "  pgbrisk install --url 'postgresql://postgres@db.example/shop?sslmode=verify-full'",
            "",
            "Then, in psql:  grant brisk_reader to alice;  select * from brisk.suggest_indexes();"
        })
public final class InstallCommand extends DatabaseCommand {
    @Option(
            names = "--runtime",
            defaultValue = "auto",
            paramLabel = "RUNTIME",
            description = {
                "Where the functions run: ${COMPLETION-CANDIDATES}. pljava: inside the server. bridge: in the companion (pgbrisk serve),"
                        + " where the server has no PL/Java; needs extension dblink. auto keeps what is installed, else takes pljava"
                        + " where the server offers it. Another one than is installed switches to it."
            })
    private Runtime runtime;

    @Option(
            names = "--wire-host",
            paramLabel = "HOST",
            description =
                    "For the bridge: where this server reaches itself, a name, an address or the folder of its socket. Default: localhost.")
    private String wireHost;

    @Option(
            names = "--wire-port",
            paramLabel = "PORT",
            description = "For the bridge: the port on which this server reaches itself. Default: its own.")
    private Integer wirePort;

    @Option(names = "--dry-run", description = "Do it all, say what was done or what stops it, and take it back.")
    private boolean dryRun;

    @Override
    protected int run(Connection connection) throws Exception {
        var address = new WireAddress(Optional.ofNullable(wireHost), Optional.ofNullable(wirePort));
        var installer = new Installer(
                connection,
                line -> {
                    err().println(line);
                    err().flush();
                },
                runtime,
                address);
        var done = dryRun ? installer.rehearse() : installer.install();
        done.forEach(out()::println);
        if (dryRun) {
            out().println("all of this was taken back: a dry run changes nothing");
        }
        return ExitCode.FINE;
    }
}
