package org.pgbrisk.companion.connection;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.companion.failure.Refusal;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One way to a server: several are tried in turn.
 *
 * @param source pgjdbc, ready to connect
 * @param where for messages
 */
record Route(PGSimpleDataSource source, String where) {
    static List<Route> of(ConnectionOptions options, Environment environment) throws Refusal {
        if (options.jdbcUrl() != null) {
            return List.of(jdbc(options, environment));
        }
        var parameters = Parameters.merge(options.given(), environment);
        var endpoints = parameters.endpoints(environment);
        // pgjdbc itself chooses among several hosts (target_session_attrs), but among hosts only.
        if (endpoints.stream().allMatch(Endpoint.Tcp.class::isInstance)) {
            return List.of(to(endpoints, parameters, environment));
        }
        var routes = new ArrayList<Route>();
        for (var endpoint : endpoints) {
            routes.add(to(List.of(endpoint), parameters, environment));
        }
        return routes;
    }

    boolean isSocket() {
        return source.getSocketFactory() != null;
    }

    private static Route to(List<Endpoint> endpoints, Parameters parameters, Environment environment) throws Refusal {
        var source = new PGSimpleDataSource();
        var properties = PgjdbcProperties.of(parameters);
        var first = endpoints.get(0);
        if (first instanceof Endpoint.Socket socket) {
            properties.setProperty("socketFactory", "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
            properties.setProperty("socketFactoryArg", socket.file().toString());
            // As in libpq, encryption is not for sockets.
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
        }
        for (var name : properties.stringPropertyNames()) {
            set(source, name, properties.getProperty(name));
        }
        source.setServerNames(endpoints.stream().map(Route::host).toArray(String[]::new));
        source.setPortNumbers(endpoints.stream().mapToInt(Endpoint::port).toArray());
        source.setDatabaseName(parameters.database());
        source.setUser(parameters.user());
        source.setPassword(parameters.password(first, environment));
        return new Route(
                source,
                String.join(", ", endpoints.stream().map(Route::describe).toList()));
    }

    private static Route jdbc(ConnectionOptions options, Environment environment) throws Refusal {
        var source = new PGSimpleDataSource();
        try {
            source.setURL(options.jdbcUrl());
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(
                    "pgjdbc does not accept the URL",
                    "Write it as jdbc:postgresql://host:port/database?parameter=value.");
        }
        var beside = options.given();
        var parameters = Parameters.merge(beside, environment);
        if (source.getUser() == null || beside.containsKey("user")) {
            source.setUser(parameters.user());
        }
        if (source.getPassword() == null) {
            source.setPassword(parameters.get("password"));
        }
        if (source.getApplicationName() == null || source.getApplicationName().startsWith("PostgreSQL JDBC")) {
            source.setApplicationName(parameters.get("application_name"));
        }
        if (beside.containsKey("dbname")) {
            source.setDatabaseName(parameters.database());
        }
        if (beside.containsKey("host") || beside.containsKey("port")) {
            throw Refusal.usage(
                    "--host and --port cannot stand beside a URL that begins with jdbc:",
                    "Write host and port into the URL, or use postgresql://…");
        }
        return new Route(source, "the server of the JDBC URL");
    }

    private static void set(PGSimpleDataSource source, String name, String value) throws Refusal {
        try {
            source.setProperty(name, value);
        } catch (SQLException e) {
            throw Refusal.usage(
                    "invalid connection parameter: " + e.getMessage(), "Parameters and values are those of libpq.");
        }
    }

    private static String host(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Tcp tcp ? tcp.host() : "localhost";
    }

    private static String describe(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Socket socket
                ? "server on socket \"" + socket.file() + "\""
                : "server at \"" + host(endpoint) + "\", port " + endpoint.port();
    }
}
