package org.pgbrisk.companion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.PasswordCluster;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.servers.Servers;

/** The guide's section for the owner of a database, followed word for word on a new cluster that asks for passwords. */
class BridgeDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "bridge.md");
    private static final Pattern SECTION =
            Pattern.compile("(?ms)^## Installing it as the owner of a database$(.*?)^## ");
    private static final Pattern STEP = Pattern.compile("(?ms)^(\\d)\\. (.*?)(?=^\\d\\. |^\\S)");
    private static final String SHOP = "shop";
    private static final String OWNER = "shop_owner";
    private static final String READER = "alice";
    private static final String PASSWORD = "secret";

    /** What the steps tell to run or to write, step by step. */
    private static List<List<String>> steps() throws IOException {
        var section = SECTION.matcher(Files.readString(DOCUMENT));
        assertTrue(section.find());
        var steps = new ArrayList<List<String>>();
        var step = STEP.matcher(section.group(1));
        while (step.find()) {
            var fenced = step.group(2).contains("```sql");
            steps.add(step.group(2)
                    .lines()
                    .filter(line -> fenced ? line.startsWith("   grant ") : line.startsWith("       "))
                    .map(String::strip)
                    .toList());
        }
        return steps;
    }

    private static String[] words(PasswordCluster cluster, String line) {
        assertTrue(line.startsWith("./pgbrisk "), line);
        return line.substring("./pgbrisk ".length())
                .replace("postgresql://" + OWNER + "@db.example/" + SHOP, cluster.url(SHOP, OWNER, PASSWORD))
                .split(" ");
    }

    private static void asOwner(PasswordCluster cluster, String... statements) throws SQLException {
        try (var connection = cluster.connect(SHOP, OWNER, PASSWORD)) {
            PasswordCluster.run(connection, statements);
        }
    }

    /** A server as its owner finds it. */
    private static void arrange(PasswordCluster cluster) throws SQLException {
        cluster.run(
                "postgres",
                "create role " + OWNER + " login password '" + PASSWORD + "'",
                "create role " + READER + " login password '" + PASSWORD + "'",
                "create database " + SHOP + " owner " + OWNER);
        asOwner(
                cluster,
                "create schema sales",
                "create table sales.orders as select g as id, g % 1000 as customer from generate_series(1, 50000) g",
                "grant usage on schema sales to public",
                "grant select on sales.orders to public",
                "analyze sales.orders");
        assertThrows(
                SQLException.class, () -> cluster.connect(SHOP, OWNER, "wrong").close());
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 17})
    void itsStepsLeadToSqlThatAMemberOfBriskReaderCanUse(int major) throws Exception {
        var steps = steps();
        assertEquals(List.of(4, 1, 3, 1), steps.stream().map(List::size).toList(), steps.toString());
        try (var server = Servers.embedded(major);
                var cluster = new PasswordCluster(server)) {
            Coverage.server(server);
            arrange(cluster);
            cluster.run(SHOP, steps.get(0).toArray(String[]::new));
            cluster.admitFirst(steps.get(1).get(0));
            var commands = steps.get(2);
            var install = Pgbrisk.run(words(cluster, commands.get(0)));
            assertEquals(0, install.exitCode(), install.out() + install.err());

            var serve = Pgbrisk.start(words(cluster, commands.get(1)));
            try {
                awaitReady(serve);
                var status = Pgbrisk.run(words(cluster, commands.get(2)));
                assertEquals(0, status.exitCode(), status.out() + status.err());
                asOwner(cluster, steps.get(3).get(0));
                use(cluster);
                serve.destroy();
                assertTrue(serve.waitFor(20, TimeUnit.SECONDS));
                assertEquals(0, serve.exitValue());
            } finally {
                serve.destroyForcibly();
            }
            var after = Pgbrisk.run(words(cluster, commands.get(2)));
            assertEquals(1, after.exitCode(), after.out());
        }
    }

    private static void awaitReady(Process serve) throws IOException {
        var said = new BufferedReader(new InputStreamReader(serve.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("serving database \"shop\" as shop_owner, 4 calls at a time", said.readLine());
    }

    private static void use(PasswordCluster cluster) throws SQLException {
        try (var connection = cluster.connect(SHOP, READER, PASSWORD)) {
            assertEquals(List.of("brisk_reader|f|f"), TestDatabase.rows(connection, """
                            select string_agg(g.rolname, ','), r.rolsuper, r.rolcreaterole
                            from pg_roles r
                            join pg_auth_members m on m.member = r.oid
                            join pg_roles g on g.oid = m.roleid
                            where r.rolname = current_user
                            group by r.oid, r.rolsuper, r.rolcreaterole"""));
            assertEquals(
                    List.of("companion"), TestDatabase.rows(connection, "select runtime from brisk.show_runtime()"));
            var ddl = TestDatabase.rows(connection, """
                    select ddl from brisk.suggest_indexes(queries => array['select * from sales.orders where customer = 7'])
                    where rank = 1""");
            assertTrue(ddl.get(0).contains("sales.orders (customer)"), ddl.toString());
            var stolen = assertThrows(
                    SQLException.class, () -> TestDatabase.rows(connection, "select password from brisk.wire"));
            assertEquals("42501", stolen.getSQLState());
            assertThrows(
                    SQLException.class,
                    () -> TestDatabase.rows(connection, "select dblink.dblink_connect('x', 'dbname=shop')"));
        }
    }
}
