package org.pgbrisk.database;

/** Whose code may run with the caller's rights: what lies in a schema of ours may be a trap that somebody with fewer rights has laid. */
public final class Trust {
    private Trust() {}

    /**
     * A condition in SQL.
     *
     * @param owner an expression, the oid of a role
     */
    public static String in(String owner) {
        return Resource.sql(Trust.class, "trusted.sql").replace("${owner}", owner);
    }
}
