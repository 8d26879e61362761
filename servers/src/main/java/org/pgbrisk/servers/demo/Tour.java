package org.pgbrisk.servers.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.tpch.Tpch;

/** The steps of the demo, in order. */
final class Tour implements AutoCloseable {
    private static final String ASK = "select rank, ddl, benefit_percent from brisk.suggest_indexes()";

    private final Server server;
    private final DemoDatabase database;
    private final Companion companion;
    private final Narrator narrator;
    private Serving serving;

    Tour(Server server, DemoDatabase database, Companion companion, Narrator narrator) {
        this.server = server;
        this.database = database;
        this.companion = companion;
        this.narrator = narrator;
    }

    Comparison go(double scale, int limitSeconds) throws SQLException {
        introduce();
        load(scale);
        install();
        var tasks = Workload.at(scale);
        var before = measure(tasks, limitSeconds, "The workload as it is");
        narrator.say("total: " + seconds(before));
        var chosen = choose(tasks, before);
        create(chosen);
        var after = measure(tasks, limitSeconds, "The workload with " + chosen.size() + " indexes");
        return compare(Comparison.of(before, after), limitSeconds);
    }

    String whatToTry() {
        var url = database.postgresUrl();
        var psql = "psql '" + url + "'";
        var lines = Stream.of(
                        "The server stays up until Ctrl-C, and is gone then. From another terminal:",
                        "  database:  " + url,
                        hasPsql() ? "  " + psql : "",
                        inSql() ? "  " + psql + " -c '" + ASK + "'" : "",
                        inSql() && !hasPsql()
                                ? "  (psql is not on this machine's PATH; any client of PostgreSQL will do)"
                                : "",
                        inSql() && hasPsql() ? "" : "  ./pgbrisk call suggest_indexes --url '" + url + "'")
                .filter(line -> !line.isEmpty());
        return String.join("\n", lines.toList());
    }

    private void introduce() throws SQLException {
        narrator.say(server.describe());
        server.notes().forEach(note -> narrator.say("  not taken: " + note));
        database.createExtensions().forEach(note -> narrator.say("  " + note));
    }

    private void load(double scale) throws SQLException {
        narrator.heading("TPC-H at scale " + scale + ", with primary keys and no other index");
        try (var connection = database.connect();
                var bar = narrator.bar("loading", Tpch.rows(scale))) {
            var finished = new long[1];
            Tpch.load(connection, scale, (table, rows, complete) -> {
                bar.at(Math.min(Tpch.rows(scale) - 1, finished[0] + rows), table);
                finished[0] += complete ? rows : 0;
            });
            bar.at(Tpch.rows(scale), "");
        }
    }

    private void install() throws SQLException {
        if (server.offers("pljava")) {
            narrator.heading("Installing pgbrisk into the database");
            command("install", "--url", database.postgresUrl());
        } else if (server.own() && server.offers("dblink")) {
            narrator.heading("Installing pgbrisk into the database, and serving it: this server has no PL/Java");
            command("install", "--runtime", "bridge", "--url", database.postgresUrl());
            narrator.say("$ " + Companion.shown("serve", "--url", database.postgresUrl()));
            serving = companion.serve(database.postgresUrl());
        } else {
            narrator.say(
                    "This server has no PL/Java: pgbrisk is not installed into it, and works from outside, as pgbrisk call.");
        }
        database.forgetStatements();
    }

    private void command(String... words) {
        narrator.say("$ " + Companion.shown(words));
        narrator.say(companion.output(words));
    }

    /** Whether the functions can be called in SQL. */
    private boolean inSql() {
        return serving != null || server.offers("pljava");
    }

    /** Ends what was started for the functions. */
    @Override
    public void close() {
        if (serving != null) {
            serving.close();
        }
    }

    private List<Timing> measure(List<Task> tasks, int limitSeconds, String heading) throws SQLException {
        narrator.heading(heading);
        try (var connection = database.connect()) {
            return new Measurement(connection, limitSeconds).of(tasks, narrator, "running");
        }
    }

    private List<Suggestion> choose(List<Task> tasks, List<Timing> timings) throws SQLException {
        narrator.heading("Asking for indexes");
        var all = Suggestion.parse(serving == null ? askFromOutside() : askInSql());
        all.stream().filter(row -> row.ddl().isEmpty()).forEach(row -> narrator.say("note: " + row.reason()));
        var advice = all.stream().filter(row -> !row.ddl().isEmpty()).toList();
        if (advice.isEmpty()) {
            narrator.say("No suggestion.");
            return List.of();
        }
        narrator.say(Report.suggestions(advice));
        var indexes = advice.stream().filter(Suggestion::makesIndex).toList();
        return database.has(DemoDatabase.Extension.HYPOPG) ? indexes : prove(indexes, tasks, timings);
    }

    private String askFromOutside() {
        String[] command = {"call", "suggest_indexes", "--url", database.postgresUrl(), "--json"};
        narrator.say("$ " + Companion.shown(command));
        return companion.output(command);
    }

    private String askInSql() throws SQLException {
        narrator.say(database.name() + "=# " + ASK + ";");
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select coalesce(json_agg(to_json(s)), '[]') from brisk.suggest_indexes() s")) {
            row.next();
            return row.getString(1);
        }
    }

    private List<Suggestion> prove(List<Suggestion> indexes, List<Task> tasks, List<Timing> timings)
            throws SQLException {
        narrator.say(
                "Without hypopg these are proposals. Each is built in a transaction that is rolled back, and stays on the"
                        + " list when the plans of the workload become cheaper by it.");
        try (var connection = database.connect()) {
            var verdicts = new Proof(connection, tasks, timings).of(indexes, narrator);
            narrator.say(Report.verdicts(verdicts));
            return verdicts.stream()
                    .filter(Verdict::helps)
                    .map(Verdict::suggestion)
                    .toList();
        }
    }

    private void create(List<Suggestion> chosen) throws SQLException {
        narrator.heading("Creating " + chosen.size() + " indexes");
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var bar = narrator.bar("creating", chosen.size())) {
            for (var i = 0; i < chosen.size(); i++) {
                bar.at(i, chosen.get(i).relation());
                statement.execute(chosen.get(i).ddl());
            }
            statement.execute("analyze");
            bar.at(chosen.size(), "");
        }
    }

    private Comparison compare(Comparison comparison, int limitSeconds) {
        narrator.heading("Before and after");
        narrator.say(Report.comparison(comparison));
        narrator.say("Best of %d runs; one run of what takes more than %.1f s. Times on the client."
                .formatted(Measurement.RUNS, Measurement.SLOW_MS / 1000));
        if (comparison.cutOff()) {
            narrator.say("\">\": ended at the limit of " + limitSeconds + " s; the true time is longer.");
        }
        narrator.say(String.format(
                Locale.ROOT,
                "Total: %.1f s before, %.1f s after: %s.",
                comparison.beforeMs() / 1000,
                comparison.afterMs() / 1000,
                comparison.faster()
                        ? String.format(Locale.ROOT, "%.1f times as fast", comparison.factor())
                        : "not faster"));
        return comparison;
    }

    private static String seconds(List<Timing> timings) {
        return String.format(
                Locale.ROOT, "%.1f s", timings.stream().mapToDouble(Timing::ms).sum() / 1000);
    }

    private boolean hasPsql() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
    }
}
