package org.pgbrisk.companion.terminal;

/** Words for a shell. */
public final class Shell {
    private Shell() {}

    /** As it can be pasted. */
    public static String quoted(String word) {
        return word.matches("[\\w.-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
