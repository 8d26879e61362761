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
        progress.say("reading the catalog");
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
        var parts = TimeParts.of(arguments.verify().equals("run"));
        var trigrams = trigrams(plans);
        progress.say("looking for candidates");
        var planned = new Proposals(catalog, server, trigrams, this::wanted, !estimated(), settings.maxColumns())
                .of(plans, costs.part(TimeParts.EXPRESSIONS), blueprints);
        var keys = arguments.queries() == null ? foreignKeys : ForeignKeyAdvice.touched(foreignKeys, plans, catalog);
        progress.say("looking into the tables");
        if (deadline.left() > TimeParts.SIZES_NEED) {
            blueprints.measure(database, deadline, settings.lockTimeout(), sized(planned, keys, catalog));
            blueprints.take(
                    new GinSizes(database, settings.lockTimeout(), catalog, trigrams, new GinSize(server.blockSize()))
                            .of(inverted(planned)));
        }
        var correlated = new CorrelatedColumns(catalog, server.version());
        correlated.measure(database, settings.lockTimeout(), plans, explainer, deadline.part(TimeParts.SAMPLES));
        writes.count(database, written(planned, keys));
        var worth = new Search.Worth(settings.minBenefitPercent() / 100, server.quick(), explainer.reached());
        var weighted = Weights.balanced(planned, server.quick());
        var search = new Search(
                parts.stages(costs),
                weighted,
                blueprints::bytes,
                writes::charge,
                catalog::besideAnother,
                storageBudget,
                worth);
        var choices = search.choose(arguments.maxSuggestions());
        var risks = Risks.of(
                costs.part(parts.risks()),
                new LoopedReads(server, catalog),
                new SkewedJoins(catalog),
                choices,
                weighted);
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
        var notices = new Notices(report);
        if (arguments.verify().equals("run") && !choices.isEmpty()) {
            notices.trials(trials);
        }
        new ForeignKeyAdvice(database, catalog, explainer, costs, this::wanted)
                .write(keys, choices, blueprints, storageBudget, arguments.maxSuggestions(), report);
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
        notices.workload(server, workload, arguments.queries() != null);
        notices.time(deadline, timeLimit);
        notices.unsized(unsized);
        notices.hypopg(server, settings.costs());
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

    private static List<TableUse> uses(List<Explained> plans, List<ForeignKey> foreignKeys) {
        var uses = new ArrayList<TableUse>();
        plans.forEach(explained -> uses.addAll(explained.uses()));
        foreignKeys.forEach(key -> uses.add(key.use()));
        return uses;
    }

    private TimedCosts costs(Catalog catalog, Blueprints blueprints) throws SQLException {
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
        indexes.removeIf(index -> !index.isBtree());
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

    /** The table asked for, or those of the workload. */
    private Collection<Long> looked(Catalog catalog) {
        return relation == null ? catalog.tables() : List.of(relation.oid());
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
}
