package org.pgbrisk.benchmarks.quality;

import java.util.function.Consumer;
import org.pgbrisk.servers.demo.Narrator;

/** Work whose steps are the queries; what is said in between is shown. */
final class Steps implements Consumer<String>, AutoCloseable {
    private final Narrator.Bar bar;
    private long done;

    Steps(Narrator.Bar bar) {
        this.bar = bar;
    }

    @Override
    public void accept(String what) {
        bar.at(done, what.length() > 60 ? what.substring(0, 60) : what);
        if (what.matches("Q\\d+")) {
            done++;
        }
    }

    @Override
    public void close() {
        bar.at(Workload.QUERIES.size(), "");
        bar.close();
    }
}
