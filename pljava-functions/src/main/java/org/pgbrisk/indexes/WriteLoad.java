package org.pgbrisk.indexes;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.pgbrisk.indexes.Explainer.Explained;

/** What the statements of the workload write, table by table, and what a unit of the planner's cost is worth beside it. */
final class WriteLoad {
    private final Catalog catalog;
    private final Map<Long, TableWrites> tables = new HashMap<>();
    private double worth = 1;

    private WriteLoad(Catalog catalog) {
        this.catalog = catalog;
    }

    static WriteLoad of(
            Workload workload, List<Explained> plans, Explainer explainer, Catalog catalog, Capabilities server)
            throws SQLException {
        var load = new WriteLoad(catalog);
        var planned = plans.stream().map(Explained::planned).toList();
        if (workload.isObserved()) {
            load.worth = worth(planned, server);
            var known = new HashSet<Statement>();
            planned.forEach(each -> known.add(each.statement().withGuesses()));
            var rows = new HashMap<Statement, Double>();
            workload.writing().forEach((statement, written) -> rows.put(statement.withGuesses(), written));
            load.add(planned, rows);
            load.add(
                    explainer.quietly(workload.writing().keySet().stream()
                            .filter(statement -> !known.contains(statement.withGuesses()))
                            .toList()),
                    rows);
        } else {
            load.add(planned, null);
        }
        return load;
    }

    /** Milliseconds that one unit takes here: of those statements that an index could help the middle one. */
    private static double worth(List<Planned> planned, Capabilities server) {
        var worths = planned.stream()
                .filter(each -> each.cost() >= server.quick() && !writes(each.plan()))
                .mapToDouble(
                        each -> each.weight() / Math.max(1, each.statement().calls()))
                .sorted()
                .toArray();
        return worths.length == 0 ? 0 : worths[worths.length / 2];
    }

    private static boolean writes(JsonObject node) {
        return node.getString("Node Type", "").equals("ModifyTable")
                || PlanUses.children(node).stream().anyMatch(child -> writes((JsonObject) child));
    }

    /** @param rows that a statement, which may have been planned with guesses, wrote in all; null where each ran once, so that the planner's estimate has to do */
    private void add(Collection<Planned> statements, Map<Statement, Double> rows) {
        for (var planned : statements) {
            var written = rows == null
                    ? Double.valueOf(-1)
                    : rows.get(planned.statement().withGuesses());
            if (written != null) {
                add(planned.plan(), planned.statement(), written);
            }
        }
    }

    private void add(JsonObject node, Statement statement, double rows) {
        if (node.getString("Node Type", "").equals("ModifyTable")) {
            var table = catalog.table(TableUse.of(node.getString("Schema", ""), node.getString("Relation Name", "")));
            if (table != null) {
                var writes = tables.getOrDefault(table.oid(), TableWrites.NONE);
                tables.put(table.oid(), with(writes, table, node, statement, rows < 0 ? estimate(node) : rows));
            }
        }
        PlanUses.children(node).forEach(child -> add((JsonObject) child, statement, rows));
    }

    private static double estimate(JsonObject modify) {
        return PlanUses.children(modify).stream()
                .mapToDouble(child -> ((JsonObject) child).getDouble("Plan Rows"))
                .sum();
    }

    /** INSERT ... ON CONFLICT DO UPDATE and MERGE do several things: by the table's own counters. */
    private static TableWrites with(
            TableWrites writes, Table table, JsonObject modify, Statement statement, double rows) {
        var operation = modify.getString("Operation", "");
        boolean upsert = modify.getString("Conflict Resolution", "").equals("UPDATE");
        if (operation.equals("Delete")) {
            return writes.deleting(rows);
        } else if (operation.equals("Insert") && !upsert) {
            return writes.inserting(rows);
        }
        var columns = WrittenColumns.of(statement.sql());
        if (operation.equals("Update")) {
            return writes.updating(columns, rows);
        }
        double[] parts = {table.inserted(), table.updated(), upsert ? 0 : table.deleted()};
        double all = Math.max(1, Arrays.stream(parts).sum());
        return writes.inserting(rows * parts[0] / all)
                .deleting(rows * parts[2] / all)
                .updating(columns, rows * parts[1] / all);
    }

    TableWrites of(long table) {
        return tables.getOrDefault(table, TableWrites.NONE);
    }

    /** What a unit of cost of one execution is worth, in the units of the search. */
    double worth() {
        return worth;
    }
}
