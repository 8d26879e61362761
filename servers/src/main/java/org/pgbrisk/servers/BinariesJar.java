package org.pgbrisk.servers;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The jar with the binaries of one major version, as this module's build copied it. */
record BinariesJar(Path jar) implements PgBinaryResolver {

    /** System property: the folder of pg14.jar to pg18.jar. Needed only where it does not lie beside this class's own jar. */
    static final String FOLDER = "pgbrisk.embedded";

    static BinariesJar of(int major) throws Unavailable {
        var name = "pg" + major + ".jar";
        return candidates()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .map(path -> new BinariesJar(path.toAbsolutePath().normalize()))
                .findFirst()
                .orElseThrow(() -> new Unavailable("no " + name + " in "
                        + candidates().map(Path::toString).distinct().toList()
                        + ": build the module servers (mvn -pl servers package) or name the folder by -D" + FOLDER));
    }

    /** Where the binaries are unpacked, once a version: beside the jars, so that a clean build clears them too. */
    Path unpacked() {
        var beside = jar.getParent();
        var parent =
                Files.isWritable(beside) ? beside : Path.of(System.getProperty("java.io.tmpdir"), "pgbrisk-embedded");
        return parent.resolve("unpacked").resolve(jar.getFileName().toString().replace(".jar", ""));
    }

    @Override
    public InputStream getPgBinary(String system, String machineHardware) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + " holds no .txz archive"));
            return new ByteArrayInputStream(zip.getInputStream(archive).readAllBytes());
        }
    }

    private static Stream<Path> candidates() {
        var named = Optional.ofNullable(System.getProperty(FOLDER)).map(Path::of);
        if (named.isPresent()) {
            return named.stream();
        }
        var built = Path.of("servers", "target", "embedded");
        var above = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(built))
                .filter(Files::isDirectory);
        return Stream.concat(besideThisClass().stream(), above);
    }

    /** servers/target/classes and servers/target/pgbrisk-servers-….jar both lead to servers/target/embedded. */
    private static Optional<Path> besideThisClass() {
        try {
            var source = BinariesJar.class.getProtectionDomain().getCodeSource();
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI()).resolveSibling("embedded"));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
