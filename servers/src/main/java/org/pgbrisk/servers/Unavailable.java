package org.pgbrisk.servers;

/** A kind of server cannot be had on this machine; the message says why, in a sentence for people. */
final class Unavailable extends Exception {

    private static final long serialVersionUID = 1L;

    Unavailable(String reason) {
        super(reason);
    }

    Unavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
