package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Json;
import org.pgbrisk.indexes.Restrictions.Restriction;

class PlanUsesTest {
    @Test
    void readsAScan() {
        var use = only("""
                {"Node Type": "Seq Scan", "Relation Name": "orders", "Schema": "public", "Alias": "o",
                 "Filter": "((o.customer_id = 5) AND (o.at > now()) AND ((o.a = 1) OR (o.b = 2)))"}""");
        assertEquals("public", use.schema());
        assertEquals("orders", use.table());
        assertEquals(Set.of("customer_id"), use.fixed());
        assertEquals(Set.of("at"), use.bounded());
        assertEquals(Set.of("a", "b"), use.alternatives());
        assertEquals(Set.of(), use.joined());
        assertEquals(Set.of("customer_id", "at", "a", "b"), use.columns());
    }

    @Test
    void readsAJoinForBothTables() {
        var uses = uses("""
                {"Node Type": "Hash Join", "Hash Cond": "(o.customer_id = c.id)", "Join Filter": "(o.at > c.since)", "Plans": [
                  {"Node Type": "Seq Scan", "Relation Name": "orders", "Schema": "s", "Alias": "o"},
                  {"Node Type": "Hash", "Plans": [
                    {"Node Type": "Seq Scan", "Relation Name": "customers", "Schema": "s", "Alias": "c",
                     "Filter": "((c.name)::text = 'x'::text)"}]}]}""");
        assertEquals(Set.of("customer_id"), uses.get(0).joined());
        assertEquals(Set.of("at"), uses.get(0).bounded());
        assertEquals(Set.of("id"), uses.get(1).joined());
        assertEquals(Set.of("name"), uses.get(1).fixed());
    }

    @Test
    void readsConditionsOfABitmapScan() {
        var uses = uses("""
                {"Node Type": "Bitmap Heap Scan", "Relation Name": "t", "Schema": "s", "Alias": "t",
                 "Recheck Cond": "(t.a = 1)", "Filter": "(t.b = 2)", "Plans": [
                   {"Node Type": "Bitmap Index Scan", "Index Name": "t_a_idx", "Index Cond": "(t.a = 1)"}]}""");
        assertEquals(1, uses.size());
        assertEquals(Set.of("a", "b"), uses.get(0).fixed());
    }

    @Test
    void readsOrdersAsFarAsOneTableGoes() {
        var use = only("""
                {"Node Type": "Limit", "Plans": [
                  {"Node Type": "Sort", "Sort Key": ["t.a DESC", "t.b NULLS FIRST", "u.c", "t.d"], "Plans": [
                    {"Node Type": "Seq Scan", "Relation Name": "t", "Schema": "s", "Alias": "t"}]}]}""");
        assertEquals(List.of(List.of(new KeyColumn("a", true, true), new KeyColumn("b", false, true))), use.orders());
    }

    @Test
    void readsTheLeastAndTheGreatestAsOrders() {
        var use = only("""
                {"Node Type": "Aggregate", "Output": ["min(t.a)", "PARTIAL max(lower(t.b))", "max(c)", "sum(t.d)", "(max(t.e) + 1)"],
                  "Plans": [{"Node Type": "Seq Scan", "Relation Name": "t", "Schema": "s", "Alias": "t"}]}""");
        assertEquals(
                List.of(
                        List.of(KeyColumn.ascending("a")),
                        List.of(KeyColumn.ascending("(lower(b))")),
                        List.of(KeyColumn.ascending("c"))),
                use.orders());
    }

    @Test
    void theGreatestOfEachGroupIsNoOrder() {
        var use = only("""
                {"Node Type": "Aggregate", "Group Key": ["t.a"], "Output": ["t.a", "max(t.b)"],
                  "Plans": [{"Node Type": "Seq Scan", "Relation Name": "t", "Schema": "s", "Alias": "t"}]}""");
        assertEquals(List.of(List.of(KeyColumn.ascending("a"))), use.orders());
    }

    @Test
    void knowsTheIndexThatGivesTheOrderOfALimit() {
        var scan = """
                {"Node Type": "Index Scan", "Relation Name": "t", "Schema": "s", "Alias": "t", "Index Name": "t_pkey", "Filter": "(t.a = 1)"}""";
        assertEquals(Set.of(), only(scan).inOrderOf());
        assertEquals(
                Set.of("t_pkey"),
                only("{\"Node Type\": \"Limit\", \"Plans\": [" + scan + "]}").inOrderOf());
    }

