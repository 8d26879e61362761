package org.pgbrisk.companion.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Doors.DIFFER names all that differs, and nothing that does not. */
class DoorsTest {
    private static final Path SOURCES = Path.of("src/test/java/org/pgbrisk/companion");
    private static final Pattern ASKS = Pattern.compile("(?:inBridge|ofTheWire)\\(database, \"([\\w.]+)\"\\)");

    @Test
    void theListIsWhatIsNotRunThroughTheBridgeOrExpectsSomethingElse() throws Exception {
        var differ = new TreeSet<String>();
        for (var file : testFiles()) {
            var path = SOURCES.relativize(file).toString();
            var name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
            differ.addAll(withoutBridge(name));
            ASKS.matcher(Files.readString(file)).results().forEach(asked -> differ.add(asked.group(1)));
        }

        assertEquals(String.join("\n", differ), String.join("\n", Doors.DIFFER.keySet()));
    }

    private static List<Path> testFiles() throws IOException {
        try (var tree = Files.walk(SOURCES)) {
            return tree.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .toList();
        }
    }

    /** The class where it says so as a whole. */
    private static Set<String> withoutBridge(String name) throws ClassNotFoundException {
        var type = Class.forName("org.pgbrisk.companion." + name, false, DoorsTest.class.getClassLoader());
        if (needsPlJava(type)) {
            return Set.of(name);
        }
        var methods = new TreeSet<String>();
        for (var method : type.getDeclaredMethods()) {
            if (needsPlJava(method)) {
                methods.add(name + "." + method.getName());
            }
        }
        return methods;
    }

    private static boolean needsPlJava(AnnotatedElement element) {
        var requires = element.getAnnotation(Requires.class);
        return requires != null && List.of(requires.value()).contains("pljava");
    }
}
