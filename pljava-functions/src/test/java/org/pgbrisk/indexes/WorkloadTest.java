package org.pgbrisk.indexes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.database.CannedDatabase;
import org.pgbrisk.indexes.Suspects.Suspect;
import org.pgbrisk.indexes.Workload.Observed;

class WorkloadTest {
    private static final Capabilities SERVER = Servers.withStatements();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "SELECT 1;",
                "/* x */ with w as (select 1) select * from w -- end",
                "(select 1)",
                "values (1)",
                "table t",
                "insert into t values (1)",
                "update t set a = 1",
                "delete from t",
                "merge into t using u on true when matched then delete",
                "select ';'"
            })
    void plansWhatHasAPlan(String sql) {
        var workload = Workload.given(List.of(sql), "public");
        assertEquals(sql, workload.statements().get(0).sql());
        assertEquals("public", workload.statements().get(0).searchPath());
        assertEquals(List.of(), workload.skipped());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | is not exactly one statement",
                "; | is not exactly one statement",
                "-- nothing | is not exactly one statement",
                "select 1; drop table t | is not exactly one statement",
                "vacuum t | has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have one",
                "explain select 1 | has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have one",
                "execute p | has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have one",
                "\" | has no plan: only SELECT, INSERT, UPDATE, DELETE, MERGE and VALUES have one"
            })
    void saysWhyAGivenStatementIsLeftOut(String sql, String reason) {
        var workload = Workload.given(List.of(sql), null);
        assertEquals(List.of(), workload.statements());
        assertEquals(reason, workload.skipped().get(0).reason());
    }

    @Test
    void passesOverUtilityStatementsThatWereObserved() throws SQLException {
        var workload = observed(row("vacuum t", false), row("select 1", false), row("", false));
        assertEquals(List.of("select 1"), sql(workload));
        assertEquals(List.of(), workload.skipped());
    }

    @Test
    void countsStatementsThatTheCallerMayNotRead() throws SQLException {
        var hidden = new Observed("bob", 3, null, "<insufficient privilege>", 1, 1, null, true, 0, true);
        assertEquals(6, observed(hidden, hidden, row("select 1", false)).hidden());
    }

    @Test
    void leavesOutCodeOfRolesWithFewerRights() throws SQLException {
        var workload = observed(row("select evil($1)", true), row("select fine($1)", true));
        assertEquals(List.of("select fine($1)"), sql(workload));
        var reason = workload.skipped().get(0).reason();
        assertTrue(reason.startsWith("uses \"evil\""), reason);
        assertTrue(reason.contains("bob"), reason);
    }

    @Test
    void plansEveryStatementOfRolesThatCanActAsTheCaller() throws SQLException {
        assertEquals(List.of("select evil($1)"), sql(observed(row("select evil($1)", false))));
    }

    @Test
    void neverPlansAnObservedTextThatReadsAsTwoStatements() throws SQLException {
        assertEquals(List.of(), sql(observed(row("select $1, '\\'; create table x(); --'", true))));
    }

    private static Observed row(String sql, boolean lessRights) {
        return new Observed("bob", 1, 1L, sql, 1, 1, null, true, 0, lessRights);
    }

    private static Workload observed(Observed... rows) throws SQLException {
        var database = new CannedDatabase()
                .answer(Observed.class, rows)
                .answer(Suspect.class, new Suspect("function", "evil"));
        return Workload.observed(database, SERVER, 95, 500);
    }

    private static List<String> sql(Workload workload) {
        return workload.statements().stream().map(Statement::sql).toList();
    }
}
