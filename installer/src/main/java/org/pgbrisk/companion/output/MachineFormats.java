package org.pgbrisk.companion.output;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.pgbrisk.database.Json;

/** What programs read: every value exactly. */
final class MachineFormats {
    private MachineFormats() {}

    /** An array with a row a line, so that line tools can work on it too. */
    static void json(Table table, PrintWriter out) {
        out.print('[');
        var separator = "\n";
        for (var row : table.rows()) {
            var object = new JsonObject();
            for (int i = 0; i < row.size(); i++) {
                object.put(table.columns().get(i), row.get(i));
            }
            out.print(separator + Json.write(object));
            separator = ",\n";
        }
        out.print(table.rows().isEmpty() ? "]\n" : "\n]\n");
    }

    static void csv(Table table, PrintWriter out) throws IOException {
        var format = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
        // Not closed: the writer belongs to the command line.
        @SuppressWarnings("resource")
        var printer = new CSVPrinter(out, format);
        printer.printRecord(table.columns());
        for (var row : table.rows()) {
            printer.printRecord(row.stream().map(MachineFormats::cell).toList());
        }
        printer.flush();
    }

    private static Object cell(Object value) {
        return value == null ? null : Table.plain(value);
    }
}
