package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Literal;
import org.pgbrisk.database.Outcome;

/**
 * Asks the planner, with indexes that hypopg makes it believe in. They belong to the session and survive a rollback, so ours are
 * dropped at the end of each batch; those the caller has made stay.
 */
final class HypotheticalCosts implements Costs {
    /** Plans of so many questions travel together, and of so many nodes: each has half a kilobyte and more. */
    private static final int MOST_QUESTIONS = 200;

    private static final int MOST_NODES = 4_000;

    /** DEFAULT_PAGE_CPU_MULTIPLIER of selfuncs.c. */
    private static final double DESCENT = 50;

    private final Database database;
    private final Planner planner;
    private final String hypopg;
    private final Capabilities server;
    private final Blueprints blueprints;
    private final SlowDowns slowdowns;
    private final String dropOurs;
    private final BrinScans brinScans;

    HypotheticalCosts(
            Database database, Planner planner, Capabilities server, Blueprints blueprints, SlowDowns slowdowns)
            throws SQLException {
        this.database = database;
        this.planner = planner;
        this.hypopg = server.hypopgSchema();
        this.server = server;
        this.blueprints = blueprints;
        this.slowdowns = slowdowns;
        this.brinScans = new BrinScans(server);
        this.dropOurs = HypotheticalIndexes.dropOurs(database, hypopg);
    }

    /** A candidate as hypopg shows it, with the size it gives it. */
    private record Shown(Candidate candidate, long bytes) {}

    @Override
    public String method() {
        return "hypopg";
    }

    @Override
    public List<Long> sizes(List<Candidate> indexes) throws SQLException {
        var sizes = new ArrayList<Long>();
        for (int from = 0; from < indexes.size(); from += MOST_QUESTIONS) {
            var batch = new ArrayList<Attempt>();
            indexes.subList(from, Math.min(indexes.size(), from + MOST_QUESTIONS))
                    .forEach(index -> batch.add(show(List.of(index))));
            for (var outcome : database.attempt(batch, List.of(dropOurs))) {
                sizes.add(
                        outcome.succeeded()
                                ? ((JsonArray) outcome.value()).getArray(0).getLong(1)
                                : null);
            }
        }
        return sizes;
    }

    @Override
    public List<Costed> with(List<Question> questions) throws SQLException {
        var answers = new ArrayList<Costed>();
        int from = 0;
        int nodes = 0;
        for (int i = 0; i < questions.size(); i++) {
            nodes += questions.get(i).planned().nodes();
            if (i > from && (i - from == MOST_QUESTIONS || nodes > MOST_NODES)) {
                answers.addAll(ask(questions.subList(from, i)));
                from = i;
                nodes = questions.get(i).planned().nodes();
            }
        }
        if (from < questions.size()) {
            answers.addAll(ask(questions.subList(from, questions.size())));
        }
        return answers;
    }

    private List<Costed> ask(List<Question> questions) throws SQLException {
        var batch = new ArrayList<Attempt>();
        Collection<Candidate> shown = null;
        for (var question : questions) {
            if (!question.indexes().equals(shown)) {
                shown = question.indexes();
                batch.add(show(shown));
            }
            batch.add(planner.explain(question.planned().statement(), question.withPlan()));
        }
        var outcomes = database.attempt(batch, List.of(dropOurs)).iterator();
        var answers = new ArrayList<Costed>();
        Map<String, Shown> byOid = Map.of();
        boolean refused = false;
        shown = null;
        for (var question : questions) {
            if (!question.indexes().equals(shown)) {
                shown = question.indexes();
                var outcome = outcomes.next();
                refused = !outcome.succeeded();
                byOid = refused ? Map.of() : shown(outcome, shown);
            }
            var plan = outcomes.next();
            answers.add(refused ? new Costed(question.planned().cost(), Set.of()) : costed(question, plan, byOid));
        }
        return answers;
    }

    /** Puts these in the place of those shown before. */
    private Attempt show(Collection<Candidate> indexes) {
        var ddl = new JsonArray();
        for (var index : indexes) {
            ddl.add("create index on " + blueprints.target(index));
        }
        return new Attempt(
                List.of(dropOurs),
                "select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(h.indexrelid::pg_catalog.int8, " + hypopg
                        + ".hypopg_relation_size(h.indexrelid)) order by d.n) from "
                        + "pg_catalog.jsonb_array_elements_text(" + Literal.quote(Json.write(ddl))
                        + ") with ordinality as d (ddl, n), lateral " + hypopg + ".hypopg_create_index(d.ddl) h",
                List.of(),
                false);
    }

    private static Map<String, Shown> shown(Outcome outcome, Collection<Candidate> indexes) {
        var byOid = new HashMap<String, Shown>();
        if (outcome.value() instanceof JsonArray oids) {
            int at = 0;
            for (var index : indexes) {
                var oid = oids.getArray(at++);
                byOid.put(oid.get(0).toString(), new Shown(index, oid.getLong(1)));
            }
        }
        return byOid;
    }

    /** A statement that could be planned a moment ago and cannot now (a lock, a table dropped) gains nothing. */
    private Costed costed(Question question, Outcome outcome, Map<String, Shown> byOid) {
        var planned = question.planned();
        var plan = outcome.succeeded() ? Planner.plan(outcome) : null;
        if (plan == null) {
            return new Costed(planned.cost(), Set.of());
        }
        var used = new LinkedHashSet<Candidate>();
        double[] cost = {plan.getDouble("Total Cost")};
        PlanLoops.visit(plan, (node, loops, share) -> {
            var index = shown(node.getString("Index Name", ""), byOid);
            if (index != null) {
                used.add(index.candidate());
            }
            if (index != null && index.candidate().isBtree()) {
                cost[0] += mistake(index, node, loops, share);
            }
            var brin = shown(BrinScans.index(node), byOid);
            if (brin != null && brin.candidate().method() == AccessMethod.BRIN) {
                cost[0] += loops * share * brinScans.mistake(node, blueprints.table(brin.candidate()));
            }
        });
        cost[0] += brinScans.mistake(plan, blueprints.catalog());
        double known = used.isEmpty() ? cost[0] : Math.min(Math.max(cost[0], 0), planned.cost());
        double slowdown = used.isEmpty() ? 0 : slowdowns.of(planned, plan);
        return new Costed(
                slowdown > SlowDowns.TOLERATED ? planned.cost() * slowdown : known,
                known,
                used,
                question.withPlan() ? plan : null);
    }

    /**
     * What hypopg makes the planner leave out of a scan's cost, less what it makes it add. Its indexes have no height, so that the
     * descent to the leaf costs nothing (btcostestimate in selfuncs.c: 50 operators a level); and they have too many pages, of which a
     * scan that runs once is charged its share.
     *
     * @param fetched the share of the scan's rows that are fetched
     */
    private double mistake(Shown index, JsonObject node, double loops, double fetched) {
        var size = blueprints.size(index.candidate());
        double descent = (size.height() + 1) * DESCENT * server.cpuOperatorCost();
        double share = Math.min(1, node.getDouble("Plan Rows") / Math.max(1, blueprints.rows(index.candidate())));
        double pages = loops > 1 ? 0 : fetched * share * (index.bytes() - size.bytes()) / server.blockSize();
        return Math.max(1, loops * fetched) * descent - pages * server.randomPageCost();
    }

    /** hypopg names its indexes {@code <13801>btree_orders_customer_id}. */
    private static Shown shown(String name, Map<String, Shown> byOid) {
        return name.startsWith("<") && name.indexOf('>') > 0 ? byOid.get(name.substring(1, name.indexOf('>'))) : null;
    }
}
