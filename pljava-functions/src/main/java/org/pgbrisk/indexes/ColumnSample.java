package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Literal;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.Records;

/** One look at some blocks of a table: how the values of its columns go together, see {@link Correlation}. */
final class ColumnSample {
    /** Combinations of values whose rows are counted, of one set. */
    private static final int MOST_ASKED = 8;

    private static final int NUMBERS = 16;

    private final Map<ColumnSet, Set<SortedMap<String, String>>> asked;
    private final List<ColumnSet> sets;
    private final SampledColumns columns;

    /**
     * @param wanted position of the set
     * @param what is counted: times (keys seen so often), degree (rows whose other columns determine this one, of how many), asked (a combination),
     *     rows (all)
     */
    public record Count(int wanted, String what, int number, double keys, double rows) {}

    /** @param asked for each set the values that somebody asks for, by column */
    ColumnSample(Table table, Map<ColumnSet, Set<SortedMap<String, String>>> asked, Catalog catalog) {
        this.asked = asked;
        this.sets = List.copyOf(asked.keySet());
        var all = new ArrayList<String>();
        sets.forEach(set -> all.addAll(set.columns()));
        this.columns = new SampledColumns(table, all, catalog);
    }

    Attempt attempt(int lockTimeout) {
        return columns.attempt(select(), lockTimeout);
    }

    SampledColumns columns() {
        return columns;
    }

    private List<SortedMap<String, String>> asked(ColumnSet set) {
        return asked.get(set).stream().limit(MOST_ASKED).toList();
    }

    private String select() {
        var with = new ArrayList<String>();
        var counts = new ArrayList<String>();
        with.add(columns.with());
        counts.add("select -1 as wanted, 'rows' as what, 0 as number, 0::pg_catalog.float8 as keys, "
                + "count(*)::pg_catalog.float8 as rows from sampled");
        for (int i = 0; i < sets.size(); i++) {
            var set = sets.get(i);
            var group = aliases(set);
            var known = set.columns().stream()
                    .map(name -> columns.alias(name) + " is not null")
                    .collect(Collectors.joining(" and "));
            with.add("s" + i + " as materialized (select " + group
                    + ", count(*) as n, min(block) as f, max(block) as l from sampled"
                    + (set.grouped() ? "" : " where " + known) + " group by " + group + ")");
            counts.add(times(i));
            for (int k = 0; !set.grouped() && k < set.columns().size(); k++) {
                counts.add(degree(i, k));
            }
            var questions = asked(set);
            for (int q = 0; q < questions.size(); q++) {
                counts.add(asked(i, q, questions.get(q)));
            }
        }
        return "with " + String.join(", ", with) + " " + String.join(" union all ", counts);
    }

    private String times(int position) {
        var times = columns.isWhole()
                ? "floor(log(2, n))"
                : "case when f = l then 1 else least(n, " + KeyEstimate.FREQUENT + ", greatest(2, 1 + (l - f) * "
                        + columns.share() + ")) end";
        return "select " + position + ", 'times', (" + times + ")::pg_catalog.int4, count(*), sum(n) from s" + position
                + " group by 3";
    }

    /** Of rows whose other columns are seen more than once; in one block alone they may be alike because they came together. */
    private String degree(int position, int column) {
        var set = sets.get(position);
        return "select " + position + ", 'degree', " + column
                + ", coalesce(sum(n) filter (where different = 1), 0), coalesce(sum(n), 0) from ("
                + "select sum(n) as n, count(*) as different from s" + position + " group by "
                + aliases(set.without(set.columns().get(column))) + " having sum(n) > 1"
                + (columns.isWhole() ? "" : " and max(l) > min(f)") + ") d";
    }

    private String asked(int position, int question, SortedMap<String, String> values) {
        var conditions = new ArrayList<String>();
        values.forEach((name, value) -> conditions.add(columns.alias(name) + " = " + Literal.quote(value)));
        var together = String.join(" and ", conditions);
        var counts = new ArrayList<String>();
        var rows = new ArrayList<String>();
        counts.add("count(*) filter (where " + together + ") as a");
        counts.add("count(distinct block) filter (where " + together + ") as b");
        rows.add("(" + question * NUMBERS + ", b, a)");
        for (int k = 0; k < conditions.size(); k++) {
            counts.add("count(*) filter (where " + conditions.get(k) + ") as a" + k);
            rows.add("(" + (question * NUMBERS + 1 + k) + ", 0, a" + k + ")");
        }
        return "select " + position + ", 'asked', v.number, v.keys, v.rows from (select " + String.join(", ", counts)
                + " from sampled) c cross join lateral (values " + String.join(", ", rows)
                + ") v (number, keys, rows)";
    }

    private String aliases(ColumnSet set) {
        return set.columns().stream().map(columns::alias).collect(Collectors.joining(", "));
    }

    /** Nothing where it failed. */
    Map<ColumnSet, Correlation> read(Outcome outcome) {
        var read = new LinkedHashMap<ColumnSet, Correlation>();
        if (!outcome.succeeded()) {
            return read;
        }
        var counts = Records.read(Count.class, new JsonArray(outcome.rows()));
        double rows = counts.stream()
                .filter(count -> count.what().equals("rows"))
                .mapToDouble(Count::rows)
                .sum();
        double part = columns.part(rows);
        for (int i = 0; rows > 0 && i < sets.size(); i++) {
            int position = i;
            var mine =
                    counts.stream().filter(count -> count.wanted() == position).toList();
            read.put(sets.get(i), correlation(sets.get(i), mine, rows, part));
        }
        return read;
    }

    private Correlation correlation(ColumnSet set, List<Count> counts, double rows, double part) {
        var seen = new ArrayList<KeySample.Seen>();
        var degrees = new double[set.columns().size()];
        var found = new LinkedHashMap<SortedMap<String, String>, Correlation.Found>();
        var questions = asked(set);
        questions.forEach(values -> found.put(
                values, new Correlation.Found(0, 0, new double[set.columns().size()])));
        for (var count : counts) {
            switch (count.what()) {
                case "times" -> seen.add(new KeySample.Seen(0, 0, count.number(), count.keys(), count.rows()));
                case "degree" -> degrees[count.number()] = Correlation.degree(count.keys(), count.rows());
                default -> {
                    var values = questions.get(count.number() / NUMBERS);
                    int column = count.number() % NUMBERS - 1;
                    var before = found.get(values);
                    if (column < 0) {
                        found.put(values, new Correlation.Found(count.rows(), count.keys(), before.alone()));
                    } else {
                        before.alone()[column] = count.rows();
                    }
                }
            }
        }
        return new Correlation(rows, part, KeyEstimate.of(seen, Set.of(), part), degrees, found);
    }
}
