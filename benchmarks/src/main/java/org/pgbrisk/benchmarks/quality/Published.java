package org.pgbrisk.benchmarks.quality;

import com.grack.nanojson.JsonArray;
import java.util.List;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;

/** Figures of other advisors, as they were measured once: not everything can be installed by one command. */
final class Published {
    private Published() {}

    /** The first line is the head. */
    static List<String[]> table() {
        return Json.array(Resource.text(Published.class, "published.json")).stream()
                .map(line -> ((JsonArray) line).stream().map(Object::toString).toArray(String[]::new))
                .toList();
    }
}
