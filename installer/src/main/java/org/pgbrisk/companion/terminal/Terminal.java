package org.pgbrisk.companion.terminal;

import java.io.Console;

/** The person in front of pgbrisk, when there is one. */
public final class Terminal {
    private Terminal() {}

    /** Whether both ends are a terminal, so that a question can be answered. */
    public static boolean interactive() {
        return console() != null;
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
