package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.pgbrisk.indexes.Explainer.Explained;

/** The names of the indexes that plans use. */
final class PlanIndexes {
    private PlanIndexes() {}

    static Set<String> of(Collection<Explained> plans) {
        var names = new HashSet<String>();
        plans.forEach(explained -> add(explained.planned().plan(), names));
        return names;
    }

    private static void add(JsonObject node, Set<String> names) {
        var name = node.getString("Index Name", null);
        if (name != null) {
            names.add(name);
        }
        PlanUses.children(node).forEach(child -> add((JsonObject) child, names));
    }
}