    @Test
    void takesAnExpressionOfTheTableForAKey() {
        var use = only("""
                {"Node Type": "Aggregate", "Group Key": ["t.a", "lower(t.b)", "t.c"], "Plans": [
                  {"Node Type": "Sort", "Sort Key": ["(lower(t.b))", "t.a"], "Plans": [
                    {"Node Type": "Seq Scan", "Relation Name": "t", "Schema": "s", "Alias": "t"}]}]}""");
        assertEquals(
                List.of(
                        List.of(KeyColumn.ascending("a"), KeyColumn.ascending("(lower(b))"), KeyColumn.ascending("c")),
                        List.of(KeyColumn.ascending("(lower(b))"), KeyColumn.ascending("a"))),
                List.of(use.orders().get(0), use.orders().get(1)));
    }

    @Test
    void knowsWhatAPartialIndexMayRestOn() {
        var use = only("""
                {"Node Type": "Seq Scan", "Relation Name": "t", "Schema": "s", "Alias": "t",
                 "Filter": "((t.a IS NULL) AND (NOT t.b) AND (t.c = 5) AND (t.d = $1) AND (t.e > 1))"}""");
        assertEquals(
                List.of("(a IS NULL)", "(NOT b)", "(c = 5)"),
                use.restrictions().stream().map(Restriction::condition).toList());
    }

    @Test
    void givesTheKeysOfAnAppendToEachPartition() {
        var uses = uses("""
                {"Node Type": "Limit", "Plans": [
                  {"Node Type": "Merge Append", "Sort Key": ["m.at"], "Plans": [
                    {"Node Type": "Sort", "Sort Key": ["m_1.at"], "Plans": [
                      {"Node Type": "Seq Scan", "Relation Name": "m_2024", "Schema": "s", "Alias": "m_1",
                       "Filter": "(m_1.device = 5)"}]},
                    {"Node Type": "Seq Scan", "Relation Name": "m_2025", "Schema": "s", "Alias": "m_2",
                     "Filter": "(m_2.device = 5)"},
                    {"Node Type": "Seq Scan", "Relation Name": "other", "Schema": "s", "Alias": "m_x"}]}]}""");
        assertEquals(List.of("m_2024", "m_2025", "other"), tables(uses));
        var order = List.of(KeyColumn.ascending("at"));
        assertEquals(Set.of(order), Set.copyOf(uses.get(0).orders()));
        assertEquals(List.of(order), uses.get(1).orders());
        assertEquals(List.of(), uses.get(2).orders());
        assertEquals(Set.of("device"), uses.get(1).fixed());
    }

    @Test
    void readsSubplans() {
        var uses = uses("""
                {"Node Type": "Seq Scan", "Relation Name": "c", "Schema": "s", "Alias": "c", "Filter": "(SubPlan 1)", "Plans": [
                  {"Node Type": "Limit", "Parent Relationship": "SubPlan", "Plans": [
                    {"Node Type": "Seq Scan", "Relation Name": "o", "Schema": "s", "Alias": "o",
                     "Filter": "(o.customer_id = c.id)"}]}]}""");
        assertEquals(List.of("c", "o"), tables(uses));
        assertEquals(Set.of("customer_id"), uses.get(1).joined());
        assertEquals(Set.of("id"), uses.get(0).joined());
    }

    @Test
    void passesOverWhatIsNoTable() {
        var uses = uses("""
                {"Node Type": "Append", "Plans": [
                  {"Node Type": "Function Scan", "Function Name": "f", "Schema": "s", "Alias": "f", "Filter": "(f.a = 1)"},
                  {"Node Type": "CTE Scan", "CTE Name": "w", "Alias": "w", "Filter": "(w.a = 1)"},
                  {"Node Type": "Values Scan", "Alias": "*VALUES*", "Filter": "(\\"*VALUES*\\".column1 = 1)"},
                  {"Node Type": "Custom Scan", "Custom Plan Provider": "X"},
                  {"Node Type": "Result", "One-Time Filter": "false"},
                  {"Node Type": "Subquery Scan", "Alias": "q", "Filter": "(q.a = 1)", "Plans": [
                    {"Node Type": "Foreign Scan", "Operation": "Select", "Relations": "(x) INNER JOIN (y)"}]}]}""");
        assertEquals(List.of(), uses);
        assertEquals(List.of(), uses("{}"));
    }

    @Test
    void readsTheTableOfAModificationOnce() {
        var use = only("""
                {"Node Type": "ModifyTable", "Operation": "Update", "Relation Name": "t", "Schema": "s", "Alias": "t", "Plans": [
                  {"Node Type": "Seq Scan", "Relation Name": "t", "Schema": "s", "Alias": "t", "Filter": "(t.a = 1)"}]}""");
        assertEquals(Set.of("a"), use.fixed());
    }

    private static TableUse only(String plan) {
        var uses = uses(plan);
        assertEquals(1, uses.size());
        return uses.get(0);
    }

    private static List<TableUse> uses(String plan) {
        return new ArrayList<>(PlanUses.of(Json.object(plan)));
    }

    private static List<String> tables(List<TableUse> uses) {
        return uses.stream().map(TableUse::table).toList();
    }
}
