package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pgbrisk.database.Attempt;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Json;

/** What goes over the wire, without one. */
class WireDatabaseTest {
    public record Row(String name, long size) {}

    private final List<JsonObject> asked = new ArrayList<>();

    private Database answering(String answer) {
        return new WireDatabase(request -> {
            asked.add(Json.object(Json.write(request)));
            return answer;
        });
    }

    @Test
    void parametersAreElementsOfAnArrayAndQuestionMarksInTextStay() {
        assertEquals(
                "select ($1)[1]::text, '?', \"a?\", $$?$$ /* ? */ where x = ($1)[2]::bigint",
                WireDatabase.numbered("select ?::text, '?', \"a?\", $$?$$ /* ? */ where x = ?::bigint"));
    }

    @Test
    void aQueryTravelsWithItsParametersAsTextAndNulls() throws SQLException {
        var rows = answering("[{\"name\":\"Ü\\\"\",\"size\":9223372036854775807}]")
                .query(Row.class, "select name, size from t where a = ?::text and b = ?::bigint", "x", null);

        assertEquals(List.of(new Row("Ü\"", Long.MAX_VALUE)), rows);
        assertEquals("query", asked.get(0).getString("do"));
        assertTrue(asked.get(0).getString("sql").contains("a = ($1)[1]::text and b = ($1)[2]::bigint"));
        assertEquals("[\"x\",null]", Json.write(asked.get(0).getArray("parameters")));
    }

    @Test
    void whatIsNotAsciiTravelsEscaped() {
        assertEquals("{\"a\":\"\\u00dc \\ud83d\\udc18 x\"}", WireCall.ascii("{\"a\":\"Ü \uD83D\uDC18 x\"}"));
    }

    @Test
    void aBatchOfAttemptsIsOneRequest() throws SQLException {
        var outcomes = answering(
                        "[{\"rows\":[{\"a\":1}]},{\"sqlstate\":\"42P01\",\"message\":\"no\",\"detail\":null,\"hint\":null}]")
                .attempt(List.of(Attempt.of("select 1", true), Attempt.of("select * from x", false)), List.of("reset"));

        assertEquals(1, asked.size());
        assertEquals(2, asked.get(0).getObject("batch").getArray("attempts").size());
        assertEquals("[\"reset\"]", Json.write(asked.get(0).getObject("batch").getArray("afterwards")));
        assertTrue(outcomes.get(0).succeeded());
        assertEquals("42P01", outcomes.get(1).sqlstate());
    }
}
