package org.pgbrisk.companion.vector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The settings to try.
 *
 * @param m of HNSW: links of an element
 * @param efConstruction of HNSW: candidates looked at while it is built
 * @param lists of IVFFlat on the sample; empty for half, once and twice the square root of the rows
 */
record Grid(List<Integer> m, List<Integer> efConstruction, List<Integer> lists) {
    private static final List<Integer> EF_SEARCH = List.of(10, 20, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800, 1000);
    private static final List<Integer> PROBES = List.of(1, 2, 3, 5, 8, 12, 20, 32, 50, 80, 128, 200, 320, 500, 800);
    private static final List<Double> OF_SQUARE_ROOT = List.of(0.5, 1.0, 2.0);
    private static final int MOST_LISTS = 32768;

    Grid {
        m = List.copyOf(m);
        efConstruction = List.copyOf(efConstruction);
        lists = List.copyOf(lists);
    }

    /**
     * @param rows of the sample
     * @param tableRows of the table, at least as many
     * @param k neighbours that are asked for: HNSW returns no more than ef_search
     */
    List<Build> builds(AccessMethod method, long rows, long tableRows, int k) {
        return method == AccessMethod.hnsw ? hnsw(k) : ivfflat(rows, Math.max(rows, tableRows));
    }

    private List<Build> hnsw(int k) {
        var searches = new TreeSet<>(EF_SEARCH.stream().filter(ef -> ef > k).toList());
        searches.add(k);
        var builds = new ArrayList<Build>();
        for (int links : m) {
            // Less is an error: an element has up to twice m links on the lowest layer.
            for (int ef : efConstruction.stream().filter(ef -> ef >= 2 * links).toList()) {
                var options = new LinkedHashMap<String, Integer>();
                options.put("m", links);
                options.put("ef_construction", ef);
                builds.add(new Build(AccessMethod.hnsw, options, options, List.copyOf(searches), 1));
            }
        }
        return builds;
    }

    private List<Build> ivfflat(long rows, long tableRows) {
        double growth = (double) tableRows / rows;
        var builds = new ArrayList<Build>();
        for (int count : listCounts(rows)) {
            int whole = bounded(count * Math.sqrt(growth));
            var searches = new TreeSet<>(
                    PROBES.stream().filter(probes -> probes < count).toList());
            searches.add(count);
            builds.add(new Build(
                    AccessMethod.ivfflat,
                    Map.of("lists", count),
                    Map.of("lists", whole),
                    List.copyOf(searches),
                    Math.sqrt((double) whole / count)));
        }
        return builds;
    }

    private Iterable<Integer> listCounts(long rows) {
        if (!lists.isEmpty()) {
            return lists;
        }
        var counts = new LinkedHashSet<Integer>();
        OF_SQUARE_ROOT.forEach(part -> counts.add(bounded(part * Math.sqrt(rows))));
        return counts;
    }

    private static int bounded(double lists) {
        return (int) Math.max(1, Math.min(MOST_LISTS, Math.round(lists)));
    }
}
