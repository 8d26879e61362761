package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.pgbrisk.indexes.Explainer.Explained;

/** Where pg_trgm is not created in the database: the columns that it would make a search in cheaper. */
final class MissingTrigrams {
    private final Catalog catalog;
    private final Costs costs;
    private final Predicate<Table> wanted;
    private final Search.Worth worth;

    MissingTrigrams(Catalog catalog, Costs costs, Predicate<Table> wanted, Search.Worth worth) {
        this.catalog = catalog;
        this.costs = costs;
        this.wanted = wanted;
        this.worth = worth;
    }

    /** As they stand in SQL, with their tables. */
    Set<String> columns(List<Explained> plans) throws SQLException {
        var columns = new LinkedHashSet<String>();
        for (var explained : plans) {
            var planned = explained.planned();
            for (var use : explained.uses()) {
                var table = catalog.table(use);
                if (table != null && wanted.test(table)) {
                    for (var index : LookupCandidates.overTrigrams(catalog, table.oid(), use)) {
                        var after = costs.with(List.of(new Costs.Question(planned, List.of(index))))
                                .get(0);
                        if (worth.is(planned.cost(), after.cost(), worth.share())) {
                            var column = catalog.column(table.oid(), index.lead());
                            columns.add(table.qualified() + " (" + column.quoted() + ")");
                        }
                    }
                }
            }
        }
        return columns;
    }
}
