package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.pgbrisk.indexes.Chosen.Change;
import org.pgbrisk.indexes.Search.Choice;
import org.pgbrisk.indexes.Search.Gain;

/** The order of what each index adds to those before it. */
final class Ranking {
    private final KnownCosts known;
    private final Pool pool;
    private final Value value;

    /** What a saving is worth. */
    interface Value {
        double of(double saving, long bytes);
    }

    Ranking(KnownCosts known, Pool pool, Value value) {
        this.known = known;
        this.pool = pool;
        this.value = value;
    }

    List<Choice> of(Selection all) throws SQLException {
        var order = new Selection(known, pool, new BitSet());
        var agenda = new Agenda(order, each -> -worth(order, each), each -> true, each -> true);
        agenda.offer(all.chosen().numbers().stream()
                .mapToObj(index -> new Change(List.of(), index))
                .toList());
        var choices = new ArrayList<Choice>();
        for (var best = agenda.first(each -> true); best != null; best = agenda.first(each -> true)) {
            var gains = gains(order.effects(best));
            if (gains.isEmpty()) {
                // Of use only together with those that come later.
                gains = gains(all.effects(Change.without(best.in())).stream()
                        .map(effect -> new Selection.Effect(effect.statement(), effect.after(), effect.before()))
                        .toList());
            }
            order.apply(best);
            if (!gains.isEmpty()) {
                choices.add(new Choice(pool.get(best.in()), gains));
            }
        }
        return choices;
    }

    private double worth(Selection order, Change change) {
        return value.of(order.mostSaving(change), pool.bytes(change.in()));
    }

    private List<Gain> gains(List<Selection.Effect> effects) {
        var gains = new ArrayList<Gain>();
        for (var effect : effects) {
            if (effect.after() < effect.before() && effect.after() <= 0.99 * effect.before()) {
                gains.add(new Gain(known.planned(effect.statement()), effect.before(), effect.after()));
            }
        }
        gains.sort((one, other) -> Double.compare(other.weighted(), one.weighted()));
        return gains;
    }
}
