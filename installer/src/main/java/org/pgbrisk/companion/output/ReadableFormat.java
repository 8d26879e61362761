package org.pgbrisk.companion.output;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What people read: a table when it fits, one block a row (as {@code \x} in psql) when it does not. Columns without any value are
 * left out.
 *
 * @param width of the terminal, in characters
 */
record ReadableFormat(int width) {
    private static final int DEFAULT_WIDTH = 160;
    private static final int PADDING = 3;
    /** A column is never wrapped to less: narrower than this nobody reads it. */
    private static final int NARROWEST = 20;

    static ReadableFormat ofTerminal() {
        try {
            var columns = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
            return new ReadableFormat(columns > 0 ? columns : DEFAULT_WIDTH);
        } catch (NumberFormatException e) {
            return new ReadableFormat(DEFAULT_WIDTH);
        }
    }

    void print(Table table, PrintWriter out) {
        var shown = IntStream.range(0, table.columns().size())
                .filter(column -> !table.isAllNull(column))
                .toArray();
        if (shown.length > 0) {
            var widths =
                    Arrays.stream(shown).map(column -> natural(table, column)).toArray();
            if (shrink(widths)) {
                table(table, shown, widths, out);
            } else {
                expanded(table, out);
            }
        }
        var count = table.rows().size();
        out.print("(" + count + (count == 1 ? " row)\n" : " rows)\n"));
    }

    private static int natural(Table table, int column) {
        return Math.max(
                table.columns().get(column).length(),
                table.rows().stream()
                        .flatMap(row -> Table.readable(row.get(column)).lines())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0));
    }

    /** Takes from the widest column until the table fits; false when it cannot. */
    private boolean shrink(int[] widths) {
        while (Arrays.stream(widths).map(w -> w + PADDING).sum() > width + 1) {
            int widest = IntStream.range(0, widths.length)
                    .reduce((a, b) -> widths[b] > widths[a] ? b : a)
                    .orElseThrow();
            if (widths[widest] <= NARROWEST) {
                return false;
            }
            widths[widest]--;
        }
        return true;
    }

    private static void table(Table table, int[] shown, int[] widths, PrintWriter out) {
        var columns = new Column[shown.length];
        for (int i = 0; i < shown.length; i++) {
            columns[i] = new Column()
                    .header(table.columns().get(shown[i]))
                    .headerAlign(HorizontalAlign.LEFT)
                    .dataAlign(table.isNumeric(shown[i]) ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .maxWidth(widths[i] + 2, OverflowBehaviour.NEWLINE);
        }
        var data = table.rows().stream()
                .map(row -> Arrays.stream(shown)
                        .mapToObj(column -> Table.readable(row.get(column)))
                        .toArray(Object[]::new))
                .toArray(Object[][]::new);
        var wrapped = Arrays.stream(shown).anyMatch(column -> natural(table, column) > widths[indexOf(shown, column)]);
        var border = wrapped
                ? AsciiTable.BASIC_ASCII_NO_OUTSIDE_BORDER
                : AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER;
        AsciiTable.getTable(border, columns, data).lines().forEach(line -> out.print(line.stripTrailing() + "\n"));
    }

    private static int indexOf(int[] shown, int column) {
        return Arrays.binarySearch(shown, column);
    }

    private static void expanded(Table table, PrintWriter out) {
        var names = table.columns().stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < table.rows().size(); i++) {
            var head = "-[ RECORD " + (i + 1) + " ]";
            out.print(head + "-".repeat(Math.max(0, names + 20 - head.length())) + "\n");
            var row = table.rows().get(i);
            for (int column = 0; column < row.size(); column++) {
                if (row.get(column) != null) {
                    var name = table.columns().get(column);
                    var value = Table.readable(row.get(column)).replace("\n", "\n" + " ".repeat(names) + " | ");
                    out.print(name + " ".repeat(names - name.length()) + " | " + value + "\n");
                }
            }
        }
    }
}
