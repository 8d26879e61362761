package org.pgbrisk.runtime;

import java.util.List;
import org.pgbrisk.Function;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;

/** {@code brisk.show_runtime}: the Java that runs the functions, as only it can know itself. */
public final class ShowRuntime implements Function<ShowRuntime.Args, ShowRuntime.Row> {
    private static final String OF_PLJAVA = "org.postgresql.pljava.";

    /** It takes none. */
    public record Args() {}

    /** The columns are described at the type brisk.runtime. */
    public record Row(
            String runtime,
            String javaVersion,
            String javaVm,
            long heapUsedBytes,
            long heapMaxBytes,
            String jarVersion) {}

    @Override
    public List<Row> call(Database database, Args arguments) {
        var machine = Runtime.getRuntime();
        return List.of(new Row(
                loader().startsWith(OF_PLJAVA) ? "pljava" : "companion",
                Runtime.version().toString(),
                System.getProperty("java.vm.name"),
                machine.totalMemory() - machine.freeMemory(),
                machine.maxMemory(),
                Resource.text(ShowRuntime.class, "version.txt").strip()));
    }

    /** PL/Java reads classes out of the database with a loader of its own. */
    private static String loader() {
        return ShowRuntime.class.getClassLoader().getClass().getName();
    }
}
