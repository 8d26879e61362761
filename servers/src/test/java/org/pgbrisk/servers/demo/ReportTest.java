package org.pgbrisk.servers.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void drawsTwoCharactersForEachDoublingAndNeverMoreThanTwenty() {
        assertEquals("", Report.bar(0.5));
        assertEquals("", Report.bar(1));
        assertEquals("##", Report.bar(2));
        assertEquals("######", Report.bar(8));
        assertEquals(20, Report.bar(Double.POSITIVE_INFINITY).length());
    }

    @Test
    void writesSizesInUnitsOfPostgresql() {
        assertEquals("512 B", Report.size(512));
        assertEquals("16 kB", Report.size(16384));
        assertEquals("2.5 MB", Report.size(2_621_440));
    }

    @Test
    void marksWhatWasCutOffAndAddsATotal() {
        var table = Report.comparison(
                Comparison.of(List.of(new Timing("Q20", 60000, true)), List.of(new Timing("Q20", 6000, false))));
        assertTrue(table.contains("> 60,000.0"), table);
        assertTrue(table.contains("x 10.0"), table);
        assertTrue(table.contains("total"), table);
    }

    @Test
    void showsAQuestionMarkForWhatIsNotKnown() {
        var table = Report.suggestions(List.of(new Suggestion(
                OptionalLong.of(1), "orders", SuggestionTest.INDEX, "", OptionalLong.empty(), OptionalDouble.empty())));
        assertTrue(table.contains("orders_custkey"), table);
        assertTrue(table.contains("?"), table);
    }
}
