package org.pgbrisk.servers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds or starts a PostgreSQL, the best that this machine has.
 *
 * <p>The environment variable PGBRISK_TEST_URL decides where it is set: the URL of a running server ({@code postgresql://…} or
 * {@code jdbc:postgresql://…}), or one kind by name: {@code installed}, {@code docker} or {@code docker:IMAGE},
 * {@code embedded} or {@code embedded:16}. What is asked for by name is never replaced by something else.
 */
public final class Servers {

    static final String VARIABLE = "PGBRISK_TEST_URL";

    private Servers() {}

    /** A way to come by a server. */
    private interface Kind {
        Server start(List<String> notes) throws Unavailable;
    }

    /**
     * The first of these that works: PGBRISK_TEST_URL; a PostgreSQL installed on this machine, one with PL/Java before a newer
     * one, in a cluster of its own; Docker; embedded binaries. {@link Server#notes()} says why better ones were not taken.
     *
     * @throws IllegalStateException when PGBRISK_TEST_URL is set and does not work, or nothing works; the message says why
     */
    public static Server best() {
        var asked = System.getenv(VARIABLE);
        return asked == null || asked.isBlank() ? firstThatWorks() : named(asked.strip());
    }

    /**
     * A new cluster of embedded binaries.
     *
     * @param major 14 to 18
     * @throws IllegalStateException when it cannot be started; the message says why
     */
    public static Server embedded(int major) {
        return orThrow("embedded PostgreSQL " + major, notes -> Embedded.start(major, notes));
    }

    /**
     * A new cluster of a PostgreSQL installed on this machine.
     *
     * @param settings lines of postgresql.conf that come after our own, and win
     * @throws IllegalStateException when none is installed or it does not start; the message says why
     */
    public static Server installed(String... settings) {
        return orThrow("an installed PostgreSQL", notes -> Installed.startBest(notes, List.of(settings)));
    }

    /** One kind or one server by its name, as PGBRISK_TEST_URL gives it. */
    static Server named(String asked) {
        var parts = asked.split(":", 2);
        var detail = parts.length > 1 ? parts[1] : "";
        var name = VARIABLE + "=" + (asked.contains("//") ? "(a URL)" : asked);
        return switch (parts[0]) {
            case "installed" -> orThrow(name, notes -> Installed.startBest(notes, List.of()));
            case "docker" ->
                orThrow(
                        name,
                        notes -> detail.isEmpty() ? Container.startOwnImage(notes) : Container.start(detail, notes));
            case "embedded" ->
                orThrow(name, notes -> Embedded.start(detail.isEmpty() ? Embedded.NEWEST : number(detail), notes));
            default -> orThrow(name, notes -> given(asked, notes));
        };
    }

    private static Server firstThatWorks() {
        var kinds = new LinkedHashMap<String, Kind>();
        kinds.put("installed", notes -> Installed.startBest(notes, List.of()));
        kinds.put("docker", Container::startOwnImage);
        kinds.put("embedded", notes -> Embedded.start(Embedded.NEWEST, notes));
        return firstThatWorks(kinds);
    }

    private static Server firstThatWorks(Map<String, Kind> kinds) {
        var notes = new ArrayList<String>();
        for (var kind : kinds.entrySet()) {
            try {
                return kind.getValue().start(List.copyOf(notes));
            } catch (Unavailable e) {
                notes.add(kind.getKey() + ": " + e.getMessage());
            }
        }
        throw new IllegalStateException("no PostgreSQL to be had: " + String.join("; ", notes) + ". Install PostgreSQL "
                + Installation.OLDEST_SUPPORTED + " or newer, or set " + VARIABLE + " to the URL of one that runs.");
    }

    private static Server given(String url, List<String> notes) throws Unavailable {
        try {
            var address = Address.parse(url);
            var where = "at " + address.host() + ":" + address.port() + " (" + VARIABLE + ")";
            return RunningServer.of(Place.foreign(address, where), notes);
        } catch (IllegalArgumentException | SQLException e) {
            throw new Unavailable(e.getMessage(), e);
        }
    }

    private static int number(String text) throws Unavailable {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new Unavailable(
                    "\"" + text + "\" is not a major version; expected " + Embedded.OLDEST + " to " + Embedded.NEWEST,
                    e);
        }
    }

    private static Server orThrow(String name, Kind kind) {
        try {
            return kind.start(List.of());
        } catch (Unavailable e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }
}
