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
import java.util.function.Function;
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
    private final Database database;
    private final Planner planner;
    private final String hypopg;
    private final Function<Candidate, String> target;
    private final String dropOurs;

    /** @param target a candidate's table and keys as they stand in CREATE INDEX behind ON */
    HypotheticalCosts(Database database, Planner planner, String hypopgSchema, Function<Candidate, String> target)
            throws SQLException {
        this.database = database;
        this.planner = planner;
        this.hypopg = hypopgSchema;
        this.target = target;
        var theirs =
                database.query(Hypothetical.class, "select indexrelid::bigint as oid from " + hypopg + ".hypopg()");
        var oids = new JsonArray();
        theirs.forEach(index -> oids.add(index.oid()));
        this.dropOurs = "select " + hypopg + ".hypopg_drop_index(h.indexrelid) from " + hypopg
                + ".hypopg() h where h.indexrelid::pg_catalog.int8 <> all (select value::pg_catalog.int8 from "
                + "pg_catalog.jsonb_array_elements_text(" + Literal.quote(Json.write(oids)) + "))";
    }

    /** An index of hypopg. */
    public record Hypothetical(long oid) {}

    @Override
    public String method() {
        return "hypopg";
    }

    @Override
    public List<Costed> with(List<Planned> statements, Collection<Candidate> indexes) throws SQLException {
        var batch = new ArrayList<Attempt>();
        for (var index : indexes) {
            batch.add(Attempt.of(
                    "select indexrelid::pg_catalog.int8 from " + hypopg + ".hypopg_create_index("
                            + Literal.quote("create index on " + target.apply(index)) + ")",
                    false));
        }
        statements.forEach(planned -> batch.add(planner.explain(planned.statement())));
        var outcomes = database.attempt(batch, List.of(dropOurs));
        var byOid = new HashMap<String, Candidate>();
        int at = 0;
        for (var index : indexes) {
            var created = outcomes.get(at++);
            if (created.succeeded()) {
                byOid.put(created.value().toString(), index);
            }
        }
        var answers = new ArrayList<Costed>();
        for (var planned : statements) {
            answers.add(costed(planned, outcomes.get(at++), byOid));
        }
        return answers;
    }

    /** A statement that could be planned a moment ago and cannot now (a lock, a table dropped) gains nothing. */
    private static Costed costed(Planned planned, Outcome outcome, Map<String, Candidate> byOid) {
        var plan = outcome.succeeded() ? Planner.plan(outcome) : null;
        if (plan == null) {
            return new Costed(planned.cost(), Set.of());
        }
        var used = new LinkedHashSet<Candidate>();
        used(plan, byOid, used);
        return new Costed(plan.getDouble("Total Cost"), used);
    }

    /** hypopg names its indexes {@code <13801>btree_orders_customer_id}. */
    private static void used(JsonObject node, Map<String, Candidate> byOid, Set<Candidate> used) {
        var name = node.getString("Index Name", "");
        if (name.startsWith("<") && name.indexOf('>') > 0) {
            var index = byOid.get(name.substring(1, name.indexOf('>')));
            if (index != null) {
                used.add(index);
            }
        }
        for (var child : PlanUses.children(node)) {
            used((JsonObject) child, byOid, used);
        }
    }
}
