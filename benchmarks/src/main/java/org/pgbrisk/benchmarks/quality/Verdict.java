package org.pgbrisk.benchmarks.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What came of a set of indexes: all of it measured after building. */
record Verdict(IndexSet set, List<Built> indexes, double buildSeconds, List<OfQuery> queries, List<String> prefixes) {
    /** From here on a query counts as slower: less is noise. */
    static final double SLOWER = 1.2;

    /**
     * @param estimatedBytes by whom the advice is from, else by hypopg; null when nobody says
     * @param bytes as built; 0 for a statement that makes no index
     */
    record Built(String sql, Long estimatedBytes, String estimatedBy, long bytes) {
        /** Of the estimate to what was built; not a number without one. */
        double ratio() {
            return estimatedBytes == null || bytes == 0 ? Double.NaN : (double) estimatedBytes / bytes;
        }
    }

    /**
     * @param msBefore not a number where it was not timed
     * @param risk why the advisor says that it may become slower; null when it does not
     */
    record OfQuery(String name, double costBefore, double costAfter, double msBefore, double msAfter, String risk) {
        double costRatio() {
            return costAfter / costBefore;
        }

        double timeRatio() {
            return msAfter / msBefore;
        }

        boolean isTimed() {
            return !Double.isNaN(msBefore) && !Double.isNaN(msAfter);
        }

        boolean isSlower() {
            return isTimed() && timeRatio() > SLOWER;
        }
    }

    Verdict {
        indexes = List.copyOf(indexes);
        queries = List.copyOf(queries);
        prefixes = List.copyOf(prefixes);
    }

    /** The same, compared with other times without indexes, in the order of the queries. */
    Verdict comparedWith(double[] msBefore) {
        var compared = new ArrayList<OfQuery>();
        for (var query : queries) {
            compared.add(new OfQuery(
                    query.name(),
                    query.costBefore(),
                    query.costAfter(),
                    msBefore[compared.size()],
                    query.msAfter(),
                    query.risk()));
        }
        return new Verdict(set, indexes, buildSeconds, compared, prefixes);
    }

    /** By how much of what was built the worst estimate is wrong; not a number without estimates. */
    double worstEstimate() {
        return indexes.stream()
                .mapToDouble(index -> Math.abs(index.ratio() - 1))
                .filter(miss -> !Double.isNaN(miss))
                .max()
                .orElse(Double.NaN);
    }

    long bytes() {
        return indexes.stream().mapToLong(Built::bytes).sum();
    }

    long estimatedBytes() {
        return indexes.stream()
                .filter(index -> index.estimatedBytes() != null)
                .mapToLong(Built::estimatedBytes)
                .sum();
    }

    /** Of the cost of all 22 queries. */
    double ratio22() {
        return ratio(query -> true, OfQuery::costBefore, OfQuery::costAfter);
    }

    /** Of the cost of the 19 that do not drown the others. */
    double ratio19() {
        return ratio(query -> !Workload.DROWNING.contains(query.name()), OfQuery::costBefore, OfQuery::costAfter);
    }

    double geo22() {
        return mean(query -> true, OfQuery::costRatio);
    }

    /** Of the time of the 20 queries that are timed; not a number when none was. */
    double time20() {
        return ratio(OfQuery::isTimed, OfQuery::msBefore, OfQuery::msAfter);
    }

    double geo20() {
        return mean(OfQuery::isTimed, OfQuery::timeRatio);
    }

    double secondsBefore() {
        return sum(OfQuery::isTimed, OfQuery::msBefore) / 1000;
    }

    double secondsAfter() {
        return sum(OfQuery::isTimed, OfQuery::msAfter) / 1000;
    }

    List<OfQuery> slower() {
        return queries.stream().filter(OfQuery::isSlower).toList();
    }

    private double ratio(Predicate<OfQuery> which, ToDoubleFunction<OfQuery> before, ToDoubleFunction<OfQuery> after) {
        return sum(which, after) / sum(which, before);
    }

    private double sum(Predicate<OfQuery> which, ToDoubleFunction<OfQuery> figure) {
        return queries.stream().filter(which).mapToDouble(figure).sum();
    }

    private double mean(Predicate<OfQuery> which, ToDoubleFunction<OfQuery> ratio) {
        var mean = queries.stream()
                .filter(which)
                .mapToDouble(query -> Math.log(ratio.applyAsDouble(query)))
                .average();
        return mean.isPresent() ? Math.exp(mean.getAsDouble()) : Double.NaN;
    }
}
