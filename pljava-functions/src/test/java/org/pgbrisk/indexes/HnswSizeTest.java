package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HnswSizeTest {
    /** Measured with pgvector 0.8.0. */
    @ParameterizedTest
    @CsvSource({
        "49900, 520, 41517056",
        "3000, 20, 966656",
        "3000, 104, 1204224",
        "3000, 776, 3522560",
        "3000, 1544, 6152192",
        "3000, 3080, 12296192",
        "3000, 6152, 24584192",
        "3000, 8008, 49160192"
    })
    void isThatOfTheRealThing(double rows, double vectorBytes, long measured) {
        assertEquals(measured, HnswSize.bytes(rows, vectorBytes, 8192), 0.05 * measured);
    }
}
