package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexNamesTest {
    @ParameterizedTest
    @CsvSource({"abc,5,abc", "abc,3,abc", "abc,2,ab", "abc,0,''", "äöü,6,äöü", "äöü,5,äö", "a€b,3,a", "a€b,4,a€"})
    void clipsToWholeCharacters(String name, int bytes, String clipped) {
        assertEquals(clipped, IndexNames.clip(name, bytes));
    }

    @Test
    void neverCutsACharacterOutsideTheBasicPlane() {
        var elephant = "\uD83D\uDC18";
        assertEquals("a", IndexNames.clip("a" + elephant, 4));
        assertEquals("a" + elephant, IndexNames.clip("a" + elephant, 5));
        assertEquals("", IndexNames.clip(elephant, 3));
    }

    @Test
    void usesEveryByteThatANameMayHave() {
        for (var part : new String[] {"a", "ä", "€", "\uD83D\uDC18"}) {
            var clipped = IndexNames.clip(part.repeat(80), 59);
            int bytes = clipped.getBytes(StandardCharsets.UTF_8).length;
            int wide = part.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes <= 59 && bytes > 59 - wide, part);
        }
    }
}
