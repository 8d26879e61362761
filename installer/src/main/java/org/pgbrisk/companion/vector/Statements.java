package org.pgbrisk.companion.vector;

import java.util.Map;

/**
 * The SQL of a run. All identifiers in it come quoted from the server, or are pgbrisk's own.
 *
 * @param halves whether the index is to hold the vectors in half precision, though the column has them in full
 */
record Statements(VectorColumn column, Distance distance, boolean halves) {
    static final String SAMPLE = "pg_temp.pgbrisk_sample";

    /** 1 GB. */
    private static final long MOST_PAGES_READ = 131072;

    private static final String INDEX = "pgbrisk_sample_index";

    /** The type that is indexed. */
    String indexedType() {
        return halves ? "halfvec" : column.type();
    }

    String operatorClass() {
        return distance.operatorClass(indexedType());
    }

    /** @param percent of the table to read; 100 for all of it */
    String createSample(double percent, long rows) {
        return "create temporary table pgbrisk_sample as select pg_catalog.row_number() over () as id, s.v from (select t."
                + column.quoted() + "::" + type(column.type()) + " as v from " + from() + " as t" + sampled(percent)
                + " where t." + column.quoted() + " is not null limit " + rows + ") as s";
    }

    /** An index on a table leaves out tables that inherit from it, one on a partitioned table does not. */
    private String from() {
        return (column.partitioned() ? "" : "only ") + column.relation();
    }

    /** For the planner's estimate of the rows, which knows tables that were never analyzed, and partitions. */
    String explainRows() {
        return "explain (format json) select from " + from();
    }

    /** By blocks where reading the whole table would be too much; else by rows, which depend less on each other. */
    private String sampled(double percent) {
        if (percent >= 100) {
            return "";
        }
        var method = column.pages() > MOST_PAGES_READ ? "system" : "bernoulli";
        // Repeatable: the next run sees the same rows, and differs in what was changed between them.
        return " tablesample " + method + " (" + percent + ") repeatable (1)";
    }

    /** Cosine is not defined for them, and indexes leave them out. */
    String deleteZeroVectors() {
        var norm = column.type().equals("vector") ? "vector_norm" : "l2_norm";
        return "delete from " + SAMPLE + " where " + column.schema() + "." + norm + "(v) = 0";
    }

    /** Hashed, so that they come from everywhere, and from the same places each time. */
    String chooseQueries(int count) {
        return "with chosen as (delete from " + SAMPLE + " where id in (select s.id from " + SAMPLE
                + " as s order by pg_catalog.md5(s.id::pg_catalog.text), s.id limit " + count
                + ") returning id, v) select c.v::pg_catalog.text from chosen as c order by c.id";
    }

    /** Two parameters, both the same vector: distances are always those in full precision. */
    String nearest(int k) {
        var operator = " operator(" + column.schema() + "." + distance.operator() + ") ";
        var query = "?::" + type(column.type());
        return "select s.v" + operator + query + " from " + SAMPLE + " as s order by "
                + (halves
                        ? "(s.v::" + type("halfvec") + ")" + operator + "(" + query + "::" + type("halfvec") + ")"
                        : "s.v" + operator + query)
                + " limit " + k;
    }

    String createOnSample(Build build) {
        var indexed = halves ? "(v::" + type("halfvec") + ")" : "v";
        return "create index " + INDEX + " on " + SAMPLE
                + using(build.method(), indexed, column.schema() + "." + operatorClass(), build.options());
    }

    String dropOnSample() {
        return "drop index pg_temp." + INDEX;
    }

    String sizeOnSample() {
        return "select pg_catalog.pg_relation_size('pg_temp." + INDEX + "'::pg_catalog.regclass)";
    }

    boolean isUsedIn(String plan) {
        return plan.contains(INDEX);
    }

    static String set(Build build, int search) {
        return "SET " + build.method().searchSetting() + " = " + search;
    }

    /** On the user's table: PostgreSQL has no CONCURRENTLY for a partitioned one. */
    String create(Build build) {
        var halfvec = column.inStatement("halfvec") + "(" + column.dimensions() + ")";
        var indexed = halves ? "(" + column.quoted() + "::" + halfvec + ")" : column.quoted();
        return "CREATE INDEX " + (column.partitioned() ? "" : "CONCURRENTLY ") + "ON " + column.relation()
                + using(build.method(), indexed, column.inStatement(operatorClass()), build.wholeOptions());
    }

    private static String using(
            AccessMethod method, String indexed, String operatorClass, Map<String, Integer> options) {
        return " USING " + method + " (" + indexed + " " + operatorClass + ") WITH (" + Build.with(options) + ")";
    }

    private String type(String name) {
        return column.schema() + "." + name + "(" + column.dimensions() + ")";
    }
}
