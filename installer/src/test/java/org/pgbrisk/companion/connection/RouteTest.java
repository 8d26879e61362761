package org.pgbrisk.companion.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pgbrisk.companion.failure.Refusal;

class RouteTest {
    private static final String SOCKET_FACTORY = "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg";

    private static Environment environment(Map<String, String> variables, String... sockets) {
        var there = Set.of(sockets);
        return new Environment(variables, Path.of("/nowhere"), "alice", path -> there.contains(path.toString()));
    }

    private static List<Route> routes(String url, Environment environment) throws Refusal {
        return Route.of(new ConnectionOptions(url, null, null, null, null), environment);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /var/run/postgresql/.s.PGSQL.5432, server on socket "/var/run/postgresql/.s.PGSQL.5432"
            /tmp/.s.PGSQL.5432,                server on socket "/tmp/.s.PGSQL.5432"
            /tmp/.s.PGSQL.5433,                'server at "localhost", port 5432'
            """)
    void takesTheSocketOfThisMachineWhereThereIsOne(String socket, String where) throws Refusal {
        var routes = Route.of(new ConnectionOptions(), environment(Map.of(), socket));

        assertEquals(List.of(where), routes.stream().map(Route::where).toList());
    }

    @Test
    void connectsThroughASocketWithoutEncryption() throws SQLException {
        var source = routes("postgresql:///shop?host=/run/pg&sslmode=require", environment(Map.of()))
                .get(0)
                .source();

        assertEquals(SOCKET_FACTORY, source.getProperty("socketFactory"));
        assertEquals("/run/pg/.s.PGSQL.5432", source.getProperty("socketFactoryArg"));
        assertEquals("disable", source.getProperty("sslmode"));
        assertEquals("shop", source.getDatabaseName());
    }

    @Test
    void leavesSeveralHostsToPgjdbc() throws SQLException {
        var routes = routes("postgresql://a:1,b:2/shop?target_session_attrs=read-write", environment(Map.of()));

        assertEquals(1, routes.size());
        assertArrayEquals(new String[] {"a", "b"}, routes.get(0).source().getServerNames());
        assertArrayEquals(new int[] {1, 2}, routes.get(0).source().getPortNumbers());
        assertEquals("primary", routes.get(0).source().getProperty("targetServerType"));
    }

    @Test
    void triesSocketsAndHostsInTurn() throws Refusal {
        var routes = routes("postgresql:///shop?host=/run/pg,db", environment(Map.of()));

        assertEquals(
                List.of("server on socket \"/run/pg/.s.PGSQL.5432\"", "server at \"db\", port 5432"),
                routes.stream().map(Route::where).toList());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            application_name=nightly,    ApplicationName,      nightly
            connect_timeout=7,           connectTimeout,       7
            connect_timeout=-1,          connectTimeout,       0
            sslmode=verify-full,         sslmode,              verify-full
            sslrootcert=/ca.crt,         sslrootcert,          /ca.crt
            sslrootcert=system,          sslfactory,           org.postgresql.ssl.DefaultJavaSSLFactory
            channel_binding=require,     channelBinding,       require
            options=-cwork_mem%3D64MB,   options,              -cwork_mem=64MB
            target_session_attrs=standby, targetServerType,    secondary
            keepalives=1,                tcpKeepAlive,         true
            """)
    void saysLibpqsParametersInPgjdbcsWords(String parameter, String property, String value) throws SQLException {
        var source = routes("postgresql://db/shop?" + parameter, environment(Map.of()))
                .get(0)
                .source();

        assertEquals(value, source.getProperty(property));
    }

    @Test
    void takesAJdbcUrlAsItIsAndFillsInTheLogin() throws SQLException {
        var variables = Map.of("PGUSER", "eve", "PGPASSWORD", "secret", "PGHOST", "nowhere");

        var source = routes("jdbc:postgresql://db:5433/shop?sslmode=require", environment(variables))
                .get(0)
                .source();

        assertArrayEquals(new String[] {"db"}, source.getServerNames());
        assertEquals("shop", source.getDatabaseName());
        assertEquals("eve", source.getUser());
        assertEquals("secret", source.getPassword());
        assertEquals("pgbrisk", source.getApplicationName());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            postgresql://db?target_session_attrs=any-old, invalid target_session_attrs value: "any-old"
            postgresql://db?connect_timeout=soon,         invalid connect_timeout value: "soon"
            postgresql://db:0,                            invalid port number: "0"
            postgresql://db:http,                         invalid port number: "http"
            'host=a,b,c port=1,2',                        could not match 2 port numbers to 3 hosts
            """)
    void refusesValuesThatMakeNoSenseAsWrongUsage(String url, String message) {
        var refusal = assertThrows(Refusal.class, () -> routes(url, environment(Map.of())));

        assertEquals(message, refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }
}
