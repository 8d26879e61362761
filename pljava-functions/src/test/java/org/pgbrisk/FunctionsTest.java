package org.pgbrisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.database.UserError;

class FunctionsTest {
    @Test
    void findsEveryFunctionThatItNames() throws UserError {
        assertEquals(Functions.NAMES.stream().sorted().toList(), Functions.NAMES);
        for (var name : Functions.NAMES) {
            assertEquals(name, Functions.find(name).name());
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "suggest_index", "SUGGEST_INDEXES", "suggest_indexes "})
    void saysWhichFunctionsThereAre(String name) {
        var error = assertThrows(UserError.class, () -> Functions.find(name));
        assertEquals("42883", error.getSQLState());
        assertEquals("pgbrisk has no function \"" + name + "\"", error.getMessage());
        assertTrue(error.hint().contains("suggest_indexes"), error.hint());
    }

    @Test
    void saysWhichArgumentsThereAre() {
        var error = refusal("{\"max_sugestions\": 5}");
        assertEquals("function suggest_indexes has no argument \"max_sugestions\"", error.getMessage());
        assertEquals(
                "Its arguments are: relation, storage_budget, max_suggestions, queries, time_limit, verify, keep.",
                error.hint());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"max_suggestions\": \"many\"} | max_suggestions cannot be \"many\": expected integer",
                "{\"queries\": \"select 1\"} | queries cannot be \"select 1\": expected text[]",
                "{\"queries\": [1]} | queries cannot be 1: expected text",
                "{\"relation\": \"public.t\"} | relation cannot be \"public.t\": expected regclass",
                "{\"storage_budget\": 1.5} | storage_budget cannot be 1.5: expected bigint",
                "{\"storage_budget\": 9223372036854775808} "
                        + "| storage_budget cannot be 9223372036854775808: expected bigint",
                "{\"max_suggestions\": 0} | max_suggestions is 0: expected 1 to 1000",
                "{\"queries\": [null]} | queries holds a NULL: expected the text of a statement in each element"
            })
    void saysWhatAnArgumentMustBe(String arguments, String message) {
        var error = refusal(arguments);
        assertEquals("function suggest_indexes: " + message, error.getMessage());
        assertTrue(error.hint().startsWith("Its arguments are: "), error.hint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "5", "{", "{\"a\": 1} x"})
    void saysThatArgumentsAreAnObject(String arguments) {
        var error = refusal(arguments);
        assertTrue(error.getMessage().startsWith("the arguments are not a JSON object"), error.getMessage());
        assertTrue(error.hint().startsWith("Pass a JSON object"), error.hint());
    }

    @Test
    void asksTheDatabaseNothingWhenAnArgumentIsWrong() {
        var database = new CannedDatabase();
        assertThrows(UserError.class, () -> Functions.call(database, "suggest_indexes", "{\"a\": 1}"));
        assertEquals(List.of(), database.attempted());
        assertEquals(List.of(), database.executed());
    }

    private static UserError refusal(String arguments) {
        var error =
                assertThrows(UserError.class, () -> Functions.call(new CannedDatabase(), "suggest_indexes", arguments));
        assertEquals("22023", error.getSQLState());
        return error;
    }
}
