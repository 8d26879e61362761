package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pgbrisk.indexes.Chosen.Change;

/** The changes that make what is chosen smaller: an index goes, or a narrower one stands in its place. */
final class Smaller {
    private final Pool pool;
    private final Discovery discovery;
    private final Map<Integer, Known> byIndex = new HashMap<>();

    /** @param onTable how many indexes of the table the pool had then */
    private record Known(int onTable, List<Change> changes) {}

    Smaller(Pool pool, Discovery discovery) {
        this.pool = pool;
        this.discovery = discovery;
    }

    List<Change> all(Chosen chosen) {
        var changes = new ArrayList<Change>();
        var numbers = chosen.numbers();
        // Of two that are worth the same the one found later goes first.
        for (int i = numbers.previousSetBit(pool.count()); i >= 0; i = numbers.previousSetBit(i - 1)) {
            changes.addAll(of(i, chosen));
        }
        return changes;
    }

    private List<Change> of(int index, Chosen chosen) {
        int onTable = pool.on(pool.get(index).table()).size();
        var known = byIndex.get(index);
        if (known == null || known.onTable() < onTable) {
            var changes = new ArrayList<Change>();
            changes.add(Change.without(index));
            for (int narrower : discovery.narrower(index)) {
                if (chosen.allows(narrower, index)) {
                    changes.add(Change.instead(index, narrower));
                }
            }
            known = new Known(onTable, changes);
            byIndex.put(index, known);
        }
        return known.changes();
    }

    /** What a change allows or forbids, it does to the indexes of its table. */
    void forget(Change change) {
        pool.on(pool.get(change.out().get(0)).table()).forEach(byIndex::remove);
    }
}
