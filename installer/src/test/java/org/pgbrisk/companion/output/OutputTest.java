package org.pgbrisk.companion.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;

class OutputTest {
    private static final Table TABLE = new Table(
            List.of("rank", "name", "nothing", "evidence", "percent"),
            List.of(
                    Arrays.asList(1, "a \"b\", c", null, Json.object("{\"k\": [1, 2]}"), 99.98765),
                    Arrays.asList(20, "é\nf", null, null, 0.5)));

    private interface Printer {
        void print(PrintWriter out) throws IOException;
    }

    private static String printed(Printer printer) throws IOException {
        var text = new StringWriter();
        try (var out = new PrintWriter(text)) {
            printer.print(out);
        }
        return text.toString();
    }

    @Test
    void jsonHoldsEveryValueExactly() throws IOException {
        assertEquals("""
                [
                {"rank":1,"name":"a \\"b\\", c","nothing":null,"evidence":{"k":[1,2]},"percent":99.98765},
                {"rank":20,"name":"é\\nf","nothing":null,"evidence":null,"percent":0.5}
                ]
                """, printed(out -> MachineFormats.json(TABLE, out)));
    }

    @Test
    void jsonWithoutRowsIsAnEmptyArray() throws IOException {
        assertEquals("[]\n", printed(out -> MachineFormats.json(new Table(List.of("a"), List.of()), out)));
    }

    @Test
    void csvQuotesWhatNeedsQuotes() throws IOException {
        assertEquals("""
                rank,name,nothing,evidence,percent
                1,"a ""b"", c",,"{""k"":[1,2]}",99.98765
                20,"é
                f",,,0.5
                """, printed(out -> MachineFormats.csv(TABLE, out)));
    }

    @Test
    void tableLeavesOutColumnsWithoutAnyValue() throws IOException {
        var table = new Table(
                List.of("rank", "name", "nothing"),
                List.of(Arrays.asList(1, "one", null), Arrays.asList(20, "twenty", null)));

        assertEquals("""
                 rank | name
                ------+--------
                    1 | one
                   20 | twenty
                (2 rows)
                """, printed(out -> new ReadableFormat(80).print(table, out)));
    }

    @Test
    void tableWrapsALongCellToTheWidthOfTheTerminal() throws IOException {
        var table = new Table(
                List.of("id", "reason"), List.of(List.of(1, "word ".repeat(40).strip())));

        var text = printed(out -> new ReadableFormat(60).print(table, out));

        assertTrue(text.lines().allMatch(line -> line.length() <= 60), text);
        assertEquals(40, text.split("word", -1).length - 1);
        assertTrue(text.endsWith("(1 row)\n"), text);
    }

    @Test
    void tableTurnsIntoBlocksWhereItDoesNotFit() throws IOException {
        assertEquals("""
                -[ RECORD 1 ]---------------
                rank     | 1
                name     | a "b", c
                evidence | {"k":[1,2]}
                percent  | 99.99
                -[ RECORD 2 ]---------------
                rank     | 20
                name     | é
                         | f
                percent  | 0.5
                (2 rows)
                """, printed(out -> new ReadableFormat(30).print(TABLE, out)));
    }

    @Test
    void tableWithoutRowsIsACount() throws IOException {
        assertEquals(
                "(0 rows)\n", printed(out -> new ReadableFormat(80).print(new Table(List.of("a"), List.of()), out)));
    }
}
