package org.pgbrisk.companion.testing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.companion.Main;

/**
 * One run of the command line.
 *
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
public record Pgbrisk(int exitCode, String out, String err) {

    /** Runs it in this JVM. */
    public static Pgbrisk run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        if (exitCode == 0 && arguments[0].equals("call") && !List.of(arguments).contains("--help")) {
            Coverage.runtime("the companion, over JDBC");
        }
        return new Pgbrisk(exitCode, out.toString(), err.toString());
    }

    /** Starts it as a process of its own. */
    public static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
