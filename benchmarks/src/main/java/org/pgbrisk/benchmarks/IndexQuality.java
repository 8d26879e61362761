package org.pgbrisk.benchmarks;

import org.pgbrisk.benchmarks.quality.Comparison;
import picocli.CommandLine;

/** How good advice about indexes is: see {@link Comparison}. */
public final class IndexQuality {
    private IndexQuality() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Comparison()).execute(arguments));
    }
}
