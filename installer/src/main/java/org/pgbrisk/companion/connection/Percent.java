package org.pgbrisk.companion.connection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.pgbrisk.companion.failure.Refusal;

/** Percent-encoding as in libpq: a plus sign is a plus sign. */
final class Percent {
    private Percent() {}

    static String decode(String text) throws Refusal {
        try {
            var decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Said below: its message would show a password.
        }
        throw Refusal.usage(
                "the connection URL has an invalid percent-encoded part",
                "Write a percent sign itself as %25, an at sign as %40, a slash as %2F.");
    }
}
