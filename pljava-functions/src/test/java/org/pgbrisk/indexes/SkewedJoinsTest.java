package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.Json;

/** A hundred kinds of facts, of which 1,000,000 facts have four; as many facts refer to each of 100 sources. */
class SkewedJoinsTest {
    private static final String ONE_KIND = "((k.name)::text = 'rating'::text)";

    private static SkewedJoins joins() throws SQLException {
        var fact = TableUse.of("public", "fact");
        fact.read().addAll(Set.of("kind", "source"));
        var kind = TableUse.of("public", "kind");
        kind.read().add("id");
        var database = new CannedDatabase()
                .answer(Table.class, table(1, "fact", 1_000_000, 10_000), table(2, "kind", 100, 1))
                .answer(
                        Column.class,
                        column(1, "kind", 4, 4, 1),
                        column(1, "source", 100, 100, 1),
                        column(2, "id", -1, 0, 0))
                .answer(Catalog.Existing.class);
        return new SkewedJoins(Catalog.of(database, 8192, List.of(fact, kind)));
    }

    private static Table table(long oid, String name, double rows, long pages) {
        return new Table("public", name, oid, "public", name, name, 2200, false, rows, pages, 0, 0, 0);
    }

    private static Column column(long table, String name, double distinct, int commonValues, double commonShare) {
        return new Column(
                table,
                name,
                name,
                8,
                8,
                0,
                distinct,
                true,
                true,
                true,
                commonValues,
                commonShare,
                false,
                null,
                0,
                "int8",
                null,
                null,
                null,
                true);
    }

    private static JsonObject join(String column, int kinds, String filter) {
        return Json.object("""
                {"Node Type": "Hash Join", "Startup Cost": 0, "Total Cost": 1000, "Plan Rows": 10000, "Hash Cond": "(f.%s = k.id)", "Plans": [
                 {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Schema": "public", "Relation Name": "fact", "Alias": "f",
                  "Startup Cost": 0, "Total Cost": 900, "Plan Rows": 1000000},
                 {"Node Type": "Hash", "Parent Relationship": "Inner", "Startup Cost": 0, "Total Cost": 2, "Plan Rows": %2$d, "Plans": [
                  {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Schema": "public", "Relation Name": "kind", "Alias": "k",
                   "Startup Cost": 0, "Total Cost": 2, "Plan Rows": %2$d, "Filter": "%3$s"}]}]}""".formatted(column, kinds, filter));
    }

    /** A quarter of the facts, where the planner expects a hundredth. */
    @Test
    void oneOfFewValuesHasManyMoreRows() throws SQLException {
        assertEquals(25, joins().of(join("kind", 1, ONE_KIND)), 1e-9);
    }

    @Test
    void whatIsReferredToEvenlyHasNoMore() throws SQLException {
        assertEquals(1, joins().of(join("source", 1, ONE_KIND)), 1e-9);
    }

    @Test
    void thereAreNotMoreRowsThanAll() throws SQLException {
        assertEquals(2, joins().of(join("kind", 50, ONE_KIND)), 1e-9);
        assertEquals(1, joins().of(join("kind", 100, ONE_KIND)), 1e-9);
    }

    @Test
    void aLoopThatLooksUpTheFactsIsSuchAJoin() throws SQLException {
        var loop = Json.object("""
                {"Node Type": "Nested Loop", "Startup Cost": 0, "Total Cost": 1000, "Plan Rows": 10000, "Plans": [
                 {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Schema": "public", "Relation Name": "kind", "Alias": "k",
                  "Startup Cost": 0, "Total Cost": 2, "Plan Rows": 1, "Filter": "%s"},
                 {"Node Type": "Index Scan", "Parent Relationship": "Inner", "Schema": "public", "Relation Name": "fact", "Alias": "f",
                  "Startup Cost": 0, "Total Cost": 900, "Plan Rows": 250000, "Index Cond": "(f.kind = k.id)"}]}""".formatted(ONE_KIND));

        assertEquals(25, joins().of(loop), 1e-9);
    }

    /** What the facts refer to, looked up for each of them: how many of these are left is not said there. */
    @Test
    void saysNothingOfRowsThatAreLookedUp() throws SQLException {
        var loop = Json.object("""
                {"Node Type": "Nested Loop", "Startup Cost": 0, "Total Cost": 1000, "Plan Rows": 10000, "Plans": [
                 {"Node Type": "Seq Scan", "Parent Relationship": "Outer", "Schema": "public", "Relation Name": "fact", "Alias": "f",
                  "Startup Cost": 0, "Total Cost": 900, "Plan Rows": 1000000},
                 {"Node Type": "Index Scan", "Parent Relationship": "Inner", "Schema": "public", "Relation Name": "kind", "Alias": "k",
                  "Startup Cost": 0, "Total Cost": 1, "Plan Rows": 1, "Index Cond": "(k.id = f.kind)", "Filter": "%s"}]}""".formatted(ONE_KIND));

        assertEquals(1, joins().of(loop), 1e-9);
    }

    /** The loop above such a join runs 25 times as often as planned, and twice that for a guess. */
    @Test
    void whatHangsOnSuchAJoinIsAtRisk() throws SQLException {
        var outer = join("kind", 1, ONE_KIND);
        outer.put("Parent Relationship", "Outer");
        var plan = Json.object("""
                {"Node Type": "Nested Loop", "Startup Cost": 0, "Total Cost": 11000, "Plan Rows": 10000, "Plans": [
                 {"Node Type": "Index Scan", "Parent Relationship": "Inner", "Schema": "public", "Relation Name": "other", "Alias": "o",
                  "Startup Cost": 0, "Total Cost": 1, "Plan Rows": 1, "Index Cond": "(o.id = f.other)"}]}""");
        plan.getArray("Plans").add(0, outer);
        var weak = WeakEstimates.of(plan, joins());

        assertEquals(50, weak.factor(), 1e-9);
        assertTrue(weak.costAtWorst() > 11_000 + 49 * 10_000 - 1);
    }
}
