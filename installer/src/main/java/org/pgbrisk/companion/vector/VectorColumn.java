package org.pgbrisk.companion.vector;

/**
 * A column with vectors.
 *
 * @param name as in the catalog
 * @param relation qualified and quoted
 * @param tableName as in the catalog
 * @param quoted the column's name
 * @param kind as in pg_class.relkind
 * @param pages as of the last VACUUM or ANALYZE
 * @param type without a domain around it; null when it is none of pgvector's
 * @param writtenType as the column was declared
 * @param schema of pgvector, quoted
 * @param schemaInPath whether the caller's statements find pgvector's names without their schema
 * @param dimensions -1 where the declaration does not say
 * @param nullShare 0 to 1, as of the last ANALYZE
 * @param mayCreateTemporary tables in this database
 */
public record VectorColumn(
        long tableOid,
        String name,
        String relation,
        String tableName,
        String quoted,
        String kind,
        long pages,
        String type,
        String writtenType,
        String schema,
        boolean schemaInPath,
        int dimensions,
        double nullShare,
        boolean readable,
        boolean mayCreateTemporary,
        boolean readOnly) {

    boolean partitioned() {
        return kind.equals("p");
    }

    /** One of pgvector's names as a statement of the caller's has to write it. */
    String inStatement(String name) {
        return schemaInPath ? name : schema + "." + name;
    }
}
