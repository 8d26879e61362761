package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashSizeTest {
    /** Measured with pg_relation_size on PostgreSQL 15 after CREATE INDEX on tables with so many rows and keys. */
    @ParameterizedTest
    @CsvSource({
        "1500000, 1500000, 42303488",
        "1500000, 99996, 49315840",
        "200000, 199997, 6692864",
        "150000, 150000, 4210688",
        "10000, 10000, 540672",
        "120000, 3000, 4374528",
        "5, 5, 32768"
    })
    void isWhatCreateIndexMakes(double rows, double keys, long measured) {
        assertEquals(1, bytes(rows, new KeyGroup(keys, rows, Set.of(), false)) / measured, 0.15);
    }

    @ParameterizedTest
    @CsvSource({"30000, 2113536", "57000, 2113536"})
    void hasRoomForNulls(double nulls, long measured) {
        double bytes = bytes(
                60_000,
                new KeyGroup(1, nulls, Set.of("c"), true),
                new KeyGroup(60_000 - nulls, 60_000 - nulls, Set.of(), false));
        assertEquals(1, bytes / measured, 0.15);
    }

    private static double bytes(double rows, KeyGroup... groups) {
        return new HashSize(8192).bytes(rows, List.of(groups));
    }
}
