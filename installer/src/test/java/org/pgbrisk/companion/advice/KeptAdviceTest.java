package org.pgbrisk.companion.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.Requires;
import org.pgbrisk.companion.testing.TestDatabase;
import org.postgresql.util.PSQLException;

/** {@code keep => true}, the table brisk.advice and the view brisk.advice_changes. */
@PostgresTest
@Tag("sql")
@Requires("runtime")
class KeptAdviceTest {
    private static final String KEEP = "select ddl from brisk.suggest_indexes(keep => true, queries => array["
            + "'select * from orders where customer_id = 7', 'select * from orders where code = 7']) where ddl is not null"
            + " order by rank";
    private static final String CHANGES = "select change, kind, relation, benefit_percent_before is not null,"
            + " benefit_percent_after is not null, ddl from brisk.advice_changes order by ddl";

    private static void orders(TestDatabase database) throws SQLException {
        database.install();
        database.run(
                "create table orders (id bigint primary key, customer_id int, code int, filler text)",
                "insert into orders select g, g % 20000, g, repeat('x', 50) from generate_series(1, 60000) g",
                "analyze orders");
        database.login("test_operator", "brisk_operator", "pg_read_all_data");
        database.login("test_reader", "brisk_reader");
    }

    @Test
    void anOperatorKeepsAnswersAndAReaderSeesWhatChanged(TestDatabase database) throws SQLException {
        orders(database);
        var customer = "CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id)";
        var code = "CREATE INDEX CONCURRENTLY orders_code_idx ON public.orders (code)";
        try (var operator = database.connect("test_operator");
                var reader = database.connect("test_reader")) {
            var first = TestDatabase.rows(operator, KEEP);
            assertEquals(List.of(code, customer), first.stream().sorted().toList());
            assertEquals(
                    List.of("new|btree|public.orders|f|t|" + code, "new|btree|public.orders|f|t|" + customer),
                    TestDatabase.rows(reader, CHANGES));
            assertEquals(
                    first,
                    TestDatabase.rows(operator, "select ddl from brisk.advice where rank is not null order by rank"));

            database.run("create index on orders (code)");
            // Another question does not come in between.
            TestDatabase.rows(
                    operator, "select ddl from brisk.suggest_indexes('orders', keep => true, queries => '{}')");
            TestDatabase.rows(operator, KEEP);

            assertEquals(
                    List.of("gone|btree|public.orders|t|f|" + code, "same|btree|public.orders|t|t|" + customer),
                    TestDatabase.rows(reader, CHANGES));
            database.run("drop table orders");
            assertEquals(2, TestDatabase.rows(reader, CHANGES).size());
            assertEquals(List.of("3|2|test_operator|20"), TestDatabase.rows(operator, """
                            select count(distinct advice), count(distinct arguments), min(kept_by),
                                min(arguments ->> 'max_suggestions')
                            from brisk.advice"""));
            assertEquals("42501", refusal(reader, "select 1 from brisk.advice"));
        }
    }

    @Test
    void anAnswerWithoutRowsIsKeptToo(TestDatabase database) throws SQLException {
        orders(database);
        database.run("drop table orders");
        database.rows("select * from brisk.suggest_indexes(keep => true, queries => '{}', max_suggestions => 3)");
        assertEquals(List.of("0"), database.rows("select count(*) from brisk.advice where ddl is not null"));
        assertEquals(List.of("1|3"), database.rows("""
                select count(distinct advice), min(arguments ->> 'max_suggestions') from brisk.advice"""));
    }

    private static String refusal(Connection connection, String statement) {
        var error = assertThrows(PSQLException.class, () -> TestDatabase.rows(connection, statement), statement);
        return error.getSQLState()
                + (error.getServerErrorMessage().getMessage().startsWith("keep => true")
                        ? " " + error.getServerErrorMessage().getHint()
                        : "");
    }

    @Test
    void isRefusedWhereItCannotBeKept(TestDatabase database) throws SQLException {
        orders(database);
        try (var reader = database.connect("test_reader");
                var operator = database.connect("test_operator")) {
            assertEquals(
                    "42501 Leave keep out; nothing is kept then. Or have somebody grant brisk_operator to your role.",
                    refusal(reader, KEEP));
            operator.createStatement().execute("begin read only");
            assertEquals(
                    "25006 Leave keep out; nothing is kept then. Or begin a transaction that may write.",
                    refusal(operator, KEEP));
            operator.createStatement().execute("rollback");
        }
        assertEquals(List.of("0"), database.rows("select count(*) from brisk.advice"));
    }

    @Test
    void pgbriskCallKeepsWherePgbriskIsInstalledOnly(TestDatabase database) throws SQLException {
        var call = Pgbrisk.run("call", "suggest_indexes", "keep=true", "queries=select 1", "--url", database.url());
        assertEquals(1, call.exitCode(), call.out());
        assertTrue(call.err().contains("pgbrisk is not installed in this database"), call.err());
        assertTrue(call.err().contains("HINT:  Install it: pgbrisk install."), call.err());

        orders(database);
        call = Pgbrisk.run(
                "call",
                "suggest_indexes",
                "keep=true",
                "relation=orders",
                "queries=select * from orders where code = 7",
                "--url",
                database.url());
        assertEquals(0, call.exitCode(), call.err());
        assertEquals(
                List.of("public.orders|public.orders"),
                database.rows("select relation, arguments ->> 'relation' from brisk.advice where rank = 1"));
    }

    @Test
    void aTableInItsPlaceIsNotWrittenTo(TestDatabase database) throws SQLException {
        database.login("test_stranger");
        database.run(
                "create schema brisk authorization test_stranger",
                "create table brisk.advice (advice int)",
                "alter table brisk.advice owner to test_stranger");
        var call = Pgbrisk.run("call", "suggest_indexes", "keep=true", "queries=select 1", "--url", database.url());
        assertEquals(1, call.exitCode(), call.out());
        assertTrue(call.err().contains("pgbrisk is not installed in this database"), call.err());
        database.run("drop schema brisk cascade");
    }
}
