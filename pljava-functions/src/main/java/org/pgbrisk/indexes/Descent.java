package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.pgbrisk.indexes.Chosen.Change;

/** Takes indexes away or makes them narrower, always where it loses least by the byte, until all fits, and on while next to nothing is lost. */
final class Descent {
    private final Discovery discovery;
    private final long budget;
    private final int most;

    private final double almostAll;
    private final Free free;

    /** Whether a change loses next to nothing. */
    interface Free {
        boolean is(Selection selection, Change change) throws SQLException;
    }

    /** Which of the bytes that become free count. */
    enum Bytes {
        /** All: something else may take their place. */
        FREED,
        /** Those that are too many: an index that takes much stays where a smaller one is enough. */
        NEEDED
    }

    /**
     * @param budget bytes in all
     * @param most so many indexes at most
     * @param almostAll a narrower index that saves this share of what the wider one does is the better one
     */
    Descent(Discovery discovery, long budget, int most, double almostAll, Free free) {
        this.discovery = discovery;
        this.budget = budget;
        this.most = most;
        this.almostAll = almostAll;
        this.free = free;
    }

    void descend(Selection selection, Bytes bytes) throws SQLException {
        var chosen = selection.chosen();
        var agenda = new Agenda(
                selection,
                each -> price(selection.mostSaving(each), freed(chosen, each, bytes)),
                each -> true,
                each -> !fits(chosen) || mayBeFree(selection, each));
        var changes = smaller(chosen, chosen.numbers().stream().boxed().toList());
        while (true) {
            prepare(selection, changes);
            agenda.offer(changes);
            var change = agenda.first(each -> !fits(chosen) || free.is(selection, each));
            if (change == null || selection.isOver() && fits(chosen)) {
                return;
            }
            agenda.reconsider(selection.apply(change));
            changes = smaller(chosen, chosen.on(change.out().get(0)));
        }
    }

    private boolean fits(Chosen chosen) {
        return chosen.bytes() <= budget && chosen.count() <= most;
    }

    /** Of all that might stand in the place of an index it is asked first what they do together: often none of them is any good. */
    private static void prepare(Selection selection, List<Change> changes) throws SQLException {
        var unmeasured = changes.stream().filter(selection::isUnmeasured).toList();
        var narrower = unmeasured.stream()
                .filter(change -> !change.takesAway())
                .collect(Collectors.groupingBy(Change::out, LinkedHashMap::new, Collectors.toList()));
        var cases = new ArrayList<KnownCosts.Case>();
        narrower.values().forEach(each -> cases.addAll(selection.together(each)));
        selection.learn(cases);
        selection.measure(unmeasured.stream().filter(Change::takesAway).toList());
    }

    private boolean mayBeFree(Selection selection, Change change) {
        if (change.takesAway()) {
            return true;
        }
        var without = Change.without(change.out().get(0));
        double most = selection.mostSaving(change);
        return most >= 0 || selection.isUnmeasured(without) || most >= (1 - almostAll) * selection.lastSaving(without);
    }

    /** What makes these smaller: an index goes, or a narrower one stands in its place. */
    List<Change> smaller(Chosen chosen, Collection<Integer> indexes) {
        var changes = new ArrayList<Change>();
        // Of two that are worth the same the one found later goes first.
        var latest = new ArrayList<>(indexes);
        Collections.reverse(latest);
        for (int index : latest) {
            changes.add(Change.without(index));
            for (int narrower : discovery.narrower(index)) {
                var change = Change.instead(index, narrower);
                if (chosen.allows(change)) {
                    changes.add(change);
                }
            }
        }
        return changes;
    }

    private long freed(Chosen chosen, Change change, Bytes bytes) {
        long freed = Math.max(1, chosen.bytes() - chosen.bytesAfter(change));
        boolean tooMany = bytes == Bytes.NEEDED && chosen.bytes() > budget;
        return tooMany ? Math.min(freed, chosen.bytes() - budget) : freed;
    }

    /** What a byte costs that becomes free; the less the more bytes where nothing is lost. */
    private static double price(double saving, long freed) {
        return saving < 0 ? -saving / freed : -freed;
    }
}
