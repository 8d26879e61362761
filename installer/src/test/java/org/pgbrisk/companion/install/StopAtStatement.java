package org.pgbrisk.companion.install;

import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.companion.testing.TestDatabase;

/** An event trigger that stops an installer at a statement picked from all of them, so that a test can strike there. */
final class StopAtStatement {
    private static final String STOPPED =
            "select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";

    private final TestDatabase database;

    private StopAtStatement(TestDatabase database) {
        this.database = database;
    }

    /** Stops nobody until it is told where. */
    static StopAtStatement in(TestDatabase database) throws SQLException {
        database.run(
                "create sequence public.countdown increment -1 minvalue -1000000 maxvalue 1000000",
                """
                create function public.stop_at_zero() returns event_trigger language plpgsql as $$
                begin
                    if nextval('public.countdown') = 0 then
                        -- In small pieces: while PL/Java starts, a cancel does not wake who sleeps.
                        for nap in 1 .. 6000 loop
                            perform pg_sleep(0.05);
                        end loop;
                    end if;
                end $$""",
                "select setval('public.countdown', -1)",
                "create event trigger stop_at_zero on ddl_command_end execute function public.stop_at_zero()",
                "alter event trigger stop_at_zero enable always",
                "alter database " + database.name() + " set client_connection_check_interval = '20ms'");
        return new StopAtStatement(database);
    }

    /** Falls by one with each statement. */
    long count() throws SQLException {
        return Long.parseLong(
                database.rows("select last_value from public.countdown").get(0));
    }

    void next(long statement) throws SQLException {
        database.rows("select setval('public.countdown', " + statement + ")");
    }

    void awaitStopped() throws Exception {
        try (var connection = database.connect()) {
            for (int i = 0; i < 3000; i++) {
                if (!TestDatabase.rows(connection, STOPPED).isEmpty()) {
                    return;
                }
                Thread.sleep(10);
            }
            throw new AssertionError("the installer did not stop");
        }
    }

    void remove() throws SQLException {
        database.run("drop event trigger stop_at_zero");
    }

    /** Cancels what others do in this database. */
    static void cancelOthers(TestDatabase database) throws SQLException {
        database.rows(
                "select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and state = 'active'"
                        + " and pid <> pg_backend_pid()");
    }

    /** The backend of a killed client ends when it notices. Asked over one connection, which would else see its own predecessor. */
    static void awaitNobodyElse(TestDatabase database) throws Exception {
        var query = """
                select backend_type, state, wait_event, left(query, 200)
                from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()""";
        try (var connection = database.connect()) {
            var others = TestDatabase.rows(connection, query);
            for (int i = 0; i < 600 && !others.isEmpty(); i++) {
                Thread.sleep(50);
                others = TestDatabase.rows(connection, query);
            }
            if (!others.equals(List.of())) {
                throw new AssertionError("still there: " + others);
            }
        }
    }

    /** Oldest of the processes that a crash of any backend replaces. */
    static List<String> serverStarted(TestDatabase database) throws SQLException {
        return database.rows("select min(backend_start) from pg_stat_activity where backend_type = 'checkpointer'");
    }
}
