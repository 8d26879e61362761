package org.pgbrisk.indexes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.pgbrisk.database.Attempt;

/** Columns and expressions of a table, whose values are counted in some of its blocks, or in all where it is small. */
final class SampledColumns {
    private static final int ROWS = 30_000;
    private static final int FEWEST_BLOCKS = 200;

    private final Table table;
    private final List<String> names;
    private final List<String> values = new ArrayList<>();
    private final BlockSample blocks;

    SampledColumns(Table table, Collection<String> columns, Catalog catalog) {
        this.table = table;
        this.names = List.copyOf(new LinkedHashSet<>(columns));
        for (var name : names) {
            values.add(catalog.column(table.oid(), name).quoted() + " as " + alias(name));
        }
        this.blocks = blocks(table);
    }

    static BlockSample blocks(Table table) {
        return BlockSample.of(table, ROWS, FEWEST_BLOCKS);
    }

    Attempt attempt(String select, int lockTimeout) {
        return blocks.attempt(select, lockTimeout);
    }

    /** As a statement, to see whether it leads to code of others. */
    String table() {
        return "table " + table.qualified();
    }

    /** With the number of its block, and each value under its alias. */
    String with() {
        return "sampled as materialized (" + blocks.select(values) + ")";
    }

    String alias(String name) {
        return "c" + names.indexOf(name);
    }

    boolean isWhole() {
        return blocks.share() == 1;
    }

    /** Of the blocks. */
    String share() {
        return BlockSample.decimal(blocks.share());
    }

    /** Which part of the rows of the table these are. */
    double part(double rows) {
        return isWhole() ? 1 : Math.min(1, rows / table.rows());
    }
}
