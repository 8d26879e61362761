package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrinSizeTest {
    private static final Column DATE = column(4, 4);
    private static final Column BIGINT = column(8, 8);
    private static final Column COMMENT = column(28, 1);

    /** Measured with pg_relation_size on PostgreSQL 15 after CREATE INDEX on tables of TPC-H, scale 1. */
    @ParameterizedTest
    @CsvSource({
        "115533, 128, date, 40960",
        "115533, 128, date bigint, 49152",
        "115533, 128, comment, 81920",
        "115533, 8, date, 393216",
        "26809, 128, date, 24576",
        "1, 128, bigint, 24576"
    })
    void isWhatCreateIndexMakes(long pages, int pagesPerRange, String columns, long measured) {
        var list = new ArrayList<Column>();
        for (var column : columns.split(" ")) {
            list.add(column.equals("date") ? DATE : column.equals("bigint") ? BIGINT : COMMENT);
        }
        assertEquals(1, new BrinSize(8192).bytes(pages, pagesPerRange, List.copyOf(list)) / (double) measured, 0.15);
    }

    private static Column column(double width, int alignment) {
        return new Column(1, "c", "c", width, alignment, 0, -1.0, true, true, true);
    }
}
