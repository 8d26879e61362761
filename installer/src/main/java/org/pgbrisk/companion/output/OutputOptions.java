package org.pgbrisk.companion.output;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How rows are printed. */
public final class OutputOptions {
    @ArgGroup
    private final Choice choice = new Choice();

    static final class Choice {
        @Option(names = "--json", description = "Print a JSON array of objects.")
        private boolean json;

        @Option(names = "--csv", description = "Print CSV with a header (RFC 4180); NULL is empty.")
        private boolean csv;
    }

    public OutputOptions() {}

    /** Whether people read it, so that sentences may stand beside the rows. */
    public boolean readable() {
        return !choice.json && !choice.csv;
    }

    public void print(Table table, PrintWriter out) throws IOException {
        if (choice.json) {
            MachineFormats.json(table, out);
        } else if (choice.csv) {
            MachineFormats.csv(table, out);
        } else {
            ReadableFormat.ofTerminal().print(table, out);
        }
    }
}
