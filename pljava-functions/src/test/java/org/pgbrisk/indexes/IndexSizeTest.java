package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexSizeTest {
    private static final int ROWS = 1_000_000;

    /** The statistics that ANALYZE gave the table below. */
    private static final Map<String, Column> COLUMNS = Map.of(
            "u", column(8, 8, 0, -1.0),
            "ui", column(4, 4, 0, -1.0),
            "k", column(4, 4, 0, 1000.0),
            "p", column(4, 4, 0, 7.0),
            "t", column(33, 1, 0, -1.0),
            "v", column(7, 1, 0, -1.0),
            "low", column(8, 1, 0, 5.0),
            "h", column(4, 4, 0.4992, -0.5008),
            "hb", column(8, 8, 0.4992, -0.5008),
            "ts", column(8, 8, 0, -1.0));

    private final IndexSize sizes = new IndexSize(8192);

    /*
     * Measured with pg_relation_size on PostgreSQL 15 (x86-64) after CREATE INDEX on
     *   select i::bigint as u, i as ui, i % 1000 as k, i % 7 as p, md5(i::text) as t, ('k' || i)::varchar as v,
     *          'status' || i % 5 as low, case when i % 2 = 0 then i end as h, case when i % 2 = 0 then i::bigint end as hb,
     *          '2024-01-01'::timestamptz + i * interval '1 second' as ts
     *   from generate_series(1, 1000000) i order by random()
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u | 22487040",
                "ui | 22487040",
                "ts | 22487040",
                "v | 22487040",
                "t | 59064320",
                "k | 7340032",
                "low | 6963200",
                "k,p | 6799360",
                "ui,k | 22487040",
                "k,ts | 31563776",
                "t,k | 59064320"
            })
    void isWithin15PercentOfWhatCreateIndexMakes(String keys, long measured) {
        double estimated = bytes(ROWS, columns(keys));
        assertEquals(1, estimated / measured, 0.15, () -> "estimated " + estimated);
    }

    /** Measured like the above. */
    @ParameterizedTest
    @ValueSource(strings = {"h", "hb"})
    void knowsThatNullsAreOneKey(String key) {
        assertEquals(1, bytes(ROWS, columns(key)) / 14712832.0, 0.15);
    }

    @Test
    void growsWithTheRows() {
        for (var key : COLUMNS.keySet()) {
            long before = 0;
            for (double rows : new double[] {0, 1, 100, 1000, 10_000, 1e5, 1e6, 1e7, 1e9}) {
                long bytes = bytes(rows, columns(key));
                assertTrue(bytes >= before, key + " with " + rows + " rows");
                before = bytes;
            }
        }
    }

    @Test
    void growsWithTheWidth() {
        long before = 0;
        for (int width : new int[] {0, 1, 4, 8, 30, 100, 500}) {
            long bytes = bytes(ROWS, List.of(column(width, 1, 0, -1.0)));
            assertTrue(bytes >= before, "width " + width);
            before = bytes;
        }
    }

    @Test
    void growsWithTheNumberOfValues() {
        long before = 0;
        for (double distinct : new double[] {1, 10, 1000, 1e5, 3e5, 5e5, 7e5, 9e5, 1e6}) {
            long bytes = bytes(ROWS, List.of(column(8, 8, 0, distinct)));
            // Full lists of rows fit less well into pages than shorter ones.
            assertTrue(bytes >= 0.97 * before, distinct + " values");
            before = bytes;
        }
    }

    @Test
    void keepsEachEntryWhereEqualValuesMayDiffer() {
        var numeric = new Column(1, "n", "n", 4, 1, 0, 1000.0, false, true, true);
        assertTrue(bytes(ROWS, List.of(numeric)) > 2.5 * bytes(ROWS, columns("k")));
    }

    @Test
    void isAPageOrTwoForAnEmptyTable() {
        for (var column : COLUMNS.values()) {
            long bytes = bytes(0, List.of(column));
            assertTrue(bytes >= 8192 && bytes <= 2 * 8192, () -> column.name() + ": " + bytes);
        }
    }

    @Test
    void takesZeroDistinctValuesForOne() {
        assertEquals(bytes(ROWS, List.of(column(4, 4, 0, 1.0))), bytes(ROWS, List.of(column(4, 4, 0, 0.0))));
        assertTrue(bytes(ROWS, List.of(column(4, 4, 1, 0.0))) > 0);
    }

    @Test
    void knowsHowManyValuesAColumnHas() {
        assertEquals(500, column(4, 4, 0, -0.5).distinct(1000));
        assertEquals(7, column(4, 4, 0, 7.0).distinct(1000));
        assertEquals(100, column(4, 4, 0, null).distinct(1000));
        assertEquals(1, column(4, 4, 0, 0.0).distinct(1000));
        assertEquals(1, column(4, 4, 0, null).distinct(0));
    }

    private long bytes(double rows, List<Column> keys) {
        return sizes.of(rows, keys, List.of()).bytes();
    }

    private static List<Column> columns(String keys) {
        return Arrays.stream(keys.split(",")).map(COLUMNS::get).toList();
    }

    private static Column column(double width, int alignment, double nullFraction, Double distinct) {
        return new Column(1, "c", "c", width, alignment, nullFraction, distinct, true, true, true);
    }
}
