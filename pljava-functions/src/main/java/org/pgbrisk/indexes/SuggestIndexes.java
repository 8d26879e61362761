package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.pgbrisk.Function;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Relation;
import org.pgbrisk.database.Seconds;

/** {@code brisk.suggest_indexes}: its arguments, its rows, and the way from one to the other. */
public final class SuggestIndexes implements Function<SuggestIndexes.Args, SuggestIndexes.Row> {
    private static final int DEFAULT_SUGGESTIONS = 20;
    private static final int MOST_SUGGESTIONS = 1000;
    /** What the setting may be at most. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final List<String> WAYS_TO_VERIFY = List.of("none", "explain", "run");

    /**
     * @param relation only indexes on this table; null for all
     * @param storageBudget bytes that all suggested indexes together may take; null for what brisk.advisor_storage_budget says
     * @param maxSuggestions 1 to 1000, null for 20
     * @param queries the statements to plan for; null for those of pg_stat_statements
     * @param timeLimit above 0 and up to a day; null for what brisk.advisor_time_limit says
     * @param verify how plans are checked, one of {@link #WAYS_TO_VERIFY}; null for explain
     * @param keep whether the answer is kept in brisk.advice; null for no
     * @param searchPath the caller's, for planning {@code queries}
     */
    public record Args(
            Relation relation,
            Long storageBudget,
            Integer maxSuggestions,
            List<String> queries,
            Duration timeLimit,
            String verify,
            Boolean keep,
            String searchPath) {
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
            if (timeLimit != null
                    && (timeLimit.isZero() || timeLimit.isNegative() || timeLimit.compareTo(LONGEST) > 0)) {
                throw new IllegalArgumentException(
                        "time_limit is " + Seconds.of(timeLimit)
                                + " s: expected an interval above 0 and up to 24 hours, or NULL for what brisk.advisor_time_limit says");
            }
            verify = verify == null ? "explain" : verify;
            if (!WAYS_TO_VERIFY.contains(verify)) {
                throw new IllegalArgumentException(
                        "verify is \"" + verify + "\": expected " + String.join(", ", WAYS_TO_VERIFY));
            }
            keep = keep == null ? Boolean.FALSE : keep;
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
        /** The same, with what the suggestion saves and costs over time. */
        Row rated(Double savedMsPerDay, Double writesPercent) {
            return judged(savedMsPerDay, writesPercent, atRisk, confidence);
        }

        /** The same, with how far it can be trusted. */
        Row doubted(JsonArray statementsAtRisk, String trust) {
            return judged(benefitMsPerDay, writeCostPercent, statementsAtRisk, trust);
        }

        private Row judged(Double savedMsPerDay, Double writesPercent, JsonArray statementsAtRisk, String trust) {
            return new Row(
                    rank,
                    relation,
                    ddl,
                    kind,
                    reason,
                    sizeBytes,
                    costBefore,
                    costAfter,
                    benefitPercent,
                    statements,
                    evidence,
                    savedMsPerDay,
                    writesPercent,
                    statementsAtRisk,
                    trust,
                    replaces,
                    undo);
        }

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
        if (arguments.keep()) {
            KeptAdvice.check(database);
        }
        var rows = new Advisor(database, arguments).advise();
        if (arguments.keep()) {
            KeptAdvice.write(database, arguments, rows);
        }
        return rows;
    }
}
