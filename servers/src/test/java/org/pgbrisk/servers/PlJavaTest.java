package org.pgbrisk.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlJavaTest {

    private static final Path LIBRARY = Path.of("/java/lib/server/libjvm.so");

    @Test
    void needsNothingButTheLibraryOnJava17() {
        assertEquals(List.of("pljava.libjvm_location = '/java/lib/server/libjvm.so'"), settings(17));
    }

    @Test
    void allowsTheSecurityManagerFromJava18On() {
        assertTrue(settings(21).contains("pljava.vmoptions = '-Djava.security.manager=allow'"));
    }

    @Test
    void runsWithoutAPolicyFromJava24On() {
        assertTrue(settings(25).contains("pljava.vmoptions = '-Djava.security.manager=disallow'"));
        assertTrue(settings(25).contains("pljava.allow_unenforced = 'java,javau'"));
    }

    @Test
    void findsTheLibraryInAJavaHome(@TempDir Path home) throws IOException {
        var library = home.resolve("lib/server/libjvm.so");
        Files.createDirectories(library.getParent());
        Files.createFile(library);
        assertEquals(library, PlJava.in(home, 17).orElseThrow().libjvm());
        assertTrue(PlJava.in(home, 11).isEmpty());
        assertTrue(PlJava.in(home.resolve("lib"), 17).isEmpty());
    }

    private static List<String> settings(int version) {
        return new PlJava(LIBRARY, version).settings();
    }
}
