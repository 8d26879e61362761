package org.pgbrisk.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    @Test
    void prefersPlJavaToANewerVersionAndANewerVersionOtherwise(@TempDir Path libraries) throws IOException {
        Files.createFile(libraries.resolve("libpljava-so-1.6.9.so"));
        var bare = Path.of("nowhere");
        var sorted = Stream.of(
                        new Installation(bare, 14, bare),
                        new Installation(bare, 18, bare),
                        new Installation(bare, 15, libraries))
                .sorted(Installation.bestFirst())
                .map(Installation::major)
                .toList();
        assertEquals(List.of(15, 18, 14), sorted);
    }
}
