package org.pgbrisk.companion.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.failure.Refusal;

/** What libpq makes of the same words. */
class ParametersTest {
    @TempDir
    private Path home;

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, home, "alice", path -> false);
    }

    private static ConnectionOptions url(String url) {
        return new ConnectionOptions(url, null, null, null, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://                                       | {}
            postgresql://db                                     | {host=db}
            postgres://db:5433/shop                             | {dbname=shop, host=db, port=5433}
            postgresql://bob@db/shop                            | {dbname=shop, host=db, user=bob}
            postgresql://bob:s%40cret%2F@db/shop                | {dbname=shop, host=db, password=s@cret/, user=bob}
            postgresql://bob:a+b@db                             | {host=db, password=a+b, user=bob}
            postgresql:///shop?host=/run/pg&port=5433           | {dbname=shop, host=/run/pg, port=5433}
            postgresql://%2Frun%2Fpg/shop                       | {dbname=shop, host=/run/pg}
            postgresql://a:1,b,c:3/shop                         | {dbname=shop, host=a,b,c, port=1,,3}
            postgresql://[2001:db8::1]:5433/shop                | {dbname=shop, host=2001:db8::1, port=5433}
            postgresql://db/sh%20op?sslmode=require             | {dbname=sh op, host=db, sslmode=require}
            postgresql://db?ssl=true                            | {host=db, sslmode=require}
            postgresql://db?application_name=a%26b&options=-cx%3Dy | {application_name=a&b, host=db, options=-cx=y}
            host=db port=5433 dbname=shop                       | {dbname=shop, host=db, port=5433}
            host = db password='it\\'s a secret' user=bob       | {host=db, password=it's a secret, user=bob}
            """)
    void readsUrlsAndConnectionStrings(String text, String expected) throws Refusal {
        assertEquals(expected, new TreeMap<>(url(text.strip()).given()).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://db?sslcrl=/x",
                "postgresql://db?nonsense=1",
                "postgresql://db?sslmode",
                "postgresql://b%zz@db",
                "postgresql://[::1/shop",
                "host=db and more",
                "mysql"
            })
    void refusesWhatItDoesNotUnderstandAsWrongUsage(String text) {
        var refusal = assertThrows(Refusal.class, () -> url(text).given());

        assertEquals(2, refusal.exitCode());
        assertEquals("22023", refusal.getSQLState());
        assertTrue(!refusal.hint().isEmpty());
    }

    @Test
    void takesOptionsBesideAUrlBeforeTheUrl() throws Refusal {
        var options = new ConnectionOptions("postgresql://bob@db:1/shop", "other", "2", "eve", "books");

        assertEquals("{dbname=books, host=other, port=2, user=eve}", new TreeMap<>(options.given()).toString());
    }

    @Test
    void takesAUrlAsTheNameOfTheDatabase() throws Refusal {
        var options = new ConnectionOptions(null, null, null, "eve", "postgresql://bob@db/shop");

        assertEquals("{dbname=shop, host=db, user=eve}", new TreeMap<>(options.given()).toString());
    }

    @Test
    void fillsInTheEnvironmentThenTheDefaults() throws Refusal {
        var variables = Map.of(
                "PGHOST", "db", "PGPORT", "5433", "PGDATABASE", "", "PGSSLMODE", "verify-full", "PGAPPNAME", "nightly");

        var merged = Parameters.merge(Map.of("port", "1"), environment(variables));

        assertEquals(
                "{application_name=nightly, dbname=alice, host=db, port=1, sslmode=verify-full, user=alice}",
                new TreeMap<>(merged.values()).toString());
    }

    @Test
    void readsAServiceBeforeTheEnvironment() throws Exception {
        Files.writeString(home.resolve(".pg_service.conf"), """
                # comment
                [other]
                host=elsewhere
                [shop]
                host=db
                port = 5433
                user=bob
                """);
        var variables = Map.of("PGSERVICE", "shop", "PGUSER", "eve", "PGHOST", "nowhere");

        var merged = Parameters.merge(Map.of("host", "given"), environment(variables));

        assertEquals(
                "{application_name=pgbrisk, dbname=bob, host=given, port=5433, service=shop, user=bob}",
                new TreeMap<>(merged.values()).toString());
    }

    @Test
    void readsTheServiceFileThatTheEnvironmentNames() throws Exception {
        var file = Files.writeString(home.resolve("services"), "[shop]\nhost=db\n");
        var variables = Map.of("PGSERVICEFILE", file.toString());

        var merged = Parameters.merge(Map.of("service", "shop"), environment(variables));

        assertEquals("db", merged.get("host"));
    }

    @Test
    void refusesAServiceThatIsNotThere() {
        var refusal =
                assertThrows(Refusal.class, () -> Parameters.merge(Map.of("service", "shop"), environment(Map.of())));

        assertEquals("definition of service \"shop\" not found", refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
            db,      5432, shop,  bob, secret
            db,      5433, shop,  bob, any port
            other,   5432, books, bob, any host
            db,      5432, shop,  eve, null
            with:colon, 5432, shop, bob, pass:word\\
            """)
    void findsThePasswordInTheFirstLineThatMatches(
            String host, int port, String database, String user, String expected) {
        var lines = List.of(
                "# db:5432:shop:bob:comment",
                "db:5432:shop:bob:secret",
                "db:*:shop:bob:any port",
                "*:5432:books:*:any host",
                "with\\:colon:5432:shop:bob:pass\\:word\\\\");

        var found = PasswordFile.password(lines, new Endpoint.Tcp(host, port), database, user);

        assertEquals(expected, found.orElse(null));
    }

    @Test
    void findsThePasswordOfTheDefaultSocketUnderLocalhost() {
        var socket = new Endpoint.Socket(Path.of("/var/run/postgresql"), 5432);

        assertEquals(
                "secret",
                PasswordFile.password(List.of("localhost:*:*:*:secret"), socket, "shop", "bob")
                        .orElseThrow());
    }

    @Test
    void passesOverAPasswordFileThatOthersMayRead() throws IOException {
        var file = Files.writeString(home.resolve(".pgpass"), "*:*:*:*:secret\n");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(List.of(), PasswordFile.lines(file));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(List.of("*:*:*:*:secret"), PasswordFile.lines(file));
    }
}
