package org.pgbrisk.companion.status;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.pgbrisk.companion.install.Stamp;
import org.pgbrisk.companion.terminal.Shell;

/** Turns what was seen into findings, in the order in which somebody mends them. */
record Diagnosis(Facts facts) {
    private static final int OLDEST_SERVER = 140000;

    static final String CALL_WORKS = "no functions in SQL; pgbrisk call works, from outside";

    List<Finding> findings() throws SQLException {
        var findings = new ArrayList<Finding>();
        findings.add(server());
        findings.add(installation());
        findings.addAll(facts.bridge() == null ? new JavaLines(facts).findings() : new BridgeLines(facts).findings());
        findings.add(sessions());
        findings.addAll(new RightsLines(facts).findings());
        findings.addAll(new ExtensionLines(facts).findings());
        findings.addAll(settings());
        return findings;
    }

    private Finding server() {
        var site = facts.site();
        var state = "PostgreSQL " + site.version().split(" ")[0] + ", "
                + (facts.around().standby() ? "standby: what changes anything runs on the primary" : "primary");
        return site.versionNumber() < OLDEST_SERVER
                ? Finding.wrong("server", state, "pgbrisk does not work here", "upgrade to PostgreSQL 14 or newer")
                : Finding.ok("server", state);
    }

    private Finding installation() {
        var what = "pgbrisk";
        var site = facts.site();
        var own = facts.own();
        if (site.schemaExists() && facts.around().suspect() != null) {
            return Finding.wrong(
                    what,
                    lessRights("brisk", facts.around().suspect()),
                    "what it would answer is not known",
                    "pgbrisk status -U " + Shell.quoted(facts.around().suspect()));
        } else if (!site.ours()) {
            return site.schemaExists()
                    ? Finding.wrong(
                            what,
                            "schema brisk is there and is not pgbrisk's, " + own.version() + " available",
                            CALL_WORKS,
                            "alter schema brisk rename to brisk_before; then " + install(facts))
                    : Finding.wrong(what, "not installed, " + own.version() + " available", CALL_WORKS, install(facts));
        }
        var there = site.installed();
        var state = there.map(Stamp::version).orElse("unknown version") + " installed, " + own.version() + " available";
        if (there.filter(stamp -> stamp.isNewerThan(own)).isPresent()) {
            return Finding.wrong(
                    what,
                    state,
                    "this companion does not know what the newer one changed",
                    "pgbrisk " + there.get().version() + " or newer instead of this one");
        } else if (!facts.lost().isEmpty()) {
            return Finding.wrong(
                    what,
                    state + "; gone: " + String.join(", ", facts.lost()),
                    "what needs them fails",
                    install(facts));
        }
        return there.filter(own::equals).isPresent()
                ? Finding.ok(what, state)
                : Finding.wrong(
                        what,
                        there.map(Stamp::version).filter(own.version()::equals).isPresent()
                                ? state + ", with other functions"
                                : state,
                        "the functions in SQL are not those of this companion",
                        install(facts));
    }

    /** How pgbrisk gets into this database: into PL/Java, else with the bridge. */
    static String install(Facts facts) {
        var install = facts.around().standby() ? "pgbrisk install on the primary" : "pgbrisk install";
        return facts.bridge() != null
                        || hasJava(facts)
                        || facts.extension("dblink").isOnServer()
                ? install
                : "install " + new Packages(facts.site().majorVersion()).of("pljava") + ", then " + install;
    }

    static boolean hasJava(Facts facts) {
        return facts.site().javaExists() || facts.extension("pljava").isOnServer();
    }

    static String lessRights(String schema, String owner) {
        return "something in schema " + schema + " belongs to " + owner
                + ", who has fewer rights than you: nothing in it was called";
    }

    private Finding sessions() {
        var what = "sessions";
        var old = facts.oldSessions();
        if (old.isEmpty()) {
            return Finding.ok(what, "none with an older jar");
        }
        var state = old.size() + (old.size() == 1 ? " has" : " have") + " an older jar: "
                + String.join(
                        ", ", old.stream().limit(10).map(OldSession::words).toList())
                + (old.size() > 10 ? ", …" : "");
        return Finding.wrong(what, state, "their calls are refused until they reconnect", reconnect(old));
    }

    /**
     * No pg_terminate_backend: with PL/Java 1.6.9 an idle session does not wake to it, and one that meanwhile starts a call may take the server
     * down.
     */
    private static String reconnect(List<OldSession> old) {
        return "reconnect them: restart the clients, or let their pool recycle: "
                + old.stream().map(session -> Integer.toString(session.pid())).collect(Collectors.joining(", "));
    }

    private List<Finding> settings() {
        var what = "settings";
        var wrong = facts.settings().stream()
                .filter(setting -> !setting.known() || setting.problem() != null || setting.orphan())
                .map(setting -> finding(what, setting))
                .sorted(Comparator.comparing(finding -> !finding.isWrong()))
                .toList();
        if (!wrong.isEmpty()) {
            return wrong;
        }
        var given = facts.settings().size();
        return List.of(Finding.ok(what, given == 0 ? "all at their defaults" : given + " changed, all understood"));
    }

    private Finding finding(String what, GivenSetting setting) {
        if (!setting.known()) {
            return Finding.wrong(
                    what,
                    setting.name() + ", set " + setting.place() + ", is no setting of pgbrisk" + nearest(setting),
                    "nothing obeys it",
                    setting.undo());
        } else if (setting.problem() != null) {
            return Finding.wrong(
                    what,
                    setting.problem() + ", " + setting.place() + "; expected " + setting.expected(),
                    "functions that obey it refuse to run",
                    setting.undo());
        }
        return Finding.missing(
                what,
                setting.name() + " is kept " + setting.place() + ", which does not exist",
                "holds for whoever gets that name next",
                setting.undo());
    }

    private String nearest(GivenSetting setting) {
        return setting.nearest() == null ? "" : "; the nearest is " + setting.nearest();
    }
}
