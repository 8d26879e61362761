package org.pgbrisk.benchmarks.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Java on this machine that PL/Java can start. */
public record Java(int version, Path home) {
    private static final Path PLACE = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /** The newest one, when it is newer than this. */
    public static Optional<Java> newerThan(int version) throws IOException {
        if (!Files.isDirectory(PLACE)) {
            return Optional.empty();
        }
        try (var homes = Files.list(PLACE)) {
            return homes.flatMap(home -> at(home).stream())
                    .filter(java -> java.version > version)
                    .max(Comparator.comparingInt(Java::version));
        }
    }

    private static Optional<Java> at(Path home) {
        try {
            var version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() && Files.isReadable(libjvm(home))
                    ? Optional.of(new Java(Integer.parseInt(version.group(1)), home))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public Path libjvm() {
        return libjvm(home);
    }

    private static Path libjvm(Path home) {
        return home.resolve("lib/server/libjvm.so");
    }
}
