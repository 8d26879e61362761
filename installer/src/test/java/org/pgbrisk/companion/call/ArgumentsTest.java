package org.pgbrisk.companion.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.Entry;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.database.Json;
import org.pgbrisk.database.Relation;

class ArgumentsTest {
    /** One component of every kind a function can have. */
    public record Args(
            Relation relation,
            Integer few,
            Long many,
            double share,
            boolean force,
            String label,
            List<String> queries,
            List<Relation> tables,
            JsonObject options,
            Duration patience,
            String searchPath) {}

    public record Row(Relation relation) {}

    private static final Entry<Args, Row> ENTRY =
            new Entry<>("probe", Args.class, Row.class, () -> (database, arguments) -> List.of());

    private static String json(String... words) throws SQLException {
        Argument.Relations relations = name -> name.length();
        return Json.write(Arguments.parse(ENTRY, List.of(words)).json(relations, "public"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            relation=abc           | "relation":3
            few=20                 | "few":20
            many=9007199254740993  | "many":9007199254740993
            share=12.5             | "share":12.5
            force=on               | "force":true
            force=F                | "force":false
            label=a=b              | "label":"a=b"
            label=                 | "label":""
            label=@@home           | "label":"@home"
            options={"a": 1}       | "options":{"a":1}
            patience=30            | "patience":30
            patience=0.25          | "patience":0.25
            patience=PT1M30S       | "patience":90
            """)
    void convertsByTheTypeOfTheArgument(String word, String expected) throws SQLException {
        assertEquals("{" + expected + ",\"search_path\":\"public\"}", json(word));
    }

    @Test
    void collectsAListFromRepetitions() throws SQLException {
        assertEquals(
                "{\"queries\":[\"select 1; select 2\",\"select 3\"],\"tables\":[1,2],\"search_path\":\"public\"}",
                json("queries=select 1; select 2", "queries=select 3", "tables=a", "tables=bc"));
    }

    @Test
    void readsAValueFromAFile(@TempDir Path folder) throws IOException, SQLException {
        var file = Files.writeString(folder.resolve("label"), "a; b\n");

        assertEquals("{\"label\":\"a; b\",\"search_path\":\"public\"}", json("label=@" + file));
    }

    @Test
    void splitsAFileOfStatementsAtTheSemicolonsBetweenThem(@TempDir Path folder) throws IOException, SQLException {
        var file = Files.writeString(
                folder.resolve("workload.sql"),
                "select ';' from \"a;b\"; -- not; here\nselect $x$;$x$ /* nor; /* here; */ */;\n;\n");

        assertEquals(
                "{\"queries\":[\"select ';' from \\\"a;b\\\"\",\"select $x$;$x$\"],\"search_path\":\"public\"}",
                json("queries=@" + file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            few=many         | invalid value for argument few: "many"    | Expected integer, for example few=20.
            few=2147483648   | invalid value for argument few: "2147483648" | Expected integer, for example few=20.
            force=maybe      | invalid value for argument force: "maybe" | Expected boolean, for example force=true.
            patience=soon    | invalid value for argument patience: "soon" | Expected interval, for example patience=30 (seconds) or PT5M.
            patience=1e30    | invalid value for argument patience: "1e30" | Expected interval, for example patience=30 (seconds) or PT5M.
            options=nonsense | invalid value for argument options: "nonsense" | Expected jsonb, for example options='{"key": 1}'.
            """)
    void refusesValuesOfAnotherType(String word, String message, String hint) {
        var refusal = assertThrows(Refusal.class, () -> json(word));

        assertEquals("22023", refusal.getSQLState());
        assertEquals(message, refusal.getMessage());
        assertEquals(hint, refusal.hint());
        assertEquals(2, refusal.exitCode());
    }

    @Test
    void refusesAnArgumentThatTheFunctionDoesNotHave() {
        var refusal = assertThrows(Refusal.class, () -> json("colour=red"));

        assertEquals("function probe has no argument \"colour\"", refusal.getMessage());
        assertTrue(refusal.hint().startsWith("Its arguments are: relation regclass, few integer, many bigint,"));
        assertFalse(refusal.hint().contains("search_path"), refusal.hint());
    }

    @Test
    void refusesTheSearchPathBecauseItIsTheLoginsOwn() {
        assertEquals(
                "function probe has no argument \"search_path\"",
                assertThrows(Refusal.class, () -> json("search_path=evil")).getMessage());
    }

    @Test
    void refusesASingleValueGivenTwice() {
        assertEquals(
                "argument few is given 2 times",
                assertThrows(Refusal.class, () -> json("few=1", "few=2")).getMessage());
    }

    @Test
    void refusesAFileThatIsNotThere() {
        var refusal = assertThrows(Refusal.class, () -> json("label=@/no/such/file"));

        assertEquals("58P01", refusal.getSQLState());
        assertEquals("cannot read /no/such/file: no such file", refusal.getMessage());
    }
}
