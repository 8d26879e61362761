package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.Records;
import org.pgbrisk.database.Resource;

/**
 * One look at a few rows of a table: of what type expressions are, how wide their values, and how many of them NULL. Whoever asks makes sure
 * that they lead to no code of others.
 *
 * @param expressions as they stand in CREATE INDEX
 */
record ExpressionSample(Table table, List<String> expressions) {
    private static final int ROWS = 3000;
    private static final int FEWEST_BLOCKS = 60;

    /** Rows that come when a second has passed are left out. */
    private static final String IN_TIME = " where clock_timestamp() < (select clock_timestamp() + interval '1 s')";

    /** A row in memory that holds a single value: that has the same header there as in an index. */
    private static final String VALUES =
            "(%1$d, c%1$d is null, pg_column_size(row(c%1$d)) - 24, pg_typeof(c%1$d)::oid, "
                    + "case when pg_typeof(c%1$d) in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype) "
                    + "then pg_collation_for(c%1$d) end, hashtextextended(c%1$d::text, 0))";

    /** A row of expression_sample.sql. */
    public record Seen(
            int position,
            double rows,
            double present,
            double width,
            int alignment,
            boolean varying,
            JsonArray remainders,
            double keys,
            double once,
            boolean equalIsSame,
            boolean sampled) {}

    Attempt attempt(int lockTimeout) {
        var blocks = BlockSample.of(table, ROWS, FEWEST_BLOCKS);
        var columns = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (int i = 0; i < expressions.size(); i++) {
            columns.add(expressions.get(i) + " as c" + i);
            values.add(String.format(VALUES, i));
        }
        var select = Resource.sql(ExpressionSample.class, "expression_sample.sql")
                .replace("${values}", String.join(", ", values))
                .replace("${sampled}", blocks.select(columns) + IN_TIME);
        return blocks.attempt(select, lockTimeout);
    }

    /** How many times as long it takes to count the values; 0 where no row was seen. */
    double times(Outcome outcome) {
        double rows = seen(outcome).stream().mapToDouble(Seen::rows).findFirst().orElse(0);
        return rows == 0 ? 0 : table.rows() * SampledColumns.blocks(table).share() / rows;
    }

    private static List<Seen> seen(Outcome outcome) {
        return outcome.succeeded() ? Records.read(Seen.class, new JsonArray(outcome.rows())) : List.of();
    }

    /**
     * Nothing where it failed or saw no row.
     *
     * @param counted whether the values may be counted
     */
    List<Column> read(Outcome outcome, boolean counted) {
        return seen(outcome).stream().map(each -> column(each, counted)).toList();
    }

    private Column column(Seen seen, boolean counted) {
        var text = expressions.get(seen.position());
        double part = Math.min(1, seen.rows() / table.rows());
        double others = 1 - seen.once() * (1 - part) / Math.max(1, seen.present());
        return new Column(
                table.oid(),
                text,
                text,
                seen.width(),
                seen.alignment(),
                1 - seen.present() / seen.rows(),
                // As ANALYZE estimates it.
                Math.max(1, seen.keys() / others),
                seen.equalIsSame(),
                true,
                false,
                0,
                0,
                seen.varying(),
                seen.varying() ? seen.remainders() : null,
                0,
                "",
                null,
                null,
                null,
                counted && seen.sampled());
    }
}
