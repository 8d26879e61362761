package org.pgbrisk.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.pgbrisk.benchmarks.picture.BarChart;
import org.pgbrisk.database.SqlTokens;
import org.pgbrisk.servers.Servers;

/**
 * The figures of docs/index-optimization.md: runs its SQL blocks, with more rows than they make by themselves, and prints what they
 * return as tables of Markdown. Two arguments: rows (1000000) and a file for the picture (none).
 */
public final class IndexGuide {
    private static final Path DOCUMENT = Path.of("docs/index-optimization.md");
    private static final Pattern PART = Pattern.compile("(?ms)^## (.*?)$|^```sql\\R(.*?)^```$");

    private final Connection connection;

    private IndexGuide(Connection connection) {
        this.connection = connection;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        int rows = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        try (var server = Servers.best()) {
            try (var admin = server.connect();
                    var statement = admin.createStatement()) {
                statement.execute("create database index_guide");
            }
            System.out.println(server.describe() + "; " + rows + " rows");
            try (var connection = server.connect("index_guide")) {
                var guide = new IndexGuide(connection);
                guide.execute("set synchronous_commit = on");
                guide.run(rows);
                if (arguments.length > 1) {
                    guide.draw(Path.of(arguments[1]));
                }
            }
        }
    }

    private void run(int rows) throws SQLException, IOException {
        var part = PART.matcher(Files.readString(DOCUMENT));
        while (part.find()) {
            if (part.group(1) != null) {
                System.out.println("\n## " + part.group(1));
            } else {
                var block = part.group(2).replaceFirst("select 20000 as rows", "select " + rows + " as rows");
                printAll(SqlTokens.statements(block));
            }
        }
    }

    /** Results with the same columns, one after the other, are one table. */
    private void printAll(List<String> statements) throws SQLException {
        var head = "";
        for (var sql : statements) {
            try (var statement = connection.createStatement()) {
                if (statement.execute(sql)) {
                    try (var result = statement.getResultSet()) {
                        var columns = result.getMetaData().getColumnCount();
                        var names = new ArrayList<String>();
                        for (int i = 1; i <= columns; i++) {
                            names.add(result.getMetaData().getColumnName(i).replace('_', ' '));
                        }
                        var line = "| " + String.join(" | ", names) + " |";
                        if (!line.equals(head)) {
                            System.out.println("\n" + line + "\n|" + "---|".repeat(columns));
                            head = line;
                        }
                        while (result.next()) {
                            var cells = new ArrayList<String>();
                            for (int i = 1; i <= columns; i++) {
                                cells.add(cell(result.getObject(i)));
                            }
                            System.out.println("| " + String.join(" | ", cells) + " |");
                        }
                    }
                }
            }
        }
    }

    private static String cell(Object value) {
        return value instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : "" + value;
    }

    private void draw(Path file) throws SQLException, IOException {
        var pairs = new ArrayList<BarChart.Pair>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select * from guide.by_rows order by rows")) {
            while (result.next()) {
                pairs.add(new BarChart.Pair(
                        String.format(Locale.ROOT, "%,d rows", result.getInt(1)),
                        result.getDouble(2),
                        result.getDouble(3)));
            }
        }
        new BarChart(
                        "Pages read to find one row by its key",
                        "pages of 8 kB",
                        "without an index",
                        "with a B-tree",
                        pairs)
                .write(file);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
