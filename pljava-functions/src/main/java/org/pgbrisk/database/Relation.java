package org.pgbrisk.database;

/**
 * A relation by its oid: {@code regclass} in SQL. It travels as the oid, never as a name, because the text of a regclass leaves
 * its schema out whenever the search_path allows it.
 *
 * @param oid the oid in pg_class, 1 to 2^32 - 1
 */
public record Relation(long oid) {
    public Relation {
        if (oid <= 0 || oid > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("not an oid: " + oid);
        }
    }
}
