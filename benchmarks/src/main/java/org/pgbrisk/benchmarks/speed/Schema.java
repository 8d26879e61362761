package org.pgbrisk.benchmarks.speed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;

/** Many tables of one shape, and many different statements on them: look-ups, ranges, orders, joins, groups. */
final class Schema {
    static final int COLUMNS = 15;

    private static final int ROWS = 4000;
    private static final long SEED = 42;

    /** Columns that are compared for equality; c01 points to the table before. */
    private static final List<String> LOOKED_UP =
            List.of("c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c13", "c14");

    /** Columns with a range or an order. */
    private static final List<String> ORDERED = List.of("c09", "c10", "c11", "c12");

    private final Random random = new Random(SEED);
    private final int tables;

    Schema(int tables) {
        this.tables = tables;
    }

    void create(Connection connection, LongConsumer progress) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (int i = 0; i < tables; i++) {
                statement.execute("create table " + table(i) + " as select g as id, 1 + g * 7919 % " + ROWS
                        + " as c01, g % 2000 as c02, g % 500 as c03, g % 100 as c04, g % 20 as c05, g % 3 as c06,"
                        + " 'name ' || g as c07, 'city ' || g % 300 as c08, g * 7 % 10007 as c09,"
                        + " timestamp '2024-01-01' + g * interval '1 hour' as c10, date '2024-01-01' + g % 700 as c11,"
                        + " (g * 31 % 100000) / 100.0 as c12, g % 2 = 0 as c13, (g * 13 % 4001)::bigint as c14"
                        + " from generate_series(1, " + ROWS + ") as g");
                statement.execute("alter table " + table(i) + " add primary key (id)");
                progress.accept(i);
            }
            statement.execute("vacuum analyze");
        }
    }

    /** All different to pg_stat_statements, which does not look at constants. */
    List<String> statements(int number) {
        var statements = new LinkedHashSet<String>();
        while (statements.size() < number) {
            statements.add(statement(statements.size() % tables));
        }
        return List.copyOf(statements);
    }

    private String statement(int i) {
        var equal = some(LOOKED_UP, 1 + random.nextInt(3));
        var range = ORDERED.get(random.nextInt(ORDERED.size()));
        var order = ORDERED.get(random.nextInt(ORDERED.size()));
        var read = some(ORDERED, 1 + random.nextInt(2));
        var conditions = new ArrayList<String>();
        equal.forEach(column -> conditions.add("a." + column + " = " + value(column)));
        var where = String.join(" and ", conditions);
        return switch (random.nextInt(5)) {
            case 0 -> "select a.id, a." + String.join(", a.", read) + " from " + table(i) + " as a where " + where;
            case 1 ->
                "select a.* from " + table(i) + " as a where " + where + " and a." + range + " > " + value(range)
                        + " order by a." + order + " desc limit 10";
            case 2 ->
                "select a." + order + ", count(*), max(a." + range + ") from " + table(i) + " as a where " + where
                        + " group by a." + order;
            case 3 ->
                "select a.id, b." + String.join(", b.", read) + " from " + table(i) + " as a join "
                        + table((i + 1) % tables) + " as b on b.c01 = a.id where " + where;
            default ->
                "select sum(a.c12) from " + table(i) + " as a where " + where + " and a." + range + " < " + value(range)
                        + " and a." + order + " is not null";
        };
    }

    private List<String> some(List<String> columns, int number) {
        var shuffled = new ArrayList<>(columns);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, number);
    }

    private static String value(String column) {
        return switch (column) {
            case "c07" -> "'name 17'";
            case "c08" -> "'city 17'";
            case "c10" -> "'2024-03-01'::timestamp";
            case "c11" -> "'2024-03-01'::date";
            case "c13" -> "true";
            default -> "17";
        };
    }

    private static String table(int i) {
        return String.format("t%03d", i);
    }
}
