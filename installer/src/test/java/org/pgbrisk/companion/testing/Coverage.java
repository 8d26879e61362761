package org.pgbrisk.companion.testing;

import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.pgbrisk.companion.install.Runtime;
import org.pgbrisk.servers.Server;

/** What a test run has covered. */
public final class Coverage {
    private static final Set<String> SERVERS = new ConcurrentSkipListSet<>();
    private static final Set<String> RUNTIMES = new ConcurrentSkipListSet<>();
    private static final Set<String> EXTENSIONS = new ConcurrentSkipListSet<>();
    private static final Map<String, Integer> SKIPPED = new ConcurrentHashMap<>();

    private Coverage() {}

    /** A server that tests ran on. */
    public static void server(Server server) {
        SERVERS.add(server.describe());
        for (var note : server.notes()) {
            SKIPPED.merge("not taken: " + note, 0, Integer::sum);
        }
    }

    /** A way into the functions that a test took. */
    public static void runtime(String name) {
        RUNTIMES.add(name);
    }

    /** A function in SQL. */
    public static void runtime(Runtime runtime) {
        runtime(runtime == Runtime.bridge ? "the bridge, in pgbrisk serve" : "PL/Java, inside the server");
    }

    static void extension(String name) {
        if (!name.equals("own") && !name.equals("runtime")) {
            EXTENSIONS.add(name);
        }
    }

    static void skipped(String reason) {
        SKIPPED.merge(reason, 1, Integer::sum);
    }

    static void print(PrintStream out) {
        out.println("What these tests covered");
        line(out, "servers", SERVERS);
        line(out, "runtimes", RUNTIMES);
        line(out, "extensions", EXTENSIONS);
        if (SKIPPED.isEmpty()) {
            out.println("  skipped     nothing");
        }
        new TreeMap<>(SKIPPED)
                .forEach((reason, count) ->
                        out.println("  skipped     " + (count == 0 ? reason : times(count) + ": " + reason)));
    }

    private static String times(int count) {
        return count == 1 ? "1 test" : count + " tests";
    }

    private static void line(PrintStream out, String title, Set<String> values) {
        out.printf("  %-11s %s%n", title, values.isEmpty() ? "none" : String.join("; ", values));
    }
}
