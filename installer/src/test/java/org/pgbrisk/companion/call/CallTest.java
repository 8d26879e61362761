package org.pgbrisk.companion.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Relation;

@PostgresTest
class CallTest {
    public record Row(Relation relation, List<Relation> others) {}

    private static Pgbrisk call(TestDatabase database, String... more) {
        var arguments = new ArrayList<>(List.of("call", "--url", database.url()));
        arguments.addAll(List.of(more));
        return Pgbrisk.run(arguments.toArray(String[]::new));
    }

    @Test
    void runsAFunctionWhereNothingIsInstalledAndLeavesNothingBehind(TestDatabase database) throws SQLException {
        var call = call(database, "suggest_indexes", "queries=select 1", "--json");

        assertEquals(0, call.exitCode(), call.err());
        assertTrue(Json.array(call.out()).size() >= 0);
        assertEquals(List.of(), database.rows("select nspname from pg_namespace where nspname = 'brisk'"));
    }

    @Test
    void printsCsvWithTheFunctionsColumns(TestDatabase database) {
        var call = call(database, "suggest_indexes", "queries=select 1", "--csv");

        assertEquals(0, call.exitCode(), call.err());
        assertTrue(call.out().startsWith("rank,relation,ddl,kind,reason,size_bytes,"), call.out());
    }

    @Test
    void findsARelationWithTheLoginsOwnSearchPath(TestDatabase database) throws SQLException {
        database.run(
                "create schema \"odd.schema\"",
                "create table \"odd.schema\".\"Weird \"\"Name\"\"\" (id int)",
                "alter database " + database.name() + " set search_path = 'odd.schema'");

        var call = call(database, "suggest_indexes", "relation=\"Weird \"\"Name\"\"\"", "queries=select 1");

        assertEquals(0, call.exitCode(), call.err());
    }

    @Test
    void saysThatARelationDoesNotExist(TestDatabase database) {
        var call = call(database, "suggest_indexes", "relation=nope");

        assertEquals(1, call.exitCode());
        assertEquals("", call.out());
        assertEquals("""
                ERROR:  relation "nope" does not exist
                HINT:  Write the name as in SQL: with its schema unless that is in the search_path, and in double quotes where it has capitals or special characters.
                SQLSTATE:  42P01
                """, call.err());
    }

    @Test
    void saysThatASchemaDoesNotExist(TestDatabase database) {
        var call = call(database, "suggest_indexes", "relation=no.such");

        assertEquals(1, call.exitCode());
        assertTrue(call.err().startsWith("ERROR:  schema \"no\" does not exist\nHINT:  Write the name"), call.err());
        assertTrue(call.err().endsWith("SQLSTATE:  3F000\n"), call.err());
    }

    @Test
    void saysWhichFunctionsThereAre(TestDatabase database) {
        var call = call(database, "suggest_nothing");

        assertEquals(2, call.exitCode());
        assertTrue(
                call.err()
                        .startsWith("ERROR:  pgbrisk has no function \"suggest_nothing\"\nHINT:  The functions are: "),
                call.err());
        assertTrue(call.err().endsWith("SQLSTATE:  42883\n"), call.err());
    }

    @Test
    void saysWhichArgumentsThereAre(TestDatabase database) {
        var call = call(database, "suggest_indexes", "colour=red");

        assertEquals(2, call.exitCode());
        assertTrue(
                call.err()
                        .startsWith("ERROR:  function suggest_indexes has no argument \"colour\"\n"
                                + "HINT:  Its arguments are: relation regclass, "),
                call.err());
        assertTrue(call.err().endsWith("SQLSTATE:  22023\n"), call.err());
    }

    @Test
    void passesOnWhatTheFunctionRefuses(TestDatabase database) {
        var call = call(database, "suggest_indexes", "max_suggestions=0");

        assertEquals(1, call.exitCode(), call.out());
        assertTrue(call.err().startsWith("ERROR:  "), call.err());
        assertTrue(call.err().contains("HINT:  "), call.err());
        assertTrue(call.err().endsWith("SQLSTATE:  22023\n"), call.err());
    }

    @Test
    void takesIntervalsAsSecondsAndAsIso8601(TestDatabase database) {
        for (var limit : List.of("30", "0.5", "PT1M30S")) {
            var call = call(database, "suggest_indexes", "queries=select 1", "time_limit=" + limit);
            assertEquals(0, call.exitCode(), call.err());
        }
        var day = call(database, "suggest_indexes", "time_limit=PT25H");
        assertEquals(1, day.exitCode(), day.out());
        assertTrue(day.err().contains("time_limit is 90000 s: expected"), day.err());
        var words = call(database, "suggest_indexes", "time_limit=half an hour");
        assertEquals(2, words.exitCode(), words.out());
        assertTrue(words.err().contains("Expected interval, for example time_limit=30"), words.err());
    }

    @Test
    void namesRelationsWithTheirSchemaAndInQuotes(TestDatabase database) throws SQLException {
        database.run("create schema \"odd.schema\"", "create table \"odd.schema\".\"Weird \"\"Name\"\"\" (id int)");
        var oid = database.rows("select oid from pg_class where relname = 'Weird \"Name\"'")
                .get(0);
        List<JsonObject> rows =
                List.of(Json.object("{\"relation\": " + oid + ", \"others\": [" + oid + ", 4294967295]}"));

        try (var connection = database.connect()) {
            RelationNames.resolve(JdbcDatabase.bare(connection), Row.class, rows);
        }

        assertEquals("\"odd.schema\".\"Weird \"\"Name\"\"\"", rows.get(0).getString("relation"));
        assertEquals("4294967295", rows.get(0).getArray("others").getString(1));
    }
}
