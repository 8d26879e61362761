package org.pgbrisk.companion.install;

import java.util.Optional;
import org.pgbrisk.companion.failure.Refusal;

/** How the server reaches itself, as far as the user says it. */
public record WireAddress(Optional<String> host, Optional<Integer> port) {
    private static final int HIGHEST_PORT = 65535;

    /** Nothing is said: what is installed stays, else the server's own settings decide. */
    public static final WireAddress UNSAID = new WireAddress(Optional.empty(), Optional.empty());

    boolean isSaid() {
        return host.isPresent() || port.isPresent();
    }

    void requireFit(Runtime runtime) throws Refusal {
        if (isSaid() && runtime != Runtime.bridge) {
            throw Refusal.usage(
                    "--wire-host and --wire-port are for the bridge, and the functions run in PL/Java here",
                    "Leave them away, or add --runtime bridge.");
        }
        if (host.filter(String::isBlank).isPresent()) {
            throw Refusal.usage(
                    "--wire-host is empty", "Give a name, an address or the folder of the server's socket.");
        }
        if (port.filter(number -> number < 1 || number > HIGHEST_PORT).isPresent()) {
            throw Refusal.usage(
                    "--wire-port " + port.get() + " is not a port", "Give a number from 1 to " + HIGHEST_PORT + ".");
        }
    }
}
