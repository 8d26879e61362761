package org.pgbrisk.companion.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.companion.failure.Failure;
import org.pgbrisk.companion.failure.Refusal;
import org.pgbrisk.companion.terminal.Terminal;

/** Opens the connections of a command: one, or one after the other where it needs fresh sessions. Asks for a password once. */
public final class Connector {
    private final List<Route> routes;
    private Route taken;

    private Connector(List<Route> routes) {
        this.routes = routes;
    }

    /** @throws Refusal with exit code 2 for parameters that make no sense */
    public static Connector of(ConnectionOptions options) throws Refusal {
        return new Connector(Route.of(options, Environment.ofProcess()));
    }

    static Connection open(ConnectionOptions options, Environment environment) throws Refusal {
        return new Connector(Route.of(options, environment)).open();
    }

    /** @throws Refusal with exit code 3 when no server let us in */
    public Connection open() throws Refusal {
        Refusal last = null;
        for (var route : routes) {
            try {
                var connection = connect(route);
                taken = route;
                return connection;
            } catch (SQLException e) {
                last = refusal(route, e);
            }
        }
        throw last;
    }

    /** One more, the way that the last one came; asks nobody for anything. */
    public Connection another() throws SQLException {
        return taken.source().getConnection();
    }

    private static Connection connect(Route route) throws SQLException {
        try {
            return route.source().getConnection();
        } catch (SQLException e) {
            var known = route.source().getPassword() != null;
            if (known || !wantsPassword(e)) {
                throw e;
            }
            var password =
                    Terminal.askPassword("Password for user " + route.source().getUser() + ": ");
            if (password == null) {
                throw e;
            }
            route.source().setPassword(password);
            return route.source().getConnection();
        }
    }

    /** Either the server refused the login, or pgjdbc had nothing to answer with. */
    private static boolean wantsPassword(SQLException e) {
        return "28P01".equals(e.getSQLState()) || "08004".equals(e.getSQLState());
    }

    private static Refusal refusal(Route route, SQLException e) {
        var said = Failure.of(e).message();
        var cause = e.getCause() == null || e.getCause().getMessage() == null
                ? ""
                : " (" + e.getCause().getMessage() + ")";
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        return Refusal.cannotConnect(
                e, "connection to " + route.where() + " failed: " + said + cause, hint(route, state));
    }

    private static String hint(Route route, String state) {
        return switch (state) {
            case "08004", "28P01" ->
                "Give the password in PGPASSWORD or ~/.pgpass (readable by you alone), or run pgbrisk on a terminal, which asks.";
            case "28000" ->
                route.isSocket()
                        ? "Peer authentication lets an operating system user in only as the role of the same name: run pgbrisk as"
                                + " that user (sudo -u postgres), or come over TCP with -h localhost."
                        : "A line in the server's pg_hba.conf decides who may come from where, and how.";
            case "3D000" -> "Name the database with -d, PGDATABASE or in the URL.";
            default ->
                "Say where the server is with --url, or -h and -p, or PGHOST and PGPORT; a folder means the socket in it.";
        };
    }
}
