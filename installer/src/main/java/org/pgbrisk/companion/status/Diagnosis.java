package org.pgbrisk.companion.status;

import java.util.List;
import org.pgbrisk.companion.install.PlJava;
import org.pgbrisk.companion.install.Site;
import org.pgbrisk.companion.install.Stamp;

/** Turns what was seen into findings. */
record Diagnosis(Site site, Surroundings around, Probe probe, Stamp own) {
    private static final int OLDEST_SERVER = 140000;

    List<Finding> findings() {
        return List.of(server(), java(), pgbrisk(), functions(), hypopg(), statements(), login());
    }

    /** Installed, up to date, and callable. */
    boolean good() {
        return pgbrisk().ok() && functions().ok();
    }

    private Finding server() {
        var state = "PostgreSQL " + site.version().split(" ")[0] + ", " + (around.standby() ? "standby" : "primary");
        if (site.versionNumber() < OLDEST_SERVER) {
            return Finding.lacking("server", state, "pgbrisk does not work here", "upgrade to PostgreSQL 14 or newer");
        }
        return around.standby()
                ? Finding.lacking(
                        "server",
                        state,
                        "what changes anything is refused, install too",
                        "run pgbrisk install on the primary")
                : Finding.fine("server", state);
    }

    private Finding java() {
        if (site.javaExists()) {
            return Finding.fine("PL/Java", around.pljava() == null ? "loaded" : "extension " + around.pljava());
        } else if (site.pljavaAvailable() != null) {
            return Finding.lacking(
                    "PL/Java",
                    site.pljavaAvailable() + " is available, not created in this database",
                    "no functions in SQL; pgbrisk call works",
                    "pgbrisk install (creates it)");
        }
        return Finding.lacking(
                "PL/Java",
                "not on this server",
                "no functions in SQL; pgbrisk call works",
                "install " + PlJava.packages(site.majorVersion()) + " then pgbrisk install");
    }

    private Finding pgbrisk() {
        if (!site.ours()) {
            return Finding.lacking(
                    "pgbrisk",
                    site.schemaExists() ? "schema brisk exists and is not pgbrisk's" : "not installed",
                    "no functions in SQL; pgbrisk call works",
                    site.schemaExists() ? "alter schema brisk rename to …; then pgbrisk install" : "pgbrisk install");
        }
        var there = site.installed();
        var state = there.map(Stamp::version).orElse("unknown version") + " installed";
        if (there.filter(own::equals).isPresent() && !site.rolesComplete()) {
            return Finding.lacking(
                    "pgbrisk",
                    state + ", its roles or their rights are missing",
                    "nobody but superusers can use it; a dump restored without the roles leaves it so",
                    "pgbrisk install");
        } else if (there.filter(own::equals).isPresent()) {
            return Finding.fine("pgbrisk", state);
        } else if (there.isPresent() && there.get().isNewerThan(own)) {
            return Finding.lacking(
                    "pgbrisk",
                    state + ", this is " + own.version(),
                    "this jar cannot change the installation",
                    "use pgbrisk " + there.get().version() + " or newer");
        }
        return Finding.lacking(
                "pgbrisk",
                state + ", this is " + own.version() + " with other functions",
                "the functions in SQL are not those of this jar",
                "pgbrisk install");
    }

    private Finding functions() {
        if (probe.answered()) {
            return Finding.fine("functions", "answer" + (probe.said().isEmpty() ? "" : ", with " + probe.said()));
        }
        if (!site.ours()) {
            return Finding.lacking(
                    "functions", "not there", "no functions in SQL; pgbrisk call works", "pgbrisk install");
        }
        var step = around.reader()
                ? "pgbrisk install (repairs), or see the server's log"
                : "grant brisk_reader to " + quoted(site.login()) + ";";
        return Finding.lacking("functions", probe.said(), "this role cannot call them in SQL", step);
    }

    private Finding hypopg() {
        if (around.hypopg() != null) {
            return Finding.fine("hypopg", "extension " + around.hypopg());
        }
        return Finding.lacking(
                "hypopg",
                around.hypopgAvailable() ? "available, not created in this database" : "not on this server",
                "suggestions rest on statistics, unproven by the planner",
                around.hypopgAvailable()
                        ? "create extension hypopg;"
                        : "install " + packages("hypopg") + ", then create extension hypopg;");
    }

    private Finding statements() {
        var what = "pg_stat_statements";
        var cost = "no workload to work from, but what is passed in queries";
        var create = "create extension pg_stat_statements;";
        if (!around.statementsAvailable() && around.statements() == null) {
            return Finding.lacking(
                    what,
                    "not on this server",
                    cost,
                    "install postgresql-contrib (Debian, Ubuntu) or postgresql" + site.majorVersion()
                            + "-contrib (RHEL and its kin)");
        } else if (!around.statementsLoaded()) {
            return Finding.lacking(
                    what,
                    "not preloaded",
                    cost,
                    "add pg_stat_statements to shared_preload_libraries, restart the server"
                            + (around.statements() == null ? ", " + create : ""));
        } else if (around.statements() == null) {
            return Finding.lacking(what, "preloaded, not created in this database", cost, create);
        }
        return Finding.fine(what, "preloaded, extension " + around.statements());
    }

    private Finding login() {
        var role = "role " + site.login();
        if (site.superuser()) {
            return Finding.fine("rights", role + ", superuser");
        } else if (site.ours() && !around.reader()) {
            return Finding.lacking(
                    "rights",
                    role + ", not a member of brisk_reader",
                    "may not call pgbrisk in SQL",
                    "grant brisk_reader to " + quoted(site.login()) + ";");
        } else if (site.ours() && !around.sqljUsage()) {
            return Finding.lacking(
                    "rights", role + ", no USAGE on schema sqlj", "calls into Java are refused", "pgbrisk install");
        } else if (!around.readsAllStats()) {
            return Finding.lacking(
                    "rights",
                    role + ", sees its own statements only",
                    "other people's statements are not looked at",
                    "grant pg_read_all_stats to " + quoted(site.login()) + ";");
        }
        return Finding.fine("rights", role + (around.reader() ? ", member of brisk_reader" : ""));
    }

    private String packages(String extension) {
        return "postgresql-" + site.majorVersion() + "-" + extension + " (Debian, Ubuntu) or " + extension + "_"
                + site.majorVersion() + " (RHEL and its kin)";
    }

    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_$]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
