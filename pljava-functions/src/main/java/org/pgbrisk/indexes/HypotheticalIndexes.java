package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Literal;

/** The indexes of hypopg in this session: they survive a rollback, so ours are dropped one by one, and those of the caller stay. */
final class HypotheticalIndexes {
    private HypotheticalIndexes() {}

    /** An index of hypopg. */
    public record Hypothetical(long oid) {}

    /**
     * The statement that drops all that come from now on.
     *
     * @param hypopg its schema, quoted
     */
    static String dropOurs(Database database, String hypopg) throws SQLException {
        var theirs =
                database.query(Hypothetical.class, "select indexrelid::bigint as oid from " + hypopg + ".hypopg()");
        var oids = new JsonArray();
        theirs.forEach(index -> oids.add(index.oid()));
        return "select " + hypopg + ".hypopg_drop_index(h.indexrelid) from " + hypopg
                + ".hypopg() h where h.indexrelid::pg_catalog.int8 <> all (select value::pg_catalog.int8 from "
                + "pg_catalog.jsonb_array_elements_text(" + Literal.quote(Json.write(oids)) + "))";
    }
}
