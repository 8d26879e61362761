package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.Records;

/**
 * One look at some blocks of a table, at all of them where it is small: how many different keys they have, and how often these were
 * seen. Blocks are what is drawn here, so blocks are what is counted: equal rows that stand together are seen once.
 */
final class KeySample {
    /** Of a part of the rows the statistics tell as much as fewer of them. */
    private static final int FEWEST_ROWS = 300;

    /** Stands for all rows that were looked at. */
    private static final int ALL = -1;

    private final Table table;
    private final List<KeySet> wanted;
    private final SampledColumns columns;

    /**
     * Keys with the same columns NULL and of about the same frequency.
     *
     * @param wanted position of the key set
     * @param nulls a bit for each of its columns
     * @param times in how many blocks they were seen, at most {@link #KeyEstimate.FREQUENT}; in a table read whole, the logarithm of their rows
     */
    public record Seen(int wanted, int nulls, int times, double keys, double rows) {}

    KeySample(Table table, List<KeySet> wanted, Catalog catalog) {
        this.table = table;
        this.wanted = wanted;
        var all = new ArrayList<String>();
        wanted.forEach(set -> all.addAll(set.read()));
        this.columns = new SampledColumns(table, all, catalog);
    }

    Attempt attempt(int lockTimeout) {
        return columns.attempt(select(), lockTimeout);
    }

    SampledColumns columns() {
        return columns;
    }

    private String select() {
        var counts = new ArrayList<String>();
        for (int i = 0; i < wanted.size(); i++) {
            counts.add(count(i));
        }
        return "with " + columns.with() + ", keys as ("
                + String.join(" union all ", counts)
                + "), seen as (select k.*, case when first = last then 1 else least(rows, greatest(2, 1 + (last - first) * "
                + columns.share() + ")) end as blocks from keys k) select wanted, nulls, "
                + (columns.isWhole() ? "floor(log(2, rows))" : "least(blocks, " + KeyEstimate.FREQUENT + ")")
                + "::pg_catalog.int4 as times, "
                + "count(*) as keys, sum(rows) as rows from seen group by 1, 2, 3 union all select " + ALL
                + ", 0, 0, 0, count(*) from sampled order by 1, 2, 3";
    }

    private String count(int position) {
        var nulls = new ArrayList<String>();
        var group = new ArrayList<String>();
        if (table.partitioned()) {
            // Each partition has an index of its own.
            group.add("block >> 32");
        }
        var set = wanted.get(position);
        for (var name : set.columns()) {
            var alias = columns.alias(name);
            nulls.add("((" + alias + " is null)::pg_catalog.int4 << " + nulls.size() + ")");
            group.add(alias);
        }
        return "select " + position + " as wanted, " + String.join(" + ", nulls) + " as nulls, count(*) as rows, "
                + "min(block) as first, max(block) as last from sampled"
                + (set.predicate() == null ? "" : " where " + columns.alias(set.predicate())) + " group by "
                + String.join(", ", group);
    }

    /** Nothing where it failed or saw no row. */
    Map<KeySet, List<KeyGroup>> read(Outcome outcome) {
        var groups = new LinkedHashMap<KeySet, List<KeyGroup>>();
        if (!outcome.succeeded()) {
            return groups;
        }
        var seen = Records.read(Seen.class, new JsonArray(outcome.rows()));
        double part = columns.part(
                rows(seen.stream().filter(row -> row.wanted() == ALL).toList()));
        for (int i = 0; i < wanted.size(); i++) {
            int position = i;
            var set = wanted.get(i);
            var mine = seen.stream().filter(row -> row.wanted() == position).toList();
            double rows = rows(mine);
            if (rows > 0 && (set.predicate() == null || rows >= FEWEST_ROWS || columns.isWhole())) {
                groups.put(set, groups(mine, set, part));
            }
        }
        return groups;
    }

    private static double rows(List<Seen> seen) {
        return seen.stream().mapToDouble(Seen::rows).sum();
    }

    private static List<KeyGroup> groups(List<Seen> seen, KeySet set, double part) {
        var byNulls = seen.stream().collect(Collectors.groupingBy(Seen::nulls, TreeMap::new, Collectors.toList()));
        var groups = new ArrayList<KeyGroup>();
        byNulls.forEach((nulls, rows) -> {
            var names = new HashSet<String>();
            for (int i = 0; i < set.columns().size(); i++) {
                if ((nulls >> i & 1) == 1) {
                    names.add(set.columns().get(i));
                }
            }
            groups.addAll(KeyEstimate.of(rows, Set.copyOf(names), part));
        });
        return groups;
    }
}
