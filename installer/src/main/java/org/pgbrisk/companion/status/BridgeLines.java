package org.pgbrisk.companion.status;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.install.WireTrial;
import org.pgbrisk.companion.terminal.Shell;
import org.pgbrisk.database.SqlState;

/** The runtime in force where it is the bridge: one call is made through all of it. */
record BridgeLines(Facts facts) {
    private static final String NOT_NEEDED = "not needed by the bridge";
    private static final String RUNTIME = "runtime";
    private static final String COMPANIONS = "companions";
    private static final String CANCELED = "57014";
    private static final String FAILS = "calls in SQL fail";

    /** As the wire's error names it. */
    private static final Pattern ADDRESS = Pattern.compile(" at (.+):(\\d+)$");

    List<Finding> findings() {
        return List.of(
                Finding.ok("PL/Java", NOT_NEEDED),
                runtime(),
                companions(),
                Finding.ok("Java options", NOT_NEEDED),
                Finding.ok("class-data archive", NOT_NEEDED));
    }

    private Finding runtime() {
        var around = facts.around();
        if (facts.probe().answered()) {
            return Finding.ok(RUNTIME, "bridge, in pgbrisk serve" + who());
        } else if (around.standby()) {
            return Finding.missing(
                    RUNTIME,
                    "none in SQL: this is a standby, from which no companion can be reached",
                    "calls in SQL are refused here",
                    "the same call on the primary, or here: pgbrisk call FUNCTION");
        } else if (suspect() != null) {
            return Finding.missing(
                    RUNTIME,
                    "bridge, not tried: nothing of " + suspect() + " was called",
                    "whether calls in SQL work is not known",
                    "pgbrisk status -U " + Shell.quoted(suspect()));
        } else if (!facts.lost().isEmpty()) {
            return wrong(String.join(", ", facts.lost()) + " gone", Diagnosis.install(facts));
        } else if (RightsLines.lacksCalling(facts)) {
            return wrong(
                    "this login may not call it",
                    new RightsLines(facts).calling().nextStep());
        } else if (!facts.extension("dblink").isCreated()) {
            return wrong("extension dblink is not in this database", new ExtensionLines(facts).create("dblink"));
        }
        return failure(facts.probe().failure());
    }

    private String suspect() {
        var suspect = facts.around().suspect();
        return suspect == null ? facts.site().suspect() : suspect;
    }

    private static Finding wrong(String reason, String step) {
        return Finding.wrong(RUNTIME, "none in SQL: " + reason, FAILS, step);
    }

    private Finding failure(Failure failure) {
        if (failure == null) {
            return wrong("nothing was called", Diagnosis.install(facts));
        }
        var why = failure.detail() == null ? failure.message() : failure.message() + ": " + failure.detail();
        var trouble = WireTrial.of(failure, facts.bridge().login());
        if (trouble.isPresent()) {
            return wrong(why.replaceAll("\\s+", " "), mend(trouble.get(), failure));
        } else if (CANCELED.equals(failure.sqlstate())) {
            return wrong("no companion answered within 10 s", serve(" --beside-others"));
        } else if (SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE.code().equals(failure.sqlstate())) {
            return prerequisite(failure);
        }
        return wrong(why, Diagnosis.install(facts));
    }

    private Finding prerequisite(Failure failure) {
        if (String.valueOf(failure.hint()).contains("pgbrisk serve -d ")) {
            return wrong(failure.message(), serve(""));
        } else if (failure.message().startsWith("the companion still runs ")) {
            var installed = facts.site().installed();
            return wrong(
                    failure.message(),
                    installed.filter(facts.own()::equals).isPresent()
                            ? serve(" --beside-others")
                            : installed
                                    .map(stamp -> "pgbrisk serve of pgbrisk " + stamp.version())
                                    .orElse("pgbrisk install"));
        }
        return wrong(failure.message(), Diagnosis.install(facts));
    }

    private String serve(String option) {
        return "pgbrisk serve" + option + " -d " + Shell.quoted(facts.site().database());
    }

    private String mend(WireTrial trouble, Failure failure) {
        var tried = ADDRESS.matcher(failure.message());
        var known = tried.find();
        var host = known ? Optional.of(tried.group(1)) : Optional.<String>empty();
        return switch (trouble) {
            case LOGIN_REFUSED -> "pgbrisk install";
            case NOT_ADMITTED, NO_PASSWORD_ASKED ->
                "add to "
                        + (facts.bridge().catalogs().hbaFile() == null
                                ? "pg_hba.conf"
                                : facts.bridge().catalogs().hbaFile())
                        + ", above its other lines: " + facts.bridge().admission(host)
                        + "; then select pg_reload_conf();";
            case TURNED_AWAY ->
                "what the server says; for connections: a higher max_connections, or fewer of a pooler's";
            case NOT_REACHED -> "pgbrisk install" + address(known ? tried.group() : "");
        };
    }

    /** Another one than was tried; where nothing is known, only people know. */
    private String address(String tried) {
        var catalogs = facts.bridge().catalogs();
        return Stream.of(Optional.ofNullable(catalogs.listens()), Optional.ofNullable(catalogs.reachedAt()))
                .flatMap(Optional::stream)
                .filter(host -> !tried.equals(" at " + host + ":" + catalogs.port()))
                .findFirst()
                .map(host -> " --wire-host " + Shell.quoted(host) + " --wire-port " + catalogs.port())
                .orElse(" --wire-host HOST --wire-port PORT, as the server reaches itself");
    }

    private String who() {
        var companions = facts.bridge().companions();
        var runtime = facts.probe().runtime();
        var java = runtime == null ? "" : " (" + runtime.jarVersion() + ", Java " + runtime.javaVersion() + ")";
        return (companions == null || companions.isEmpty()
                        ? ""
                        : " on " + companions.stream().map(Bridge.Serving::host).collect(Collectors.joining(" and ")))
                + java;
    }

    private Finding companions() {
        var companions = facts.bridge().companions();
        if (companions == null) {
            return Finding.ok(COMPANIONS, unseen());
        } else if (companions.isEmpty()) {
            return Finding.wrong(COMPANIONS, "none serves this database", FAILS, serve(""));
        }
        var state = companions.size()
                + (companions.size() == 1 ? " serves: " : " serve: ")
                + companions.stream().map(BridgeLines::words).collect(Collectors.joining("; "));
        var waiting = companions.get(0).waiting();
        return waiting == 0
                ? Finding.ok(COMPANIONS, state)
                : Finding.missing(
                        COMPANIONS,
                        state + "; " + waiting + (waiting == 1 ? " call waits" : " calls wait"),
                        "calls wait for their turn",
                        serve(" --beside-others"));
    }

    private String unseen() {
        if (facts.around().standby()) {
            return "seen on the primary";
        }
        return suspect() == null
                ? "for members of brisk_reader to see"
                : "not looked at: what says it is of " + suspect();
    }

    private static String words(Bridge.Serving companion) {
        return companion.host() + " (" + companion.version() + "), " + companion.running() + " of "
                + companion.workers() + (companion.workers() == 1 ? " worker" : " workers") + " busy"
                + (companion.doing() == null ? "" : " with " + companion.doing());
    }
}
