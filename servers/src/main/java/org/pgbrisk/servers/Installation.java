package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * PostgreSQL's programs as a package put them on this machine.
 *
 * @param bin the folder of initdb and pg_ctl
 * @param libraries the folder of loadable modules (pkglibdir)
 */
record Installation(Path bin, int major, Path libraries) {

    static final int OLDEST_SUPPORTED = 14;

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");

    /** Parent folder, and pattern of what in it holds a folder bin: Debian, Red Hat, Homebrew (both), Postgres.app. */
    private static final List<List<String>> PLACES = List.of(
            List.of("/usr/lib/postgresql", "*"),
            List.of("/usr", "pgsql-*"),
            List.of("/opt/homebrew/opt", "postgresql*"),
            List.of("/usr/local/opt", "postgresql*"),
            List.of("/Applications/Postgres.app/Contents/Versions", "*"));

    /** All of this machine, the best first: PL/Java's library counts more than a newer version. */
    static List<Installation> find() {
        var found = new ArrayList<Installation>();
        for (var bin : folders()) {
            inspect(bin).ifPresent(found::add);
        }
        found.sort(bestFirst());
        return List.copyOf(found);
    }

    static Comparator<Installation> bestFirst() {
        return Comparator.comparing(Installation::hasPlJava)
                .thenComparing(Installation::major)
                .reversed();
    }

    /** Whose version is known. */
    static Installation at(Path bin, int major) {
        return new Installation(bin, major, libraries(bin));
    }

    boolean hasPlJava() {
        return has("libpljava-so-*");
    }

    boolean hasStatStatements() {
        return has("pg_stat_statements.*");
    }

    private boolean has(String pattern) {
        if (!Files.isDirectory(libraries)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(libraries, pattern)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    private static LinkedHashSet<Path> folders() {
        var folders = new LinkedHashSet<Path>();
        for (var place : PLACES) {
            var parent = Path.of(place.get(0));
            if (Files.isDirectory(parent)) {
                try (var homes = Files.newDirectoryStream(parent, place.get(1))) {
                    homes.forEach(home -> folders.add(home.resolve("bin")));
                } catch (IOException e) {
                    continue;
                }
            }
        }
        Program.find("pg_config")
                .flatMap(program -> ask(program, "--bindir"))
                .map(Path::of)
                .ifPresent(folders::add);
        return folders;
    }

    private static Optional<Installation> inspect(Path bin) {
        if (!Files.isExecutable(bin.resolve("initdb")) || !Files.isExecutable(bin.resolve("pg_ctl"))) {
            return Optional.empty();
        }
        return ask(bin.resolve("initdb"), "--version")
                .map(VERSION::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> at(bin, Integer.parseInt(matcher.group(1))));
    }

    private static Path libraries(Path bin) {
        var program = bin.resolve("pg_config");
        if (Files.isExecutable(program)) {
            var answer = ask(program, "--pkglibdir").map(Path::of).filter(Files::isDirectory);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        var beside = bin.resolveSibling("lib");
        var nested = beside.resolve("postgresql");
        return Files.isDirectory(nested) ? nested : beside;
    }

    private static Optional<String> ask(Path program, String question) {
        try {
            return Optional.of(Program.run(Path.of("/"), LIMIT, List.of(program.toString(), question))
                    .strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
