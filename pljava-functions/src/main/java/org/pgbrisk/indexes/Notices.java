package org.pgbrisk.indexes;

import java.time.Duration;
import java.util.Set;

/** What the server lacks, and what was left out for that or for want of time: each with what to do about it. */
final class Notices {
    private final Report report;

    Notices(Report report) {
        this.report = report;
    }

    void workload(Capabilities server, Workload workload, boolean given) {
        if (!given && !server.hasStatements()) {
            report.notice(
                    "no workload: pg_stat_statements is not "
                            + (server.statementsSchema() == null ? "created in this database" : "loaded")
                            + ", so only foreign keys were looked at",
                    "add pg_stat_statements to shared_preload_libraries in postgresql.conf, restart the server, then: create "
                            + "extension if not exists pg_stat_statements; or pass the statements: queries => array['select ...']");
        }
        if (workload.hidden() > 0) {
            report.notice(
                    workload.hidden() + " statements of other users are hidden from you",
                    "grant pg_read_all_stats to your role");
        }
    }

    void time(Deadline deadline, Duration limit) {
        if (deadline.wasMissed()) {
            report.notice(
                    "the time was over before all had been tried: the advice is what was found within "
                            + limit.toMillis() + " ms",
                    "pass a longer time_limit, or set brisk.advisor_time_limit = '10min', or ask about fewer statements: set "
                            + "brisk.advisor_statements, or pass relation or queries");
        }
    }

    /** @param tables that a budget left out */
    void unsized(Set<String> tables) {
        for (var table : tables) {
            report.notice(
                    table + " has never been analyzed: sizes on it are not known, so nothing fits a storage_budget",
                    "analyze " + table);
        }
    }

    void hypopg(Capabilities server, String costs) {
        if (server.hypopgSchema() == null && !costs.equals("statistics")) {
            report.notice(
                    "hypopg is not created in this database: costs with an index are computed from statistics, the planner was not asked",
                    "install the package postgresql-NN-hypopg (Debian, Ubuntu) or hypopg_NN (RHEL), then: create extension hypopg");
        }
    }

    void trials(Trials trials) {
        if (trials.failure() != null) {
            report.notice(
                    "no statement was run: " + trials.failure(),
                    "see what verify => 'run' needs in the guide, or pass 'explain'");
        }
    }
}
