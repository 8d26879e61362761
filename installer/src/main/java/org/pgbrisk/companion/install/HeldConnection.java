package org.pgbrisk.companion.install;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * One connection as a data source, with commit, rollback and close held back: Flyway believes in its transactions, and the
 * installer has one around all of them.
 */
final class HeldConnection implements DataSource {
    private static final Set<String> HELD_BACK = Set.of("commit", "close", "setAutoCommit", "abort");

    private final Connection held;

    HeldConnection(Connection connection) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            var rollback = method.getName().equals("rollback") && arguments == null;
            if (rollback || HELD_BACK.contains(method.getName())) {
                return null;
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        this.held = (Connection) Proxy.newProxyInstance(
                HeldConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public Connection getConnection() {
        return held;
    }

    @Override
    public Connection getConnection(String user, String password) {
        return held;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is logged.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // There is no login.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
