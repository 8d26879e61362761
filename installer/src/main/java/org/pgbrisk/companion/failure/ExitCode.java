package org.pgbrisk.companion.failure;

/** What every command of pgbrisk ends with; documented in {@code pgbrisk --help}. */
public final class ExitCode {
    public static final int FINE = 0;
    /** The server or the data said no, or status found something wrong. */
    public static final int REFUSED = 1;
    /** Wrong usage: nothing was tried. */
    public static final int USAGE = 2;

    public static final int CANNOT_CONNECT = 3;

    private ExitCode() {}
}
