package org.pgbrisk.indexes;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pgbrisk.database.Database;

/** Sizes of GIN indexes, from a look at some blocks of their tables: statistics say nothing of the keys. */
final class GinSizes {
    /** Of the candidates of a call. */
    private static final int MOST = 12;

    private final Database database;
    private final int lockTimeout;
    private final Catalog catalog;
    private final Extension trigrams;
    private final GinSize sizes;

    GinSizes(Database database, int lockTimeout, Catalog catalog, Extension trigrams, GinSize sizes) {
        this.database = database;
        this.lockTimeout = lockTimeout;
        this.catalog = catalog;
        this.trigrams = trigrams;
        this.sizes = sizes;
    }

    /** In bytes; those that cannot be told are missing. */
    Map<Candidate, Long> of(Collection<Candidate> indexes) throws SQLException {
        var bytes = new HashMap<Candidate, Long>();
        var asked = indexes.stream().filter(this::mayLook).limit(MOST).toList();
        if (asked.isEmpty()) {
            return bytes;
        }
        var suspects = Suspects.of(database);
        var looked = new ArrayList<Candidate>();
        var samples = new ArrayList<GinSample>();
        for (var index : asked) {
            var table = catalog.table(index.table());
            if (suspects.find("select " + value(index) + " from " + table.qualified()) == null) {
                looked.add(index);
                samples.add(sample(index, table));
            }
        }
        var outcomes = database.attempt(
                samples.stream().map(sample -> sample.attempt(lockTimeout)).toList(), List.of());
        for (int i = 0; i < looked.size(); i++) {
            if (outcomes.get(i).succeeded()) {
                double pages = catalog.table(looked.get(i).table()).pages();
                bytes.put(looked.get(i), sizes.bytes(pages, samples.get(i).read(outcomes.get(i))));
            }
        }
        return bytes;
    }

    private GinSample sample(Candidate index, Table table) {
        var column = catalog.column(index.table(), index.lead());
        int element = column.elementWidth() == null ? 0 : column.elementWidth();
        return new GinSample(
                table,
                value(index),
                isLong(index),
                OperatorClass.of(index, column).keys(),
                element,
                trigrams.schema());
    }

    private String value(Candidate index) {
        return catalog.column(index.table(), index.lead()).quoted();
    }

    /** Whether the values are there to be looked at, and to be looked at by the caller. */
    private boolean mayLook(Candidate index) {
        var column = catalog.column(index.table(), index.lead());
        var known = column == null ? null : OperatorClass.of(index, column);
        if (known == null
                || known.keys() == null
                || catalog.table(index.table()).rows() < 1
                || known == OperatorClass.TRIGRAMS && trigrams.schema() == null) {
            return false;
        }
        return parts(index).stream().allMatch(Column::sampled);
    }

    private boolean isLong(Candidate index) {
        return parts(index).stream().anyMatch(column -> !column.keyable());
    }

    /** The column, or those of an expression. */
    private List<Column> parts(Candidate index) {
        var column = catalog.column(index.table(), index.lead());
        return column.isExpression()
                ? Expressions.columns(column.name(), name -> catalog.column(index.table(), name))
                : List.of(column);
    }
}
