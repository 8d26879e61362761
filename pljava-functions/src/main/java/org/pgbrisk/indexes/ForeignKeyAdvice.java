package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.indexes.Explainer.Explained;
import org.pgbrisk.indexes.ForeignKeys.ForeignKey;

/** Foreign keys that still have no index when all that was chosen exists. */
final class ForeignKeyAdvice {
    private final Database database;
    private final Catalog catalog;
    private final Explainer explainer;
    private final Costs costs;
    private final Predicate<Table> wanted;

    /** @param wanted whether a table may get indexes */
    ForeignKeyAdvice(Database database, Catalog catalog, Explainer explainer, Costs costs, Predicate<Table> wanted) {
        this.database = database;
        this.catalog = catalog;
        this.explainer = explainer;
        this.costs = costs;
        this.wanted = wanted;
    }

    /** Those of the tables that the statements touch. */
    static List<ForeignKey> touched(List<ForeignKey> foreignKeys, List<Explained> plans, Catalog catalog) {
        var touched = plans.stream()
                .flatMap(explained -> explained.uses().stream())
                .map(catalog::table)
                .filter(Objects::nonNull)
                .map(Table::oid)
                .collect(Collectors.toSet());
        return foreignKeys.stream()
                .filter(key -> touched.contains(key.relation()))
                .toList();
    }

    /** @param budget bytes of all suggestions, null for no limit */
    void write(
            List<ForeignKey> foreignKeys,
            List<Search.Choice> choices,
            Blueprints blueprints,
            Long budget,
            int most,
            Report report)
            throws SQLException {
        var suspects = foreignKeys.isEmpty() ? Suspects.none() : Suspects.of(database);
        var taken = choices.stream().map(Search.Choice::index).collect(Collectors.toCollection(ArrayList::new));
        for (var key : foreignKeys) {
            var table = catalog.table(key.relation());
            boolean open = table != null && wanted.test(table) && catalog.open(key.candidate(), Set.of());
            if (!open || taken.stream().anyMatch(key::supportedBy) || report.suggestions() >= most) {
                continue;
            }
            if (budget != null && report.suggestedBytes() + blueprints.bytes(key.candidate()) > budget) {
                continue;
            }
            report.suggest(key, lookUp(key, table, suspects), costs.method());
            taken.add(key.candidate());
        }
    }

    /** What one look-up of the referential trigger costs, before and after; null where the caller may not or must not plan it, or has no time. */
    private Search.Gain lookUp(ForeignKey key, Table table, Suspects suspects) throws SQLException {
        var statement = key.lookUp(table);
        if (explainer.isOver() || suspects.find(statement.sql()) != null) {
            return null;
        }
        var planned = explainer.explain(statement);
        if (planned == null) {
            return null;
        }
        var after = costs.with(List.of(new Costs.Question(planned, List.of(key.candidate()))))
                .get(0);
        return after.known() ? new Search.Gain(planned, planned.cost(), after.cost()) : null;
    }
}
