package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pgbrisk.database.CannedDatabase.explained;
import static org.pgbrisk.database.CannedDatabase.failure;
import static org.pgbrisk.indexes.Shop.scan;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.Functions;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Outcome;
import org.pgbrisk.database.Relation;
import org.pgbrisk.database.UserError;
import org.pgbrisk.indexes.ForeignKeys.ForeignKey;
import org.pgbrisk.indexes.SuggestIndexes.Args;

class SuggestIndexesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void refusesABudgetThatHoldsNothing(long bytes) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> args(null, bytes, null, null));
        assertEquals(
                "storage_budget is " + bytes
                        + ": expected a number of bytes above 0, or NULL for what brisk.advisor_storage_budget says",
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001, Integer.MAX_VALUE})
    void refusesNumbersOfSuggestionsThatMakeNoSense(int most) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> args(null, null, most, null));
        assertEquals("max_suggestions is " + most + ": expected 1 to 1000", refusal.getMessage());
    }

    @Test
    void refusesAStatementThatIsNull() {
        assertThrows(IllegalArgumentException.class, () -> args(null, null, null, Arrays.asList("select 1", null)));
    }

    @Test
    void suggestsTwentyWhereNobodySaysHowMany() {
        assertEquals(20, args(null, null, null, null).maxSuggestions());
        assertEquals(1000, args(null, 1L, 1000, new ArrayList<>()).maxSuggestions());
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT-0.25S, -0.25", "PT24H0.001S, 86400.001"})
    void refusesTimesInWhichNothingIsFoundAndThoseThatAreNoLimit(Duration limit, String seconds) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> args(limit, null));
        assertEquals(
                "time_limit is " + seconds
                        + " s: expected an interval above 0 and up to 24 hours, or NULL for what brisk.advisor_time_limit says",
                refusal.getMessage());
    }

    @Test
    void looksAtPlansWhereNobodySaysOtherwiseAndRefusesWaysItDoesNotKnow() {
        assertEquals("explain", args(Duration.ofDays(1), null).verify());
        assertEquals("none", args(null, "none").verify());
        var refusal = assertThrows(IllegalArgumentException.class, () -> args(null, ""));
        assertEquals("verify is \"\": expected none, explain, run", refusal.getMessage());
    }

    @Test
    void suggestsAnIndexForAFilter() throws SQLException {
        var rows = suggest(
                explained(plan(scan("(o.customer_id = 5)", 100))), "select * from orders o where customer_id = 5");
        var first = rows.getObject(0);
        assertEquals("btree", first.getString("kind"));
        assertEquals(1, first.getInt("rank"));
        assertEquals(Shop.ORDERS, first.getLong("relation"));
        assertEquals("CREATE INDEX CONCURRENTLY \"orders_i\" ON public.orders (customer_id)", first.getString("ddl"));
        assertEquals(22500, first.getDouble("cost_before"));
        assertTrue(first.getDouble("benefit_percent") > 95);
        assertEquals("statistics", first.getObject("evidence").getString("method"));
        assertEquals(List.of("btree", "notice"), kinds(rows));
    }

    @Test
    void suggestsNothingThatExists() throws SQLException {
        var plan = """
                [{"Plan": {"Node Type": "Seq Scan", "Relation Name": "customers", "Schema": "public", "Alias": "c",
                  "Total Cost": 225, "Plan Rows": 1, "Filter": "(c.id = 1)"}}]""";
        assertEquals(List.of("notice"), kinds(suggest(explained(plan), "select * from customers c where id = 1")));
    }

    @Test
    void listsStatementsThatHaveNoPlan() throws SQLException {
        var rows = suggest(
                failure("42P01", "relation \"x\" does not exist"),
                "select * from x",
                "",
                "select 1; select 2",
                "vacuum");
        assertEquals(List.of("skipped", "skipped", "skipped", "skipped", "notice"), kinds(rows));
        assertTrue(rows.stream()
                .anyMatch(row -> ((JsonObject) row)
                        .getString("reason")
                        .equals("relation \"x\" does not exist (SQLSTATE 42P01)")));
    }

    @Test
    void looksAtNoStatementWhereNoneIsGiven() throws SQLException {
        assertEquals(List.of("notice"), kinds(suggest(failure("XX000", "never"))));
    }

    @Test
    void runsUserSqlInAttemptsOnly() throws SQLException {
        var database = Shop.database().attempts(attempt -> explained(plan(scan("(o.customer_id = 5)", 100))));
        call(database, "select * from orders o where tags ? 'a' and customer_id = 5");
        assertEquals(List.of(), database.executed());
        assertTrue(database.attempted().stream().allMatch(attempt -> attempt.undo()));
        assertTrue(database.attempted().get(0).statement().endsWith("where tags ? 'a' and customer_id = 5"));
    }

    @Test
    void refusesARelationThatIsNotThere() {
        var error = assertThrows(
                UserError.class, () -> Functions.call(Shop.database(), "suggest_indexes", "{\"relation\": 5}"));
        assertEquals("42P01", error.getSQLState());
    }

    @Test
    void refusesARelationThatCannotHaveIndexes() {
        var database = Shop.database().answer(AskedTable.Asked.class, new AskedTable.Asked("v", 5, "public.v"));
        var error =
                assertThrows(UserError.class, () -> Functions.call(database, "suggest_indexes", "{\"relation\": 5}"));
        assertEquals("42809", error.getSQLState());
        assertEquals("public.v cannot have indexes", error.getMessage());
    }

    @Test
    void neverPlansALookUpInATableThatLeadsToCodeOfOthers() throws SQLException {
        var database = Shop.database()
                .answer(ForeignKey.class, foreignKey())
                .answer(Suspects.Suspect.class, new Suspects.Suspect("name", "orders"));
        var rows = Json.array(Functions.call(database, "suggest_indexes", "{}"));
        assertEquals(List.of("foreign_key", "notice", "notice"), kinds(rows));
        assertEquals(null, rows.getObject(0).get("cost_before"));
        assertEquals(List.of(), database.attempted());
    }

    @Test
    void suggestsAnIndexForAForeignKey() throws SQLException {
        var database = Shop.database()
                .answer(ForeignKey.class, foreignKey())
                .attempts(attempt -> explained(plan(scan("(o.customer_id = $1)", 100)
                        .replace("\"o\"", "\"orders\"")
                        .replace("o.c", "orders.c"))));
        var row = Json.array(Functions.call(database, "suggest_indexes", "{}")).getObject(0);
        assertEquals("foreign_key", row.getString("kind"));
        assertEquals("CREATE INDEX CONCURRENTLY \"orders_i\" ON public.orders (customer_id)", row.getString("ddl"));
        assertTrue(row.getDouble("cost_after") < row.getDouble("cost_before"));
    }

    @Test
    void takesAListThatCannotHoldNull() {
        assertEquals(List.of("select 1"), args(List.of("select 1")).queries());
    }

    /** What EXPLAIN shows of an INSERT under ON INSERT DO INSTEAD NOTHING, and under DO INSTEAD NOTIFY x. */
    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"Notify\"]"})
    void listsAStatementThatARuleTurnsIntoNothing(String plan) throws SQLException {
        assertEquals(List.of("skipped", "notice"), kinds(suggest(explained(plan), "insert into t values (1)")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"select $99999999999", "select interval $1 \""})
    void listsAStatementThatCannotBeRewritten(String sql) throws SQLException {
        assertEquals(List.of("skipped", "notice"), kinds(suggest(failure("42601", "syntax error"), sql)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"select '\uD83D\uDC18' from \"never closed", "select $", "select 'never", "select ("})
    void listsAStatementThatNoParserTakes(String sql) throws SQLException {
        assertEquals(List.of("skipped", "notice"), kinds(suggest(failure("42601", "syntax error"), sql)));
    }

    private static Args args(Relation relation, Long budget, Integer most, List<String> queries) {
        return new Args(relation, budget, most, queries, null, null, null, null);
    }

    private static Args args(Duration timeLimit, String verify) {
        return new Args(null, null, null, null, timeLimit, verify, null, null);
    }

    private static Args args(List<String> queries) {
        return args(new Relation(1), null, null, queries);
    }

    private static ForeignKey foreignKey() {
        var columns = new JsonArray();
        columns.add("customer_id");
        return new ForeignKey(
                Shop.ORDERS,
                "public",
                "orders",
                "orders_customer_fk",
                "public.customers",
                columns,
                "customer_id = $1",
                5,
                0);
    }

    private static String plan(String node) {
        return "[{\"Plan\": " + node + "}]";
    }

    private static JsonArray suggest(Outcome outcome, String... queries) throws SQLException {
        return call(Shop.database().attempts(attempt -> outcome), queries);
    }

    private static JsonArray call(CannedDatabase database, String... queries) throws SQLException {
        var arguments = new JsonObject();
        var texts = new JsonArray();
        texts.addAll(List.of(queries));
        arguments.put("queries", texts);
        return Json.array(Functions.call(database, "suggest_indexes", Json.write(arguments)));
    }

    private static List<String> kinds(JsonArray rows) {
        return rows.stream().map(row -> ((JsonObject) row).getString("kind")).toList();
    }
}
