package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.indexes.Catalog.Existing;

class CompactCandidatesTest {
    private final TableUse use = TableUse.of("public", "log");

    private static Column column(String type, double width, double correlation) {
        boolean varying = type.equals("text");
        return new Column(
                1,
                "c",
                "c",
                width,
                varying ? 1 : 8,
                0,
                -1.0,
                true,
                true,
                true,
                0,
                0,
                varying,
                null,
                correlation,
                type,
                null,
                null,
                null,
                true);
    }

    private Set<Candidate> found(Column column, long pages, long updated) throws SQLException {
        var table =
                new Table("public", "log", 1, "public", "log", "log", 2200, false, 1e6, pages, 1_000_000, updated, 0);
        var database = Shop.database()
                .answer(Table.class, table)
                .answer(Column.class, column)
                .answer(Existing.class);
        var catalog = Catalog.of(database, 8192, List.of());
        var blueprints = new Blueprints(catalog, new IndexSize(8192));
        return new CompactCandidates(catalog, table, blueprints::bytes).of(use);
    }

    private static Set<Candidate> one(AccessMethod method) {
        return Set.of(new Candidate(1, method, List.of(KeyColumn.ascending("c")), List.of(), null));
    }

    @ParameterizedTest
    @CsvSource({
        "timestamptz, 1.0, 20000, 0, true",
        "int8, -0.999, 20000, 0, true",
        "timestamptz, 0.98, 20000, 0, false",
        "timestamptz, 1.0, 8000, 0, false",
        "timestamptz, 1.0, 20000, 60000, false",
        "text, 1.0, 20000, 0, false"
    })
    void brinIsForRangesOfColumnsInTheOrderOfALargeTable(
            String type, double correlation, long pages, long updated, boolean offered) throws SQLException {
        use.bounded().add("c");
        assertEquals(offered ? one(AccessMethod.BRIN) : Set.of(), found(column(type, 8, correlation), pages, updated));
    }

    @ParameterizedTest
    @CsvSource({"text, 60, true", "text, 37, true", "text, 10, false", "int8, 8, false", "uuid, 16, false"})
    void hashIsForEqualityOfWideValues(String type, double width, boolean offered) throws SQLException {
        use.fixed().add("c");
        assertEquals(offered ? one(AccessMethod.HASH) : Set.of(), found(column(type, width, 0), 20_000, 0));
        use.bounded().add("c");
        assertEquals(Set.of(), found(column(type, width, 0), 20_000, 0), "a range too");
    }

    @Test
    void hashIsNotForValuesThatABtreeKeepsOnce() throws SQLException {
        use.fixed().add("c");
        var few = new Column(
                1, "c", "c", 60, 1, 0, 1000.0, true, true, true, 0, 0, true, null, 0, "text", null, null, null, true);
        assertEquals(Set.of(), found(few, 20_000, 0));
    }
}
