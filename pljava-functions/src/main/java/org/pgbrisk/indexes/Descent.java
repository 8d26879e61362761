package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.pgbrisk.indexes.Chosen.Change;

/** Takes indexes away or makes them narrower, always where it loses least by the byte, until all fits, and on while next to nothing is lost. */
final class Descent {
    private final Discovery discovery;
    private final long budget;
    private final int most;

    /** Whether a change loses next to nothing. */
    interface Free {
        boolean is(Selection selection, Change change) throws SQLException;
    }

    private final Free free;

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
     */
    Descent(Discovery discovery, long budget, int most, Free free) {
        this.discovery = discovery;
        this.budget = budget;
        this.most = most;
        this.free = free;
    }

    void descend(Selection selection, Bytes bytes) throws SQLException {
        var chosen = selection.chosen();
        var agenda = new Agenda(
                selection, each -> price(selection.lastSaving(each), freed(chosen, each, bytes)), each -> true);
        var changes = smaller(chosen, chosen.numbers().stream().boxed().toList());
        while (true) {
            selection.measure(changes.stream().filter(selection::isUnmeasured).toList());
            agenda.offer(changes);
            var change =
                    agenda.first(each -> chosen.bytes() > budget || chosen.count() > most || free.is(selection, each));
            if (change == null) {
                return;
            }
            agenda.reconsider(selection.apply(change));
            changes = smaller(chosen, chosen.on(change.out().get(0)));
        }
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
