package org.pgbrisk.companion.vector;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code pgbrisk vector}. */
@Command(
        name = "vector",
        description = "Measures indexes on pgvector's columns.",
        subcommands = TuneCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class VectorCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"-?", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public VectorCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
