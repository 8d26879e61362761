package org.pgbrisk.companion.install;

/** Where the functions run. */
public enum Runtime {
    /** What is installed, else the best that the server offers. */
    auto,
    /** Inside the server, in PL/Java. */
    pljava,
    /** In the companion ({@code pgbrisk serve}), beside the server. */
    bridge
}
