package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.pgbrisk.Function;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Relation;

/** {@code brisk.suggest_indexes}: its arguments, its rows, and the way from one to the other. */
public final class SuggestIndexes implements Function<SuggestIndexes.Args, SuggestIndexes.Row> {
    private static final int DEFAULT_SUGGESTIONS = 20;
    private static final int MOST_SUGGESTIONS = 1000;

    /**
     * @param relation only indexes on this table; null for all
     * @param storageBudget bytes that all suggested indexes together may take; null for what brisk.advisor_storage_budget says
     * @param maxSuggestions 1 to 1000, null for 20
     * @param queries the statements to plan for; null for those of pg_stat_statements
     * @param searchPath the caller's, for planning {@code queries}
     */
    public record Args(
            Relation relation, Long storageBudget, Integer maxSuggestions, List<String> queries, String searchPath) {
        public Args {
            if (storageBudget != null && storageBudget <= 0) {
                throw new IllegalArgumentException("storage_budget is " + storageBudget
                        + ": expected a number of bytes above 0, or NULL for what brisk.advisor_storage_budget says");
            }
            maxSuggestions = maxSuggestions == null ? Integer.valueOf(DEFAULT_SUGGESTIONS) : maxSuggestions;
            if (maxSuggestions < 1 || maxSuggestions > MOST_SUGGESTIONS) {
                throw new IllegalArgumentException(
                        "max_suggestions is " + maxSuggestions + ": expected 1 to " + MOST_SUGGESTIONS);
            }
            if (queries != null && queries.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException(
                        "queries holds a NULL: expected the text of a statement in each element");
            }
        }
    }

    /** The columns are described at the type brisk.index_suggestion. */
    public record Row(
            Integer rank,
            Relation relation,
            String ddl,
            String kind,
            String reason,
            Long sizeBytes,
            Double costBefore,
            Double costAfter,
            Double benefitPercent,
            JsonArray statements,
            JsonObject evidence,
            Double benefitMsPerDay,
            Double writeCostPercent,
            JsonArray atRisk,
            String confidence,
            List<String> replaces,
            String undo) {
        /** A row that suggests nothing. */
        static Row remark(String kind, String reason, JsonArray statements, JsonObject evidence) {
            return new Row(
                    null,
                    null,
                    null,
                    kind,
                    reason,
                    null,
                    null,
                    null,
                    null,
                    statements,
                    evidence,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    @Override
    public List<Row> call(Database database, Args arguments) throws SQLException {
        return new Advisor(database, arguments).advise();
    }
}
