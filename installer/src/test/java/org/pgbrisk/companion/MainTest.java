package org.pgbrisk.companion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.Pgbrisk;
import picocli.CommandLine;

class MainTest {
    @Test
    void documentsItsExitCodes() {
        var help = Pgbrisk.run("--help");

        assertEquals(0, help.exitCode());
        for (var code :
                new String[] {"0   fine", "1   the server or the data said no", "2   wrong usage", "3   cannot"}) {
            assertTrue(help.out().contains(code), help.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"install", "uninstall", "status", "call", "vector tune"})
    void showsExamplesForEachCommand(String command) {
        var help = Pgbrisk.run((command + " --help").split(" "));

        assertEquals(0, help.exitCode());
        assertTrue(help.out().contains("Examples:\n  pgbrisk " + command), help.out());
        assertTrue(help.out().contains("-h, --host"), help.out());
    }

    @Test
    void saysItsVersion() {
        assertEquals("pgbrisk 0.2.0\n", Pgbrisk.run("--version").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "call",
                "install --nonsense",
                "install --runtime moon",
                "call f --json --csv",
                "vector",
                "vector tune"
            })
    void endsWithTwoOnWrongUsage(String words) {
        var run = Pgbrisk.run(words.isEmpty() ? new String[0] : words.split(" "));

        assertEquals(2, run.exitCode());
        assertTrue(run.err().startsWith("ERROR:  "), run.err());
        assertTrue(run.err().contains("HINT:  Try: pgbrisk"), run.err());
    }

    @Test
    void worksAsACommandLineMadeFromTheClassAlone() {
        var err = new StringWriter();

        var exitCode = new CommandLine(Main.class)
                .setErr(new PrintWriter(err, true))
                .execute("call", "nonsense", "--url", "postgresql://127.0.0.1:1/x");

        assertEquals(2, exitCode);
        assertTrue(err.toString().contains("SQLSTATE:  42883"), err.toString());
    }
}
