package org.pgbrisk.companion.status;

import java.util.List;

/** The extensions: those that functions use, and those that none uses yet. */
record ExtensionLines(Facts facts) {
    private static final String STATEMENTS = "pg_stat_statements";

    /** The first version of pg_stat_statements with the columns that are read: that of PostgreSQL 13. */
    private static final double OLDEST_STATEMENTS = 1.08;

    List<Finding> findings() {
        return List.of(
                hypopg(),
                statements(),
                cron(),
                unused("vector", "pgvector", "searches by similarity"),
                dblink(),
                unused("pgstattuple", "pgstattuple", "exact figures of dead space"));
    }

    private Finding hypopg() {
        var hypopg = facts.extension("hypopg");
        var cost = "suggestions rest on statistics, unproven by the planner";
        if (!hypopg.isCreated()) {
            return Finding.missing("hypopg", state(hypopg), cost, create(hypopg));
        }
        return hypopg.usable() ? Finding.ok("hypopg", state(hypopg)) : noUsage(hypopg, cost);
    }

    private Finding statements() {
        var statements = facts.extension(STATEMENTS);
        var cost = "no workload to work from, but what is passed in queries";
        if (!facts.around().statementsLoaded()) {
            var preload = "add pg_stat_statements to shared_preload_libraries, restart the server";
            return Finding.missing(
                    STATEMENTS,
                    statements.isOnServer() ? "not preloaded" : state(statements),
                    cost,
                    (statements.isOnServer() ? "" : "install " + packages(statements) + ", then ")
                            + preload
                            + (statements.isCreated() ? "" : "; then " + statements.create()));
        } else if (!statements.isCreated()) {
            return Finding.missing(STATEMENTS, "preloaded, not created in this database", cost, create(statements));
        } else if (version(statements.created()) < OLDEST_STATEMENTS) {
            return Finding.wrong(
                    STATEMENTS,
                    state(statements) + ", of a PostgreSQL before 13",
                    "suggest_indexes fails unless it is passed queries",
                    "alter extension pg_stat_statements update;");
        } else if (!statements.usable()) {
            return noUsage(statements, cost);
        }
        return collecting(statements, cost);
    }

    private Finding collecting(Extension statements, String cost) {
        var around = facts.around();
        if ("none".equals(around.statementsTrack())) {
            return Finding.missing(
                    STATEMENTS,
                    "pg_stat_statements.track is none: it collects nothing",
                    cost,
                    around.alterStatementsTrack() + " set pg_stat_statements.track = 'top';");
        } else if ("off".equals(around.queryIds())) {
            return Finding.missing(
                    STATEMENTS,
                    "compute_query_id is off: it collects nothing",
                    cost,
                    around.alterQueryIds() + " set compute_query_id = 'auto';");
        }
        return Finding.ok(STATEMENTS, "preloaded, " + state(statements));
    }

    private Finding cron() {
        var cron = facts.extension("pg_cron");
        var around = facts.around();
        var brings = unusedBut("calls on a schedule");
        if (cron.isCreated()) {
            return Finding.ok("pg_cron", state(cron), brings, null);
        } else if (!around.cronLoaded()) {
            return Finding.ok(
                    "pg_cron",
                    cron.isOnServer() ? "not preloaded" : state(cron),
                    brings,
                    (cron.isOnServer() ? "" : "install " + packages(cron) + ", then ")
                            + "add pg_cron to shared_preload_libraries, set cron.database_name = '"
                            + facts.site().database().replace("'", "''") + "', restart the server; then "
                            + cron.create());
        }
        var elsewhere = around.cronDatabase() != null
                && !around.cronDatabase().equals(facts.site().database());
        return Finding.ok(
                "pg_cron",
                elsewhere
                        ? "preloaded, for database " + around.cronDatabase()
                        : "preloaded, not created in this database",
                brings,
                elsewhere ? null : cron.create());
    }

    private Finding dblink() {
        var what = "dblink";
        var there = facts.extension(what);
        var brings = "the bridge, which runs the functions in pgbrisk serve beside the server";
        if (facts.bridge() != null) {
            return there.isCreated()
                    ? Finding.ok(what, state(there), "none; it brings " + brings, null)
                    : Finding.wrong(what, state(there), "calls in SQL fail: it brings " + brings, create(there));
        }
        return Finding.ok(
                what,
                state(there),
                facts.site().ours()
                        ? "none: the functions run inside the server; it would bring " + brings
                        : "none; it brings " + brings,
                there.isOnServer() ? null : "install " + packages(there));
    }

    private Finding unused(String extension, String what, String brings) {
        var there = facts.extension(extension);
        return Finding.ok(what, state(there), unusedBut(brings), there.isCreated() ? null : create(there));
    }

    private static String unusedBut(String brings) {
        return "none: no function uses it yet; it would bring " + brings;
    }

    private Finding noUsage(Extension extension, String cost) {
        return Finding.missing(
                extension.name(),
                "no USAGE on its schema " + extension.schema(),
                cost,
                "grant usage on schema " + extension.schema() + " to "
                        + facts.around().login() + ";");
    }

    private static String state(Extension extension) {
        if (extension.isCreated()) {
            return "extension " + extension.created();
        }
        return extension.isOnServer() ? "available, not created in this database" : "not on this server";
    }

    String create(String extension) {
        return create(facts.extension(extension));
    }

    private String create(Extension extension) {
        return extension.isOnServer()
                ? extension.create()
                : "install " + packages(extension) + ", then " + extension.create();
    }

    private String packages(Extension extension) {
        return new Packages(facts.site().majorVersion()).of(extension.name());
    }

    /** 1.10 is more than 1.9. */
    private static double version(String text) {
        var parts = text.split("\\.");
        return Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) / 100.0;
    }
}
