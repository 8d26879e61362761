package org.pgbrisk.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs other programs, with a limit. */
final class Program {

    private static final int TAIL_LINES = 6;

    private Program() {}

    /**
     * Runs the command to its end and returns what it printed. The output goes through a file: a server that a program leaves
     * behind would keep a pipe open, and who reads it waiting.
     *
     * @throws IOException when it cannot be started, ends with another code than 0, or is not done within the limit
     */
    static String run(Path folder, Duration limit, List<String> command) throws IOException {
        var output = Files.createTempFile("pgbrisk-", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
            var name = Path.of(command.stream()
                            .filter(part -> part.startsWith("/"))
                            .findFirst()
                            .orElse(command.get(0)))
                    .getFileName();
            if (!await(process, limit)) {
                throw new IOException(name + " was not done within " + limit.toSeconds() + " s: " + tail(output));
            }
            if (process.exitValue() != 0) {
                throw new IOException(name + " ended with code " + process.exitValue() + ": " + tail(output));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** The program's path, when a folder of PATH holds it. */
    static Optional<Path> find(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The last lines of a log, in one line, for an error message; empty when it cannot be read. */
    static String tail(Path log) {
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean await(Process process, Duration limit) throws IOException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            process.destroyForcibly();
            return false;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }
}
