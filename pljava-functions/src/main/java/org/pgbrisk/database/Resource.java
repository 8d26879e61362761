package org.pgbrisk.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text that stands beside a class, such as its SQL. */
public final class Resource {
    private Resource() {}

    /**
     * A statement without its comment lines: PL/Java's driver puts a statement on one line before it sends it, and a comment would
     * swallow the rest.
     */
    public static String sql(Class<?> beside, String name) {
        var statement = new StringBuilder();
        for (var line : text(beside, name).split("\n")) {
            if (!line.stripLeading().startsWith("--")) {
                statement.append(line).append('\n');
            }
        }
        return statement.toString();
    }

    public static String text(Class<?> beside, String name) {
        try (var stream = beside.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name + " beside " + beside);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
