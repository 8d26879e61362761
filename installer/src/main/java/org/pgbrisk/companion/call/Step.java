package org.pgbrisk.companion.call;

import java.util.regex.Pattern;

/**
 * How far a function is, as it says in application_name.
 *
 * @param size of it all; below 0 where nobody knows it
 * @param what is being done
 */
record Step(long done, long size, String what) {
    /** Nothing is known but that it works. */
    static final Step UNKNOWN = new Step(0, -1, "");

    private static final Pattern SAID = Pattern.compile("pgbrisk: \\w+ (.+)");
    private static final Pattern PART = Pattern.compile("(\\d{1,18}) of (\\d{1,18}) (.+)");

    /** @param applicationName null where it cannot be seen; it may be anybody's */
    static Step of(String applicationName) {
        var said = SAID.matcher(applicationName == null ? "" : applicationName);
        if (!said.matches()) {
            return UNKNOWN;
        }
        var part = PART.matcher(said.group(1));
        return part.matches()
                ? new Step(Long.parseLong(part.group(1)), Long.parseLong(part.group(2)), printable(part.group(3)))
                : new Step(0, -1, printable(said.group(1)));
    }

    /** A terminal obeys what else stands in a text. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
