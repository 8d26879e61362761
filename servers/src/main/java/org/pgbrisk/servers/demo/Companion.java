package org.pgbrisk.servers.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The other commands of pgbrisk, run as a user would type them, without a new JVM. */
final class Companion {

    private final CommandLine root;

    /** @param root the command line that the demo itself was called through */
    Companion(CommandLine root) {
        this.root = root;
    }

    /**
     * Runs one command to its end. It runs on a fresh command line: the one we were called through holds our own options.
     *
     * @param out gets what the command prints
     * @return its exit code
     */
    int run(PrintWriter out, String... args) {
        var fresh = new CommandLine(root.getCommandSpec().userObject().getClass());
        root.getSubcommands().forEach((name, command) -> {
            if (!fresh.getSubcommands().containsKey(name)) {
                fresh.addSubcommand(name, command.getCommandSpec().userObject().getClass());
            }
        });
        fresh.setExecutionExceptionHandler(root.getExecutionExceptionHandler());
        fresh.setParameterExceptionHandler(root.getParameterExceptionHandler());
        if (root.getExitCodeExceptionMapper() != null) {
            fresh.setExitCodeExceptionMapper(root.getExitCodeExceptionMapper());
        }
        fresh.setOut(out).setErr(root.getErr());
        var code = fresh.execute(args);
        out.flush();
        return code;
    }

    /**
     * What a command prints.
     *
     * @throws IllegalStateException when it ends with another code than 0; what it has to say about that it has said on standard
     *     error
     */
    String output(String... args) {
        var text = new StringWriter();
        var code = run(new PrintWriter(text), args);
        if (code != 0) {
            throw new IllegalStateException(shown(args) + " ended with code " + code
                    + (text.toString().isBlank() ? "" : ": " + text.toString().strip()));
        }
        return text.toString();
    }

    /** {@code pgbrisk serve}, in the background. */
    Serving serve(String url) {
        return Serving.start(root.getCommandSpec().userObject().getClass(), url);
    }

    /** As a user would type it; a password in a URL is not repeated. */
    static String shown(String... args) {
        return ("pgbrisk " + String.join(" ", args)).replaceAll("(://[^:/@ ]+):[^@/ ]+@", "$1:…@");
    }
}
