package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.SqlState;
import org.pgbrisk.database.Trust;
import org.pgbrisk.database.UserError;

/** The table brisk.advice, for {@code keep => true}. */
final class KeptAdvice {
    private static final String NOT_KEPT = "Leave keep out; nothing is kept then.";

    private KeptAdvice() {}

    /** A row of advice_table.sql. */
    public record State(boolean installed, boolean standby, boolean readOnly, boolean permitted) {}

    /** Before the work is done. */
    static void check(Database database) throws SQLException {
        var state = database.single(
                State.class,
                Resource.sql(KeptAdvice.class, "advice_table.sql")
                        .replace("${trusts_table}", Trust.in("c.relowner"))
                        .replace("${trusts_schema}", Trust.in("n.nspowner")));
        if (!state.installed()) {
            throw new UserError(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "keep => true needs the table brisk.advice, and pgbrisk is not installed in this database",
                    null,
                    "Install it: pgbrisk install. Or leave keep out.");
        }
        if (state.standby()) {
            throw new UserError(
                    SqlState.READ_ONLY_SQL_TRANSACTION,
                    "keep => true writes, and this server is a standby",
                    null,
                    NOT_KEPT + " Or ask the primary.");
        }
        if (state.readOnly()) {
            throw new UserError(
                    SqlState.READ_ONLY_SQL_TRANSACTION,
                    "keep => true writes, and this transaction is read only",
                    null,
                    NOT_KEPT + " Or begin a transaction that may write.");
        }
        if (!state.permitted()) {
            throw new UserError(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "keep => true is for members of brisk_operator",
                    null,
                    NOT_KEPT + " Or have somebody grant brisk_operator to your role.");
        }
    }

    static void write(Database database, SuggestIndexes.Args arguments, List<SuggestIndexes.Row> rows)
            throws SQLException {
        var kept = Records.write(arguments);
        kept.remove("keep");
        if (arguments.queries() == null) {
            kept.remove("search_path");
        }
        var relation = arguments.relation();
        var answer = new JsonArray();
        rows.forEach(row -> answer.add(Records.write(row)));
        database.execute(
                Resource.sql(KeptAdvice.class, "keep_advice.sql"),
                Json.write(kept),
                relation == null ? null : Long.toString(relation.oid()),
                Json.write(answer));
    }
}
