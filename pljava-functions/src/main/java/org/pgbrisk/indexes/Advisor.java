package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final Progress progress;
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
        if (arguments.verify().equals("run")) {
            Trials.check(database, settings);
        }
        this.storageBudget = arguments.storageBudget() == null ? settings.budget() : arguments.storageBudget();
        this.timeLimit =
                arguments.timeLimit() == null ? Duration.ofMillis(settings.timeLimit()) : arguments.timeLimit();
        this.deadline = new Deadline(Math.max(1, timeLimit.toMillis()));
        this.progress = new Progress(database);
        this.relation = AskedTable.root(database, arguments.relation());
        this.server = Capabilities.of(database);
        this.planner = new Planner(server, settings);
        this.explainer = new Explainer(database, planner, deadline);
    }

    List<Row> advise() throws SQLException {
        var workload = workload();
        var plans = explainer.explain(workload.statements(), progress);
        var foreignKeys = settings.foreignKeys() ? ForeignKeys.unsupported(database, relation) : List.<ForeignKey>of();
        var catalog = Catalog.of(database, server.blockSize(), uses(plans, foreignKeys));
        var blueprints = new Blueprints(catalog, new IndexSize(server.blockSize()));
        boolean everywhere = relation == null && arguments.queries() == null;
        var existing =
                ExistingIndexes.of(database, server.blockSize(), looked(catalog), everywhere, settings.lockTimeout());
        catalog.know(existing);
        blueprints.know(NearestIndexes.of(database, server, catalog, plans));
        var observed = workload.isObserved() ? ObservedTime.of(database, server) : ObservedTime.UNKNOWN;
        var load = WriteLoad.of(workload, plans, explainer, catalog, server);
        var writes = new WriteCosts(server, catalog, blueprints, load);
        var report = new Report(database, server, catalog, blueprints, observed, writes, existing);
        var costs = costs(catalog, blueprints);
        var trigrams = trigrams(plans);
        var planned = new Proposals(catalog, server, trigrams, this::wanted, !estimated(), settings.maxColumns())
                .of(plans, costs, blueprints);
        var keys = asked(foreignKeys, plans, catalog);
        if (!deadline.isOver()) {
            blueprints.measure(database, settings.lockTimeout(), sized(planned, keys, catalog));
            blueprints.take(
                    new GinSizes(database, settings.lockTimeout(), catalog, trigrams, new GinSize(server.blockSize()))
                            .of(inverted(planned)));
        }
        var correlated = new CorrelatedColumns(catalog, server.version());
        correlated.measure(database, settings.lockTimeout(), plans, explainer, deadline);
        writes.count(database, written(planned, keys));
        var worth = new Search.Worth(settings.minBenefitPercent() / 100, server.quick());
        var search = new Search(
                costs, planned, blueprints::bytes, writes::charge, catalog::besideAnother, storageBudget, worth);
        var choices = search.choose(arguments.maxSuggestions());
        var risks = Risks.of(costs, new LoopedReads(server, catalog), choices);
        var trials = trials(risks, blueprints);
        choices = new ArrayList<>(choices);
        for (var harmful : choices.stream()
                .filter(choice -> trials.isHarmful(risks.users(choice.index())))
                .toList()) {
            choices.remove(harmful);
            report.leaveOut(harmful, risks.of(harmful.index()));
        }
        for (var choice : choices) {
            report.suggest(choice, costs.method(), risks, trials);
        }
        if (arguments.verify().equals("run") && trials.failure() != null && !choices.isEmpty()) {
            report.notice(
                    "no statement was run: " + trials.failure(),
                    "see what verify => 'run' needs in the guide, or pass 'explain'");
        }
        foreignKeys(keys, choices, catalog, costs, blueprints, report);
        new StatisticsReport(catalog, correlated, report.names())
                .write(
                        StatisticsAdvice.of(database, correlated, catalog, this::wanted),
                        report,
                        arguments.maxSuggestions());
        drops(existing, plans, report);
        workload.skipped().forEach(report::skip);
        explainer.skipped().forEach(report::skip);
        if (trigrams.schema() == null && trigrams.available() && !deadline.isOver()) {
            var missing = new MissingTrigrams(catalog, costs, this::wanted, worth).columns(plans);
            missing.forEach(column -> report.notice(
                    "an index of trigrams on " + column
                            + " would find parts of its texts, and pg_trgm is not created in this database",
                    "create extension pg_trgm; then ask again"));
        }
        notices(workload, report);
        progress.end();
        return report.rows();
    }

    private Trials trials(Risks risks, Blueprints blueprints) throws SQLException {
        var uses = arguments.verify().equals("run") ? risks.uses() : Map.<Planned, Set<Candidate>>of();
        var trials = Trials.of(database, planner, blueprints, deadline, progress, uses);
        risks.settle(trials);
        return trials;
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
        var planners = estimated()
                ? new EstimatedCosts(server, catalog)
                : new HypotheticalCosts(database, planner, server, blueprints, slowdowns(catalog));
        return new TimedCosts(
                new ModelledCosts(planners, NodeModel.of(new LookupScans(server, blueprints), blueprints.nearest())),
                deadline,
                progress);
    }

    private SlowDowns slowdowns(Catalog catalog) {
        return arguments.verify().equals("none") ? SlowDowns.NONE : new LoopedReads(server, catalog);
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

    /** Looked for where a pattern could need it. */
    private Extension trigrams(List<Explained> plans) throws SQLException {
        boolean needed = plans.stream()
                .flatMap(explained -> explained.uses().stream())
                .anyMatch(use -> !use.lookups().isEmpty());
        return needed ? Extension.of(database, "pg_trgm") : new Extension("pg_trgm", null, false);
    }

    private static Set<Candidate> inverted(List<Planned> workload) {
        var indexes = new LinkedHashSet<Candidate>();
        workload.forEach(planned -> indexes.addAll(planned.candidates()));
        indexes.removeIf(index -> index.method() != AccessMethod.GIN);
        return indexes;
    }

    /** All whose size will be asked for. */
    private static Set<Candidate> sized(List<Planned> workload, List<ForeignKey> foreignKeys, Catalog catalog) {
        var indexes = new LinkedHashSet<Candidate>();
        workload.forEach(planned -> indexes.addAll(planned.candidates()));
        indexes.removeIf(index -> index.isSpecial() || !index.isBtree());
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

    /** The table asked for, or those of the workload. */
    private Collection<Long> looked(Catalog catalog) {
        return relation == null ? catalog.oids() : List.of(relation.oid());
    }

    private void drops(ExistingIndexes existing, List<Explained> plans, Report report) throws SQLException {
        if (existing.failure() != null) {
            report.notice(
                    "nothing is said of indexes that exist, for looking at them failed: " + existing.failure(),
                    "ask again, or for more patience: set brisk.advisor_lock_timeout = '5s'");
        }
        for (var needless : existing.needless()) {
            drop(needless, null, report);
        }
        // What only these statements need says nothing of all the others.
        if (arguments.queries() == null && settings.unusedDays() >= 0 && existing.mayHaveUnused()) {
            var counters = IndexCounters.of(database);
            for (var unused : existing.unused(counters, settings.unusedDays(), PlanIndexes.of(plans))) {
                drop(unused, counters, report);
            }
        }
    }

    private void drop(Redundancy.Needless needless, IndexCounters counters, Report report) {
        if (report.suggestions() < arguments.maxSuggestions()) {
            report.drop(needless, counters);
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
