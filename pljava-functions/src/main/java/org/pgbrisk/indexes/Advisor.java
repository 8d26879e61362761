package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Relation;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.UserError;
import org.pgbrisk.indexes.Explainer.Explained;
import org.pgbrisk.indexes.ForeignKeys.ForeignKey;
import org.pgbrisk.indexes.SuggestIndexes.Row;

/** From a workload to suggestions: plan it, find candidates, search, write down. One instance serves one call. */
final class Advisor {
    private final Database database;
    private final SuggestIndexes.Args arguments;
    private final Capabilities server;
    private final Planner planner;
    private final Deadline deadline;
    private final Explainer explainer;
    private final Relation relation;
    private final AdvisorSettings settings;
    /** Bytes, null for no limit. */
    private final Long storageBudget;

    private final Duration timeLimit;

    private final Set<String> unsized = new TreeSet<>();

    Advisor(Database database, SuggestIndexes.Args arguments) throws SQLException {
        this.database = database;
        this.arguments = arguments;
        this.settings = AdvisorSettings.of(database);
        this.storageBudget = arguments.storageBudget() == null ? settings.budget() : arguments.storageBudget();
        this.timeLimit =
                arguments.timeLimit() == null ? Duration.ofMillis(settings.timeLimit()) : arguments.timeLimit();
        this.deadline = new Deadline(Math.max(1, timeLimit.toMillis()));
        this.relation = AskedTable.root(database, arguments.relation());
        this.server = Capabilities.of(database);
        this.planner = new Planner(server, settings);
        this.explainer = new Explainer(database, planner, deadline);
    }

    List<Row> advise() throws SQLException {
        var workload = workload();
        var plans = explainer.explain(workload.statements());
        var foreignKeys = settings.foreignKeys() ? ForeignKeys.unsupported(database, relation) : List.<ForeignKey>of();
        var catalog = Catalog.of(database, server.blockSize(), uses(plans, foreignKeys));
        var blueprints = new Blueprints(catalog, new IndexSize(server.blockSize()));
        var observed = workload.isObserved() ? ObservedTime.of(database, server) : ObservedTime.UNKNOWN;
        var load = WriteLoad.of(workload, plans, explainer, catalog, server);
        var writes = new WriteCosts(server, catalog, blueprints, load);
        var report = new Report(database, server, catalog, blueprints, observed, writes);
        var costs = costs(catalog, blueprints);
        var planned = new Proposals(catalog, server, this::wanted, !estimated()).of(plans, costs, blueprints);
        var keys = asked(foreignKeys, plans, catalog);
        if (!deadline.isOver()) {
            blueprints.measure(database, settings.lockTimeout(), sized(planned, keys, catalog));
        }
        writes.count(database, written(planned, keys));
        var search = new Search(
                costs,
                planned,
                blueprints::bytes,
                writes::charge,
                catalog::besideAnother,
                storageBudget,
                new Search.Worth(settings.minBenefitPercent() / 100, server.quick()));
        var choices = search.choose(arguments.maxSuggestions());
        for (var choice : choices) {
            report.suggest(choice, costs.method());
        }
        foreignKeys(keys, choices, catalog, costs, blueprints, report);
        workload.skipped().forEach(report::skip);
        explainer.skipped().forEach(report::skip);
        notices(workload, report);
        return report.rows();
    }

    private Workload workload() throws SQLException {
        if (arguments.queries() != null) {
            return Workload.given(arguments.queries(), arguments.searchPath());
        }
        return server.hasStatements()
                ? Workload.observed(database, server, settings.timePercent(), settings.statements())
                : Workload.none();
    }

    /** All of the database; when the caller gave statements, those of the tables that they touch. */
    private List<ForeignKey> asked(List<ForeignKey> foreignKeys, List<Explained> plans, Catalog catalog) {
        if (arguments.queries() == null) {
            return foreignKeys;
        }
        var touched = plans.stream()
                .flatMap(explained -> explained.uses().stream())
                .map(catalog::table)
                .filter(Objects::nonNull)
                .map(Table::oid)
                .collect(Collectors.toSet());
        return foreignKeys.stream()
                .filter(key -> touched.contains(key.relation()))
                .toList();
    }

    private static List<TableUse> uses(List<Explained> plans, List<ForeignKey> foreignKeys) {
        var uses = new ArrayList<TableUse>();
        plans.forEach(explained -> uses.addAll(explained.uses()));
        foreignKeys.forEach(key -> uses.add(key.use()));
        return uses;
    }

    private Costs costs(Catalog catalog, Blueprints blueprints) throws SQLException {
        return new TimedCosts(
                estimated()
                        ? new EstimatedCosts(server, catalog)
                        : new HypotheticalCosts(database, planner, server, blueprints),
                deadline);
    }

