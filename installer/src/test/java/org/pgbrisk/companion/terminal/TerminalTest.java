package org.pgbrisk.companion.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {
    @TempDir
    private Path folder;

    private boolean shows(String device, Map<String, String> environment) throws IOException {
        var link = folder.resolve("2");
        Files.createSymbolicLink(link, Path.of(device));
        try {
            return Terminal.showsErrors(environment, link);
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void errorsAreSeenOnATerminal() throws IOException {
        for (var device : new String[] {"/dev/pts/0", "/dev/pts/12", "/dev/tty", "/dev/tty1", "/dev/console"}) {
            assertTrue(shows(device, Map.of("TERM", "xterm")), device);
        }
    }

    @Test
    void errorsAreNotSeenInAFileAPipeOrNowhere() throws IOException {
        for (var device : new String[] {"/dev/null", "pipe:[4711]", "/tmp/errors", "socket:[1]", "/dev/pts/ptmx"}) {
            assertFalse(shows(device, Map.of()), device);
        }
    }

    @Test
    void aTerminalThatCannotGoBackGetsNoBar() throws IOException {
        assertFalse(shows("/dev/pts/0", Map.of("TERM", "dumb")));
    }

    @Test
    void whereThereIsNoSuchLinkItCountsWhetherAQuestionCouldBeAnswered() {
        assertEquals(Terminal.interactive(), Terminal.showsErrors(Map.of(), folder.resolve("nothing")));
    }
}
