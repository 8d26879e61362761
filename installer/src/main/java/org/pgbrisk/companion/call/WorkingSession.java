package org.pgbrisk.companion.call;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.companion.connection.Sql;

/** The session that works, seen from another one. */
final class WorkingSession implements Watch.Source {
    private final Connection beside;
    private final int pid;

    private WorkingSession(Connection beside, int pid) {
        this.beside = beside;
        this.pid = pid;
    }

    /** @param pid of the process that works */
    static WorkingSession of(Connection beside, int pid) throws SQLException {
        beside.setAutoCommit(true);
        var sql = Sql.within(beside);
        sql.run("set search_path = pg_catalog, pg_temp");
        sql.run("set statement_timeout = '5s'");
        sql.run("set application_name = 'pgbrisk progress'");
        return new WorkingSession(beside, pid);
    }

    @Override
    public String applicationName() throws SQLException {
        var names =
                Sql.within(beside).texts("select application_name from pg_catalog.pg_stat_activity where pid = ?", pid);
        return names.isEmpty() ? null : names.get(0);
    }

    @Override
    public void close() throws SQLException {
        beside.close();
    }
}
