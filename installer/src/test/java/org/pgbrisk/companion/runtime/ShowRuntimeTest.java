package org.pgbrisk.companion.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.Version;
import org.pgbrisk.companion.testing.Doors;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.database.Json;

@PostgresTest
@Tag("sql")
class ShowRuntimeTest {
    @Test
    @Requires("runtime")
    void inSqlItShowsTheJavaThatAnswers(TestDatabase database) throws SQLException {
        database.install().login("test_reader", "brisk_reader");
        var expected = Doors.inBridge(database, "runtime.ShowRuntimeTest.inSqlItShowsTheJavaThatAnswers")
                ? "companion"
                : "pljava";

        try (var connection = database.connect("test_reader")) {
            assertEquals(List.of(expected + "|t|t|t|" + Version.number()), TestDatabase.rows(connection, """
                            select runtime, java_version ~ '^[0-9]+', java_vm <> '',
                                heap_used_bytes between 1 and heap_max_bytes, jar_version
                            from brisk.show_runtime()"""));
        }
    }

    @Test
    void outsideItShowsTheJavaOfTheCompanion(TestDatabase database) {
        var call = Pgbrisk.run("call", "show_runtime", "--json", "--url", database.url());

        assertEquals(0, call.exitCode(), call.err());
        var row = Json.array(call.out()).getObject(0);
        assertEquals("companion", row.getString("runtime"));
        assertEquals(Runtime.version().toString(), row.getString("java_version"));
        assertTrue(row.getLong("heap_used_bytes") > 0);
        assertEquals(Version.number(), row.getString("jar_version"));
    }
}