    private boolean estimated() throws UserError {
        boolean hypopg = server.hypopgSchema() != null;
        return switch (settings.costs()) {
            case "statistics" -> true;
            case "hypopg" -> {
                if (!hypopg) {
                    throw new UserError(
                            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                            "brisk.advisor_costs is hypopg, and hypopg is not created in this database",
                            null,
                            "create extension hypopg; or set brisk.advisor_costs to auto.");
                }
                yield false;
            }
            default -> !hypopg;
        };
    }

    /** All whose size will be asked for. */
    private static Set<Candidate> sized(List<Planned> workload, List<ForeignKey> foreignKeys, Catalog catalog) {
        var indexes = new LinkedHashSet<Candidate>();
        workload.forEach(planned -> indexes.addAll(planned.candidates()));
        indexes.removeIf(Candidate::isSpecial);
        foreignKeys.stream()
                .filter(key -> catalog.table(key.relation()) != null)
                .map(ForeignKey::candidate)
                .filter(index -> catalog.keys(index).stream().allMatch(Objects::nonNull))
                .forEach(indexes::add);
        return indexes;
    }

    /** All that may be suggested. */
    private static Set<Candidate> written(List<Planned> workload, List<ForeignKey> foreignKeys) {
        var indexes = new LinkedHashSet<Candidate>();
        workload.forEach(planned -> indexes.addAll(planned.candidates()));
        foreignKeys.forEach(key -> indexes.add(key.candidate()));
        return indexes;
    }

    /** Where nobody has run ANALYZE no size is known, so that nothing can be kept within a budget. */
    private boolean wanted(Table table) {
        boolean asked = relation == null || relation.oid() == table.oid();
        boolean sized = storageBudget == null || table.rows() >= 0;
        if (asked && !sized) {
            unsized.add(table.qualified());
        }
        return asked && sized && !table.tiny();
    }

    /** Foreign keys that still have no index when all of the above exist. */
    private void foreignKeys(
            List<ForeignKey> foreignKeys,
            List<Search.Choice> choices,
            Catalog catalog,
            Costs costs,
            Blueprints blueprints,
            Report report)
            throws SQLException {
        var suspects = foreignKeys.isEmpty() ? Suspects.none() : Suspects.of(database);
        var taken = choices.stream().map(Search.Choice::index).collect(Collectors.toCollection(ArrayList::new));
        for (var key : foreignKeys) {
            var table = catalog.table(key.relation());
            boolean open = table != null && wanted(table) && catalog.open(key.candidate(), Set.of());
            if (!open
                    || taken.stream().anyMatch(key::supportedBy)
                    || report.suggestions() >= arguments.maxSuggestions()) {
                continue;
            }
            if (storageBudget != null && report.suggestedBytes() + blueprints.bytes(key.candidate()) > storageBudget) {
                continue;
            }
            report.suggest(key, lookUp(key, table, suspects, costs), costs.method());
            taken.add(key.candidate());
        }
    }

    /** What one look-up of the referential trigger costs, before and after; null where the caller may not or must not plan it. */
    private Search.Gain lookUp(ForeignKey key, Table table, Suspects suspects, Costs costs) throws SQLException {
        var statement = key.lookUp(table);
        if (suspects.find(statement.sql()) != null) {
            return null;
        }
        var planned = explainer.explain(statement);
        if (planned == null) {
            return null;
        }
        var after = costs.with(List.of(new Costs.Question(planned, List.of(key.candidate()))))
                .get(0);
        return new Search.Gain(planned, planned.cost(), after.cost());
    }

    private void notices(Workload workload, Report report) {
        if (arguments.queries() == null && !server.hasStatements()) {
            report.notice(
                    "no workload: pg_stat_statements is not "
                            + (server.statementsSchema() == null ? "created in this database" : "loaded")
                            + ", so only foreign keys were looked at",
                    "add pg_stat_statements to shared_preload_libraries in postgresql.conf, restart the server, then: create "
                            + "extension if not exists pg_stat_statements; or pass the statements: queries => array['select ...']");
        }
        if (deadline.wasMissed()) {
            report.notice(
                    "the time was over before all had been tried: the advice is what was found within "
                            + timeLimit.toMillis() + " ms",
                    "pass a longer time_limit, or set brisk.advisor_time_limit = '10min', or ask about fewer statements: set brisk.advisor_statements, "
                            + "or pass relation or queries");
        }
        for (var table : unsized) {
            report.notice(
                    table + " has never been analyzed: sizes on it are not known, so nothing fits a storage_budget",
                    "analyze " + table);
        }
        if (workload.hidden() > 0) {
            report.notice(
                    workload.hidden() + " statements of other users are hidden from you",
                    "grant pg_read_all_stats to your role");
        }
        if (server.hypopgSchema() == null && !settings.costs().equals("statistics")) {
            report.notice(
                    "hypopg is not created in this database: costs with an index are computed from statistics, the planner was not asked",
                    "install the package postgresql-NN-hypopg (Debian, Ubuntu) or hypopg_NN (RHEL), then: create extension hypopg");
        }
    }
}
