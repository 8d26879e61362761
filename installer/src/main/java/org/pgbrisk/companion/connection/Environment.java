package org.pgbrisk.companion.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What libpq looks at besides the command line.
 *
 * @param variables the environment variables
 * @param home the home folder, where .pgpass and .pg_service.conf lie
 * @param user the name of the operating system's user, the default role
 * @param exists whether something lies at a path: finds the server's socket
 */
public record Environment(Map<String, String> variables, Path home, String user, Predicate<Path> exists) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    public static Environment ofProcess() {
        return new Environment(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                Files::exists);
    }

    /** A variable that is set to nothing counts as not set, as in libpq. */
    String variable(String name) {
        var value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
