package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings with which PL/Java finds a Java virtual machine and that machine starts it. */
record PlJava(Path libjvm, int javaVersion) {

    private static final List<String> PLACES =
            List.of("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll");

    /** Releases from which on PL/Java was tried; older ones it cannot use. */
    private static final int OLDEST = 17;

    /** From here on a policy can no longer be enforced, and PL/Java 1.6.9 must be told that this is known. */
    private static final int UNENFORCED = 24;

    /**
     * The Java that runs us when PL/Java can enforce its policy there, else an installed 17, else the Java that runs us all the
     * same.
     */
    static Optional<PlJava> find() {
        var running =
                in(Path.of(System.getProperty("java.home")), Runtime.version().feature());
        if (running.filter(java -> java.javaVersion < UNENFORCED).isPresent()) {
            return running;
        }
        return installed().or(() -> running);
    }

    /** Lines for postgresql.conf. */
    List<String> settings() {
        var location = "pljava.libjvm_location = '" + libjvm + "'";
        if (javaVersion >= UNENFORCED) {
            return List.of(
                    location,
                    "pljava.vmoptions = '-Djava.security.manager=disallow'",
                    "pljava.allow_unenforced = 'java,javau'");
        }
        return javaVersion > OLDEST
                ? List.of(location, "pljava.vmoptions = '-Djava.security.manager=allow'")
                : List.of(location);
    }

    static Optional<PlJava> in(Path javaHome, int version) {
        return PLACES.stream()
                .map(javaHome::resolve)
                .filter(Files::isReadable)
                .filter(library -> version >= OLDEST)
                .map(library -> new PlJava(library, version))
                .findFirst();
    }

    private static Optional<PlJava> installed() {
        var folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (var homes = Files.newDirectoryStream(folder, "*17*")) {
            for (var home : homes) {
                var java = in(home, OLDEST);
                if (java.isPresent()) {
                    return java;
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }
}
