package org.pgbrisk.indexes;

import com.grack.nanojson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.Records;

/**
 * One look at some blocks of a table: which keys a GIN index would have. Whoever asks makes sure that the value (a column or an
 * expression) leads to no code of others.
 */
final class GinSample {
    private static final int ROWS = 12_000;
    private static final int FEWEST_BLOCKS = 200;
    /** Of values that are long: all of each has to be read. */
    private static final int ROWS_OF_LONG = 1000;

    private static final int FEWEST_BLOCKS_OF_LONG = 20;

    private final String value;
    private final GinKeys kind;
    private final int element;
    private final String schema;
    private final BlockSample blocks;

    /**
     * Keys of about the same frequency.
     *
     * @param times in how many blocks they were seen; from {@link KeyEstimate#FREQUENT} on in steps of a fifth more
     * @param width mean length as text
     */
    public record Seen(int times, double keys, double rows, double blocks, double width) {}

    /**
     * @param value a column or an expression, as it stands in SQL
     * @param element width of the elements of an array; below 0 where it varies
     * @param schema of pg_trgm, quoted; for trigrams only
     */
    GinSample(Table table, String value, boolean isLong, GinKeys kind, int element, String schema) {
        this.value = value;
        this.kind = kind;
        this.element = element;
        this.schema = schema;
        this.blocks = isLong
                ? BlockSample.of(table, ROWS_OF_LONG, FEWEST_BLOCKS_OF_LONG)
                : BlockSample.of(table, ROWS, FEWEST_BLOCKS);
    }

    Attempt attempt(int lockTimeout) {
        return blocks.attempt(
                "with sampled as materialized (" + blocks.select(List.of(value + " as v"))
                        + "), keys as (select key, count(*) as blocks, sum(rows) as rows from (select s.block, k.key, count(*) as rows "
                        + "from sampled s cross join lateral (" + kind.in("s.v", schema)
                        + ") k (key) group by 1, 2) by_block group by 1) select case when blocks < "
                        + KeyEstimate.FREQUENT + " then blocks else " + KeyEstimate.FREQUENT
                        + " + floor(4 * log(2, blocks / "
                        + KeyEstimate.FREQUENT
                        + ".0)) end::pg_catalog.int4 as times, count(*) as keys, sum(rows) as rows, "
                        + "sum(blocks) as blocks, avg(octet_length(key)) as width from keys group by 1 order by 1",
                lockTimeout);
    }

    /** Nothing where it failed. */
    List<GinSize.Keys> read(Outcome outcome) {
        return outcome.succeeded()
                ? keys(Records.read(Seen.class, new JsonArray(outcome.rows())), blocks.share())
                : List.of();
    }

    /** @param part of the blocks of the table that were seen */
    private List<GinSize.Keys> keys(List<Seen> seen, double part) {
        var groups = new ArrayList<GinSize.Keys>();
        var rare = new ArrayList<KeySample.Seen>();
        double rows = 0;
        double spots = 0;
        double width = 0;
        double keys = 0;
        for (var each : seen) {
            if (part == 1 || each.times() >= KeyEstimate.FREQUENT) {
                groups.add(new GinSize.Keys(
                        each.keys(), each.rows() / part, each.blocks() / part, kind.width(each.width(), element)));
            } else {
                rare.add(new KeySample.Seen(0, 0, each.times(), each.keys(), each.rows()));
                rows += each.rows();
                spots += each.blocks();
                width += each.keys() * each.width();
                keys += each.keys();
            }
        }
        for (var group : KeyEstimate.of(rare, Set.of(), part)) {
            groups.add(new GinSize.Keys(
                    group.keys(), group.rows(), group.rows() * spots / rows, kind.width(width / keys, element)));
        }
        return groups;
    }
}
