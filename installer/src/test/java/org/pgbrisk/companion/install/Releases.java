package org.pgbrisk.companion.install;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Resource;

/** Other releases than this build: those of the past, kept as they were, and made-up ones. */
final class Releases {
    private Releases() {}

    static Release of(String version) {
        var folder = "releases/" + version + "/";
        var locations = "classpath:org/pgbrisk/companion/install/" + folder;
        try (var jar = Releases.class.getResourceAsStream(folder + "pgbrisk-backend.jar")) {
            return new Release(
                    version,
                    new BackendJar(jar.readAllBytes()),
                    List.of(locations + "schema", locations + "pljava", locations + "functions"),
                    Map.of("attempt_body", Resource.text(Releases.class, folder + "attempt.plpgsql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As 0.1.0 did it, which wrote down nothing about what it brought. */
    static TestDatabase install010(TestDatabase database) throws SQLException {
        var release = of("0.1.0");
        try (var connection = database.connect()) {
            var sql = Installer.begin(connection);
            new Migrations(connection, release, new FunctionsJar(release.jar())).run();
            // Its jar had no name of its own yet.
            sql.run("update sqlj.jar_repository set jarname = 'pgbrisk'");
            sql.run("comment on schema brisk is '" + release.stamp().comment() + "'");
            connection.commit();
        }
        Coverage.runtime("PL/Java, inside the server");
        return database;
    }

    /**
     * This build, with more in it.
     *
     * @param more text of migrations by file name
     */
    static Release madeUp(String version, Path folder, Map<String, String> more) throws IOException {
        for (var file : more.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        var build = Release.ofThisBuild();
        var locations = new ArrayList<>(build.locations());
        locations.add("filesystem:" + folder);
        return new Release(version, jarWith(version), locations, build.placeholders());
    }

    /** The functions of this build, in another jar. */
    private static BackendJar jarWith(String more) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var own = new ZipInputStream(
                        new ByteArrayInputStream(BackendJar.ofThisBuild().bytes()));
                var other = new ZipOutputStream(bytes)) {
            for (var entry = own.getNextEntry(); entry != null; entry = own.getNextEntry()) {
                other.putNextEntry(new ZipEntry(entry.getName()));
                own.transferTo(other);
            }
            other.putNextEntry(new ZipEntry("more.txt"));
            other.write(more.getBytes(StandardCharsets.UTF_8));
        }
        return new BackendJar(bytes.toByteArray());
    }

    static List<String> install(TestDatabase database, Release release) throws SQLException {
        try (var connection = database.connect()) {
            return new Installer(connection, line -> {}, Runtime.auto, WireAddress.UNSAID, release).install();
        }
    }
}
