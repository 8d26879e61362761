package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Resource;

/**
 * Counts the keys of indexes whose size the statistics of single columns leave open: of columns that hang together, and of a column
 * whose equal values stand together, of which ANALYZE sees too few. Extended statistics say it where there are any, else the table is
 * asked: once, all such indexes of it together.
 */
final class KeySamples {
    /** It does not matter how many keys there are when the size of the index changes by less than this share. */
    private static final double OPEN = 0.06;

    /** Of one table, the most uncertain ones. */
    private static final int MOST = 24;

    /** ANALYZE looks at so many rows, unless told otherwise. */
    private static final double ANALYZED = 30_000;

    /** By what factor it may see too few. */
    private static final double UNDERRATED = 8;

    /** Of so many tables at once, in turns with a look at the clock: of one at first, for nobody knows yet how long that takes. */
    private static final int TABLES = 8;

    private final Database database;
    private final Deadline deadline;
    private final int lockTimeout;
    private final Catalog catalog;
    private final IndexSize sizes;

    /** A row of distinct_sets.sql. */
    public record Counted(long relation, JsonArray names, double distinct) {}

    /** @param bytes by which the size of the index is uncertain */
    private record Open(KeySet set, double bytes) {}

    KeySamples(Database database, Deadline deadline, int lockTimeout, Catalog catalog, IndexSize sizes) {
        this.deadline = deadline;
        this.database = database;
        this.lockTimeout = lockTimeout;
        this.catalog = catalog;
        this.sizes = sizes;
    }

    Map<KeySet, List<KeyGroup>> of(Collection<Candidate> indexes) throws SQLException {
        var known = new HashMap<KeySet, List<KeyGroup>>();
        var open = open(indexes);
        if (open.isEmpty()) {
            return known;
        }
        known.putAll(counted(open.keySet()));
        known.keySet().forEach(open::remove);
        var suspects = open.isEmpty() ? Suspects.none() : Suspects.of(database);
        var samples = new ArrayList<KeySample>();
        for (var sample : samples(open.values())) {
            if (suspects.find(sample.columns().table()) == null) {
                samples.add(sample);
            }
        }
        double rest = (1 - TimeParts.SIZES) * deadline.remaining();
        int tables = 1;
        for (int from = 0; from < samples.size() && deadline.remaining() > rest; from += tables) {
            tables = from == 0 ? 1 : Math.min(TABLES, 2 * tables);
            var some = samples.subList(from, Math.min(samples.size(), from + tables));
            var outcomes = database.attempt(
                    some.stream().map(sample -> sample.attempt(lockTimeout)).toList(), List.of());
            for (int i = 0; i < some.size(); i++) {
                known.putAll(some.get(i).read(outcomes.get(i)));
            }
        }
        return known;
    }

    private Map<KeySet, Open> open(Collection<Candidate> indexes) {
        var open = new LinkedHashMap<KeySet, Open>();
        for (var index : indexes) {
            var set = KeySet.of(index);
            var keys = catalog.keys(index);
            var table = catalog.table(index.table());
            double rows = table.rows();
            boolean deduplicated = index.include().isEmpty() && keys.stream().allMatch(Column::equalIsSame);
            if (!open.containsKey(set) && rows >= 1 && (deduplicated || index.predicate() != null)) {
                double fewest = sizes.of(fewest(keys, rows), keys, List.of()).bytes();
                double most = sizes.of(List.of(most(keys, rows, table.partitioned())), keys, List.of())
                        .bytes();
                if (most - fewest > OPEN * fewest || index.predicate() != null) {
                    open.put(set, new Open(set, most - fewest));
                }
            }
        }
        return open;
    }

    /** As if one column decided. */
    private static List<KeyGroup> fewest(List<Column> keys, double rows) {
        double distinct = keys.stream()
                .mapToDouble(key -> isKnown(key) ? key.distinct(rows) : 1)
                .max()
                .orElse(1);
        return List.of(new KeyGroup(Math.min(rows, distinct), rows, Set.of(), false));
    }

    private static KeyGroup most(List<Column> keys, double rows, boolean partitioned) {
        // Equal keys in several partitions are in several indexes.
        double distinct = partitioned ? UNDERRATED : 1;
        for (var key : keys) {
            distinct *= isKnown(key) ? key.distinct(rows) * (underrated(key, rows) ? UNDERRATED : 1) : rows;
        }
        return new KeyGroup(Math.min(rows, distinct), rows, Set.of(), false);
    }

    private static boolean isKnown(Column key) {
        return key.distinct() != null && !key.isExpression();
    }

    /** Its equal values stand together, or some are more frequent than others: then ANALYZE sees too few of the others. */
    private static boolean underrated(Column key, double rows) {
        double distinct = key.distinct(rows);
        return rows > ANALYZED
                && distinct > 1000
                && (Math.abs(key.correlation()) > 0.5 || key.commonValues() > 0 && rows < 30 * distinct);
    }

    /** Of a table one for what is special, which may fail, and one for the others. */
    private List<KeySample> samples(Collection<Open> open) {
        var byTable = open.stream()
                .filter(each -> isSampled(each.set()))
                .collect(Collectors.groupingBy(
                        each -> Map.entry(each.set().table(), each.set().isSpecial()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byTable.values().stream()
                .sorted(Comparator.comparingDouble(
                        sets -> -sets.stream().mapToDouble(Open::bytes).sum()))
                .map(this::sample)
                .toList();
    }

    private boolean isSampled(KeySet set) {
        return set.read().stream()
                .map(name -> catalog.column(set.table(), name))
                .allMatch(column -> column != null && column.sampled());
    }

    private KeySample sample(List<Open> sets) {
        var wanted = sets.stream()
                .sorted(Comparator.comparingDouble(Open::bytes).reversed())
                .limit(MOST)
                .map(Open::set)
                .toList();
        return new KeySample(catalog.table(wanted.get(0).table()), wanted, catalog);
    }

    /** What extended statistics say. */
    private Map<KeySet, List<KeyGroup>> counted(Collection<KeySet> sets) throws SQLException {
        var oids = new LinkedHashSet<Long>();
        sets.stream().filter(set -> set.columns().size() > 1).forEach(set -> oids.add(set.table()));
        var known = new HashMap<KeySet, List<KeyGroup>>();
        if (oids.isEmpty()) {
            return known;
        }
        var select = Resource.sql(KeySamples.class, "distinct_sets.sql");
        for (var row : database.query(Counted.class, select, Json.write(new JsonArray(oids)))) {
            var names = row.names().stream().map(String.class::cast).sorted().toList();
            var set = new KeySet(row.relation(), names);
            if (sets.contains(set)) {
                var columns = names.stream()
                        .map(name -> catalog.column(row.relation(), name))
                        .toList();
                double rows = catalog.table(row.relation()).rows();
                known.put(set, KeyGroup.scaled(KeyGroup.of(columns, rows), row.distinct()));
            }
        }
        return known;
    }
}
