package org.pgbrisk.indexes;

/**
 * A table that may get an index; for a partition, the root of its tree.
 *
 * @param schema quoted where it must be, like {@code name}
 * @param rows the planner's estimate, -1 where nobody has run ANALYZE
 * @param pages of the table in blocks
 * @param inserted rows since the statistics of the table were reset, like {@code updated} and {@code deleted}
 */
public record Table(
        String usedSchema,
        String usedName,
        long oid,
        String schema,
        String name,
        String rawName,
        long schemaOid,
        boolean partitioned,
        double rows,
        long pages,
        long inserted,
        long updated,
        long deleted) {
    /** Below this many blocks reading the whole table is as cheap as an index. */
    private static final long TINY = 8;

    boolean tiny() {
        return rows >= 0 && pages < TINY;
    }

    /** A row with its share of the page; infinite where nobody has run ANALYZE. */
    double rowBytes(int blockSize) {
        return rows < 1 ? Double.POSITIVE_INFINITY : (double) pages * blockSize / rows;
    }

    String qualified() {
        return schema + "." + name;
    }
}
