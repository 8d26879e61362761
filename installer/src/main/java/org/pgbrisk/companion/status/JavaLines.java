package org.pgbrisk.companion.status;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pgbrisk.companion.jvm.JvmOptions;
import org.pgbrisk.companion.terminal.Shell;

/** PL/Java, the runtime in force, and what its Java is told. */
record JavaLines(Facts facts) {
    private static final String OPTIONS = "Java options";
    private static final String ARCHIVE = "class-data archive";
    private static final String MAKE_ARCHIVE = "pgbrisk jvm-archive --apply";

    List<Finding> findings() throws SQLException {
        return List.of(language(), runtime(), companions(), options(), archive());
    }

    private Finding language() throws SQLException {
        var what = "PL/Java";
        var extension = facts.extension("pljava");
        var suspect = facts.around().sqljSuspect();
        if (!Diagnosis.hasJava(facts)
                && !facts.site().ours()
                && facts.extension("dblink").isOnServer()) {
            return Finding.ok(what, "not on this server", "none: pgbrisk install takes the bridge in its place", null);
        } else if (!facts.site().javaExists()) {
            return Finding.missing(
                    what,
                    extension.isOnServer()
                            ? extension.available() + " available, not created in this database"
                            : "not on this server",
                    Diagnosis.CALL_WORKS,
                    Diagnosis.install(facts));
        } else if (suspect != null) {
            return Finding.wrong(
                    what,
                    Diagnosis.lessRights("sqlj", suspect),
                    "whether its Java runs is not known",
                    "pgbrisk status -U " + Shell.quoted(suspect));
        }
        var state = extension.isCreated() ? "extension " + extension.created() : "loaded without its extension";
        if (facts.probe().java() != null) {
            return Finding.wrong(
                    what, state + ", its Java fails: " + facts.probe().java(), "every call in SQL fails", mend());
        }
        return Finding.ok(what, facts.probe().javaTried() ? state + ", its Java runs" : state);
    }

    private String mend() throws SQLException {
        if (!facts.seesDisk()) {
            return "pgbrisk status as a superuser, who sees which Java the server has";
        }
        var statements = facts.javaSettings().mend(facts.javas());
        return statements != null
                ? statements
                : "install openjdk-17-jre-headless (Debian, Ubuntu) or java-17-openjdk-headless (RHEL and its kin) on the"
                        + " server, then pgbrisk status";
    }

    private Finding runtime() throws SQLException {
        var what = "runtime";
        var probe = facts.probe();
        if (probe.answered()) {
            var java = probe.runtime() == null ? "" : " on " + probe.runtime().words();
            return Finding.ok(what, "pljava, inside the backend" + java + ": PL/Java is here and its Java runs");
        }
        if (!facts.site().ours()) {
            var reason = Diagnosis.hasJava(facts) || facts.extension("dblink").isOnServer()
                    ? "pgbrisk is not installed"
                    : "neither PL/Java nor dblink is on this server";
            return Finding.missing(
                    what, "none in SQL: " + reason, "pgbrisk call works, from outside", Diagnosis.install(facts));
        }
        return Finding.wrong(what, "none in SQL: " + reason(), "calls fail", step());
    }

    private String reason() {
        var around = facts.around();
        if (around.anySuspect() != null) {
            return "nothing of " + around.anySuspect() + " was called";
        } else if (!facts.site().javaExists()) {
            return "PL/Java is gone from this database";
        } else if (RightsLines.lacksCalling(facts)) {
            return "this login may not call it";
        } else if (!facts.lost().isEmpty()) {
            return String.join(", ", facts.lost()) + " gone";
        }
        return facts.probe().functions();
    }

    private String step() throws SQLException {
        var around = facts.around();
        if (around.anySuspect() != null) {
            return "pgbrisk status -U " + Shell.quoted(around.anySuspect());
        } else if (facts.site().javaExists() && facts.lost().isEmpty() && RightsLines.lacksCalling(facts)) {
            return new RightsLines(facts).calling().nextStep();
        }
        return facts.probe().java() != null ? mend() : Diagnosis.install(facts);
    }

    private Finding companions() {
        return Finding.ok(
                "companions",
                facts.site().ours()
                        ? "none needed: the functions run inside the server"
                        : "none: nothing to serve yet");
    }

    private Finding options() throws SQLException {
        var version = javaVersion();
        if (version.isEmpty() || !facts.seesJavaSettings()) {
            return Finding.ok(OPTIONS, unseen());
        }
        var options = facts.javaSettings().options();
        var recommended = JvmOptions.recommended(version.get(), options.archive());
        var lacks = options.lacks(recommended);
        if (lacks.isEmpty()) {
            return Finding.ok(OPTIONS, "as recommended");
        }
        return Finding.missing(
                OPTIONS,
                "pljava.vmoptions lacks " + lacks.size() + " of the recommended",
                lacks.stream().limit(2).collect(Collectors.joining("; ")) + (lacks.size() > 2 ? "; …" : ""),
                facts.javaSettings().setOptions(options.completedWith(recommended)));
    }

    private Finding archive() {
        var named = facts.javaSettings().options().archive();
        if (javaVersion().isEmpty() || !facts.seesDisk()) {
            return Finding.ok(ARCHIVE, unseen());
        } else if (named.isEmpty()) {
            return Finding.missing(ARCHIVE, "none", "first calls read and check Java's classes anew", MAKE_ARCHIVE);
        } else if (facts.archive() == null) {
            return Finding.missing(
                    ARCHIVE, named.get() + " is not on the server's disk", "first calls go without it", MAKE_ARCHIVE);
        }
        var newer = facts.javas().stream()
                .filter(java -> java.libjvm().equals(facts.javaSettings().location()))
                .anyMatch(java -> java.installed() > facts.archive());
        return newer
                ? Finding.missing(
                        ARCHIVE,
                        named.get() + " is older than the Java in force",
                        "it may not fit any more: first calls go without it then",
                        MAKE_ARCHIVE)
                : Finding.ok(ARCHIVE, named.get());
    }

    private String unseen() {
        return facts.probe().answered() ? "for superusers to see" : "seen once Java answers";
    }

    /** Of the Java that answered. */
    private Optional<Integer> javaVersion() {
        if (!facts.probe().answered()) {
            return Optional.empty();
        }
        var runtime = facts.probe().runtime();
        return runtime != null
                ? Optional.of(Runtime.Version.parse(runtime.javaVersion()).feature())
                : facts.javas().stream()
                        .filter(java ->
                                java.libjvm().equals(facts.javaSettings().location()))
                        .map(ServerJava::version)
                        .findFirst();
    }
}
