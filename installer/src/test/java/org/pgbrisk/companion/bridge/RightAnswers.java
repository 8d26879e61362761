package org.pgbrisk.companion.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.companion.testing.TestDatabase;

/** Calls whose answers are known, from when nothing disturbed them. */
final class RightAnswers {
    static final String RUNTIME = "select runtime, jar_version from brisk.show_runtime()";
    static final String ADVICE =
            "select kind, ddl from brisk.suggest_indexes(queries => array['select * from orders where customer_id = 7'])";

    private final List<String> runtime;
    private final List<String> advice;

    RightAnswers(TestDatabase database) throws SQLException {
        runtime = database.rows(RUNTIME);
        advice = database.rows(ADVICE);
        assertEquals(1, runtime.size());
        assertEquals(1, advice.size(), advice.toString());
    }

    void assertRight(Connection connection, boolean heavy) throws SQLException {
        assertEquals(heavy ? advice : runtime, TestDatabase.rows(connection, heavy ? ADVICE : RUNTIME));
    }
}
