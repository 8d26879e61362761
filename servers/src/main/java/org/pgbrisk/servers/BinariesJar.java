package org.pgbrisk.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The jar with the binaries of one major version, as this module's build copied it. */
record BinariesJar(Path jar) {

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

    /** Unpacks the programs and what they need. */
    void unpack(Path folder) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            var archive = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(jar + " holds no .txz archive"));
            try (var tar = new TarArchiveInputStream(
                    new XZInputStream(new BufferedInputStream(zip.getInputStream(archive))))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, folder);
                }
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive has an entry outside its own folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0111) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
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
