package org.pgbrisk.servers.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

class CompanionTest {

    @Command(name = "root")
    static class Root {}

    @Command(name = "greet")
    static class Greet implements Callable<Integer> {
        @Option(names = "--fail")
        boolean fail;

        @Spec
        CommandSpec spec;

        @Override
        public Integer call() {
            spec.commandLine().getOut().println("hello");
            return fail ? 3 : 0;
        }
    }

    private final CommandLine line = new CommandLine(new Root()).addSubcommand(new Greet());

    @Test
    void runsACommandThatWasAddedByTheProgramOnAFreshCommandLine() {
        var companion = new Companion(line);
        assertEquals(3, companion.run(new PrintWriter(new StringWriter()), "greet", "--fail"));
        assertEquals("hello", companion.output("greet").strip());
    }

    @Test
    void anErrorNamesTheCommandAndItsOutput() {
        line.setErr(new PrintWriter(new StringWriter()));
        var error = assertThrows(IllegalStateException.class, () -> new Companion(line).output("greet", "--fail"));
        assertEquals("pgbrisk greet --fail ended with code 3: hello", error.getMessage());
    }

    @Test
    void hidesThePasswordOfAUrl() {
        assertEquals(
                "pgbrisk install --url postgresql://ann:…@h:1/d",
                Companion.shown("install", "--url", "postgresql://ann:secret@h:1/d"));
    }

    @Test
    @SuppressWarnings("rawtypes") // a service is looked up by its class
    void theCompanionFindsTheDemo() {
        var found = ServiceLoader.load(Callable.class).stream()
                .map(provider -> provider.type().getAnnotation(Command.class))
                .map(Command::name)
                .toList();
        assertTrue(found.contains("demo"), found.toString());
    }

    @Test
    void theDemoRefusesAScaleOutOfRange() {
        var err = new StringWriter();
        var code = new CommandLine(new Demo()).setErr(new PrintWriter(err)).execute("--scale", "0");
        assertEquals(CommandLine.ExitCode.USAGE, code);
        assertTrue(err.toString().contains("--scale 0.0 is out of range"), err.toString());
    }
}
