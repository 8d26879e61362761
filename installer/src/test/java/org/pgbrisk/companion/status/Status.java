package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.database.Json;
import org.pgbrisk.servers.Server;

/** What {@code pgbrisk status --json} printed, and what its next steps say. */
record Status(int exitCode, List<JsonObject> lines, String printed) {
    private static final Pattern THEN = Pattern.compile("(?:;|,) then ");

    static Status of(String url) {
        var run = Pgbrisk.run("status", "--json", "--url", url);
        assertTrue(run.exitCode() <= 1, run.err());
        var lines = Json.array(run.out()).stream().map(JsonObject.class::cast).toList();
        return new Status(run.exitCode(), lines, run.out());
    }

    JsonObject line(String what) {
        return lines.stream()
                .filter(line -> what.equals(line.getString("what")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + what + " in " + printed));
    }

    String verdict(String what) {
        return line(what).getString("verdict");
    }

    String state(String what) {
        return line(what).getString("state");
    }

    String step(String what) {
        return line(what).getString("next_step");
    }

    Status assertLine(String what, String verdict, String stateHolds) {
        assertEquals(verdict, verdict(what), printed);
        assertTrue(state(what).contains(stateHolds), printed);
        assertTrue(line(what).getString("cost") != null || verdict.equals("ok"), printed);
        assertEquals(
                lines.stream().anyMatch(line -> "wrong".equals(line.getString("verdict"))) ? 1 : 0, exitCode, printed);
        return this;
    }

    /** Does what the step says, as a superuser: statements in a session of their own, commands of pgbrisk by running them. */
    static void carryOut(String step, Server server, String database) throws SQLException {
        for (var part : parts(step)) {
            if (part.startsWith("pgbrisk ")) {
                var command = new ArrayList<>(
                        List.of(part.substring("pgbrisk ".length()).split(" ")));
                command.addAll(List.of("--url", server.postgresUrl(database)));
                var run = Pgbrisk.run(command.toArray(String[]::new));
                assertEquals(0, run.exitCode(), part + ": " + run.out() + run.err());
            } else {
                assertTrue(part.endsWith(";"), "neither a statement nor a command: " + part);
                try (var connection = server.connect(database);
                        var statement = connection.createStatement()) {
                    statement.execute(part);
                }
            }
        }
    }

    private static List<String> parts(String step) {
        var parts = new ArrayList<String>();
        for (var part : THEN.split(step)) {
            var statement = !part.startsWith("pgbrisk ") && !part.endsWith(";");
            parts.add(statement ? part + ";" : part);
        }
        return parts;
    }
}
