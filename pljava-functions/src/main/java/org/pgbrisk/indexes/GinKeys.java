package org.pgbrisk.indexes;

/** What a GIN index takes for keys, as a query that finds them in a value: {@code %s} stands for it. */
enum GinKeys {
    ARRAY("select distinct e::pg_catalog.text from pg_catalog.unnest(%s) e where e is not null", 0),
    TSVECTOR("select e from pg_catalog.unnest(pg_catalog.tsvector_to_array(%s)) e", 1),
    /** Needs pg_trgm; its schema stands in the search_path or the name is qualified by the caller. */
    TRIGRAMS("select e from pg_catalog.unnest(${schema}.show_trgm(%s)) e", 4),
    /** Names and values; a byte says which. */
    JSONB(
            "select distinct 'k' || (e #>> '{}') from pg_catalog.jsonb_path_query(%1$s, "
                    + "'strict $.** ? (@.type() == \"object\").keyvalue().key') e union select 'v' || (e #>> '{}') from "
                    + "pg_catalog.jsonb_path_query(%1$s, 'strict $.** ? (@.type() != \"object\" && @.type() != \"array\")') e",
            1),
    /** A hash of each value with the names on the way to it; here the last name stands for the way. */
    JSONB_PATHS(
            "select distinct (m ->> 'key') || ':' || (e #>> '{}') from pg_catalog.jsonb_path_query(%s, "
                    + "'strict $.** ? (@.type() == \"object\").keyvalue()') m cross join lateral pg_catalog.jsonb_path_query(m -> 'value', "
                    + "'lax $[*] ? (@.type() != \"object\" && @.type() != \"array\")') e union select e #>> '{}' from "
                    + "pg_catalog.jsonb_path_query(%s, 'lax $[*] ? (@.type() != \"object\" && @.type() != \"array\")') e",
            4);

    private final String query;
    private final int width;

    GinKeys(String query, int width) {
        this.query = query;
        this.width = width;
    }

    /** @param schema of pg_trgm, quoted; for trigrams only */
    String in(String value, String schema) {
        return query.replace("${schema}", schema == null ? "pg_catalog" : schema)
                .replace("%1$s", value)
                .replace("%s", value);
    }

    /**
     * Bytes of a key in the index.
     *
     * @param text the mean length of the keys as text
     * @param element width of an element of the array; below 0 where it varies
     */
    double width(double text, int element) {
        return switch (this) {
            case ARRAY -> element > 0 ? element : text + 1;
            case TRIGRAMS, JSONB_PATHS -> width;
            case TSVECTOR, JSONB -> text + width;
        };
    }
}
