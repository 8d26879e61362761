package org.pgbrisk.companion.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The person in front of pgbrisk, when there is one. */
public final class Terminal {
    private Terminal() {}

    /** Whether both ends are a terminal, so that a question can be answered. */
    public static boolean interactive() {
        return console() != null;
    }

    /** Whether somebody sees what is written to standard error, and can see it being overwritten. */
    public static boolean showsErrors() {
        return showsErrors(System.getenv(), Path.of("/proc/self/fd/2"));
    }

    /** @param device a link to where standard error goes; where there is none, what a question needs has to do */
    static boolean showsErrors(Map<String, String> environment, Path device) {
        if ("dumb".equals(environment.get("TERM"))) {
            return false;
        }
        try {
            return Files.readSymbolicLink(device).toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return interactive();
        }
    }

    /** @return the answer, empty when there is none or nobody to answer */
    public static String ask(String question) {
        var console = console();
        var answer = console == null ? null : console.readLine("%s", question);
        return answer == null ? "" : answer.strip();
    }

    /** @return null when nobody can answer */
    public static String askPassword(String question) {
        var console = console();
        var answer = console == null ? null : console.readPassword("%s", question);
        return answer == null ? null : new String(answer);
    }

    private static Console console() {
        var console = System.console();
        return console != null && isTerminal(console) ? console : null;
    }

    /** From Java 22 on there is always a console, and only the method that came with it says whether it is a terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
