package org.pgbrisk.companion;

import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.pgbrisk.companion.bridge.ServeCommand;
import org.pgbrisk.companion.call.CallCommand;
import org.pgbrisk.companion.failure.ExitCode;
import org.pgbrisk.companion.install.InstallCommand;
import org.pgbrisk.companion.install.UninstallCommand;
import org.pgbrisk.companion.jvm.JvmArchiveCommand;
import org.pgbrisk.companion.status.StatusCommand;
import org.pgbrisk.companion.vector.VectorCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command line of pgbrisk. */
@Command(
        name = "pgbrisk",
        description = "Keeps a PostgreSQL database fast from the inside.",
        subcommands = {
            InstallCommand.class,
            UninstallCommand.class,
            StatusCommand.class,
            CallCommand.class,
            VectorCommand.class,
            ServeCommand.class,
            JvmArchiveCommand.class
        },
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:the server or the data said no, or status found something wrong",
            "2:wrong usage, nothing was tried",
            "3:cannot connect"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  pgbrisk status --url postgresql://postgres@db.example/shop",
            "  pgbrisk call suggest_indexes -d shop",
            "  pgbrisk install -d shop",
            "  ./pgbrisk demo        in a clone of the sources: all of it, on TPC-H",
            "",
            "pgbrisk COMMAND --help says more. PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD, PGSERVICE and ~/.pgpass work as in psql."
        })
public final class Main implements Runnable {
    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger PGJDBC = Logger.getLogger("org.postgresql");

    @Option(
            names = {"-?", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public Main() {}

    public static void main(String[] arguments) {
        PGJDBC.setLevel(Level.OFF);
        System.exit(commandLine().execute(arguments));
    }

    /** Every command there is: those of this jar, and those of other modules on the class path. */
    public static CommandLine commandLine() {
        var root = new CommandLine(new Main());
        for (Object command : ServiceLoader.load(Callable.class)) {
            if (command.getClass().isAnnotationPresent(Command.class)) {
                root.addSubcommand(command);
            }
        }
        return root.setParameterExceptionHandler(Main::wrongUsage);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int wrongUsage(ParameterException error, String[] arguments) {
        var err = error.getCommandLine().getErr();
        err.println("ERROR:  " + error.getMessage());
        var name = error.getCommandLine().getCommandSpec().qualifiedName();
        err.println("HINT:  Try: " + name + " --help");
        err.flush();
        return ExitCode.USAGE;
    }
}
