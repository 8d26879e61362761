package org.pgbrisk.companion.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pgbrisk.companion.failure.Refusal;

/** libpq's pg_service.conf: parameters under the name of a service. */
final class ServiceFile {
    private ServiceFile() {}

    static Map<String, String> service(String name, Environment environment) throws Refusal {
        for (var file : files(environment)) {
            var found = service(name, lines(file, environment));
            if (found != null) {
                return found;
            }
        }
        throw Refusal.usage(
                "definition of service \"" + name + "\" not found",
                "Looked in "
                        + String.join(
                                ", ",
                                files(environment).stream().map(Path::toString).toList()) + "; a service begins with ["
                        + name + "].");
    }

    private static List<Path> files(Environment environment) {
        var files = new ArrayList<Path>();
        var own = environment.variable("PGSERVICEFILE");
        files.add(own == null ? environment.home().resolve(".pg_service.conf") : Path.of(own));
        var system = environment.variable("PGSYSCONFDIR");
        if (system != null) {
            files.add(Path.of(system, "pg_service.conf"));
        }
        return files;
    }

    private static List<String> lines(Path file, Environment environment) throws Refusal {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw Refusal.unreadable(file, e, "It is named by PGSERVICEFILE, or is the default of libpq.");
        }
    }

    /** @return null when the lines do not hold this service */
    static Map<String, String> service(String name, List<String> lines) throws Refusal {
        Map<String, String> found = null;
        for (var raw : lines) {
            var line = raw.strip();
            if (line.startsWith("[") && found != null) {
                return found;
            } else if (line.equals("[" + name + "]")) {
                found = new LinkedHashMap<>();
            } else if (found != null && !line.isEmpty() && !line.startsWith("#")) {
                var pair = line.split("=", 2);
                if (pair.length < 2) {
                    throw Refusal.usage(
                            "service \"" + name + "\" has a line that is not parameter=value: \"" + line + "\"",
                            "Mend it in the service file.");
                }
                found.put(Parameters.known(pair[0].strip()), pair[1].strip());
            }
        }
        return found;
    }
}
