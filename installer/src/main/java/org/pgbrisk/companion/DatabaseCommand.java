package org.pgbrisk.companion;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.pgbrisk.companion.connection.ConnectionOptions;
import org.pgbrisk.companion.connection.Connector;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.failure.Refusal;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that works on one database, most of them over one connection. Prints its own errors, so that it behaves the same wherever it is run. */
public abstract class DatabaseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = {"-?", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--verbose", description = "Show the Java stack trace of an error too (or set PGBRISK_TRACE).")
    private boolean verbose;

    private Connector connector;

    @Override
    public final Integer call() {
        try {
            prepare();
            connector = Connector.of(connection);
            try (var open = connector.open()) {
                return run(open);
            }
        } catch (Exception e) {
            return report(e);
        } finally {
            out().flush();
        }
    }

    /** What can be refused before there is a connection. */
    protected void prepare() throws Exception {}

    /** Another session in the same database, for what has to happen in a fresh one. */
    protected final Connection anotherSession() throws Refusal {
        return connector.open();
    }

    /** Another session of the same login that the command can do without: nobody is asked for a password. */
    protected final Connection sessionBeside() throws SQLException {
        return connector.another();
    }

    /** @return the exit code */
    protected abstract int run(Connection open) throws Exception;

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private int report(Exception error) {
        out().flush();
        var failure = Failure.of(error);
        failure.print(err());
        if (verbose || System.getenv("PGBRISK_TRACE") != null) {
            error.printStackTrace(err());
            err().flush();
        }
        return failure.exitCode();
    }
}
