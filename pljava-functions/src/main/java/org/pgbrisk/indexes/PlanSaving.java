package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a plan saves where some of its nodes give way to indexes, each as often as it runs. What stands above them stays. */
final class PlanSaving {
    /** The leader helps less the more workers it waits for: get_parallel_divisor in costsize.c. */
    private static final double LEADER = 0.3;

    private final NodeModel model;
    private final Collection<Candidate> indexes;
    private final Set<Candidate> used = new LinkedHashSet<>();
    /** Nodes below one that gave way. */
    private final Set<JsonObject> gone = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<JsonObject, Double> workers = new IdentityHashMap<>();
    private double cost;

    private PlanSaving(NodeModel model, Collection<Candidate> indexes) {
        this.model = model;
        this.indexes = indexes;
    }

    static PlanSaving of(JsonObject plan, NodeModel model, Collection<Candidate> indexes) {
        var saving = new PlanSaving(model, indexes);
        saving.share(plan, 1);
        PlanLoops.visit(plan, saving::replace);
        return saving;
    }

    /** In the planner's units. */
    double cost() {
        return cost;
    }

    Set<Candidate> used() {
        return used;
    }

    private void share(JsonObject node, double above) {
        double launched = node.getDouble("Workers Planned", 0);
        double mine = launched > 0 ? launched + Math.max(0, 1 - LEADER * launched) : above;
        workers.put(node, node.getBoolean("Parallel Aware", false) ? above : 1);
        for (var child : PlanUses.children(node)) {
            share((JsonObject) child, mine);
        }
    }

    private void replace(JsonObject node, double loops, double fetched) {
        if (gone.contains(node)) {
            PlanUses.children(node).forEach(child -> gone.add((JsonObject) child));
            return;
        }
        double least = NodeModel.Cost.of(node).fetched(fetched);
        double before = least;
        Candidate best = null;
        for (var index : indexes) {
            var with = model.cost(node, workers.get(node), index);
            if (with != null && with.fetched(fetched) < least) {
                least = with.fetched(fetched);
                best = index;
            }
        }
        if (best != null) {
            used.add(best);
            cost += loops * (before - least);
            PlanUses.children(node).forEach(child -> gone.add((JsonObject) child));
        }
    }
}
