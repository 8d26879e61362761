package org.pgbrisk.companion.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgbrisk.companion.Version;
import org.pgbrisk.companion.bridge.Companion;
import org.pgbrisk.companion.testing.Coverage;
import org.pgbrisk.companion.testing.PasswordCluster;
import org.pgbrisk.companion.testing.Pgbrisk;
import org.pgbrisk.companion.testing.PostgresTest;
import org.pgbrisk.companion.testing.TestDatabase;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;

/**
 * Whatever goes astray with the bridge, status names it and the next step; the step makes the line good. One database of somebody who is no
 * superuser goes through all of it, on a server that asks for passwords.
 */
@PostgresTest
class BridgeSituationsTest {
    private static final String DATABASE = "bridge_situations";
    private static final String OWNER = "test_shop_owner";
    private static final String PASSWORD = "secret";

    /** What happens on one server. */
    private static final class Site implements AutoCloseable {
        private final PasswordCluster cluster;
        private final List<Companion> companions = new ArrayList<>();

        Site(PasswordCluster cluster) throws SQLException {
            this.cluster = cluster;
            cluster.run(
                    "postgres",
                    "create role " + OWNER + " login createrole password '" + PASSWORD + "'",
                    "create database " + DATABASE + " owner " + OWNER);
            cluster.run(DATABASE, "create extension dblink");
        }

        String url() {
            return cluster.url(DATABASE, OWNER, PASSWORD);
        }

        String wire() throws SQLException {
            try (var connection = cluster.server().connect(DATABASE)) {
                return TestDatabase.rows(
                                connection,
                                "select 'brisk_wire_' || oid from pg_database where datname = current_database()")
                        .get(0);
            }
        }

        void arrange(String... statements) throws SQLException {
            for (var statement : statements) {
                cluster.run(DATABASE, statement.replace("$wire", wire()));
            }
        }

        void serve() throws SQLException {
            companions.add(Companion.inBackground(() -> cluster.connect(DATABASE, OWNER, PASSWORD), line -> {}));
        }

        void endAll() {
            companions.forEach(Companion::close);
            companions.clear();
        }

        /** Statements and pg_hba.conf are for a superuser, what pgbrisk does is for the owner. */
        void carryOut(String step) throws SQLException, IOException {
            for (var part : step.split("; then ")) {
                if (part.startsWith("pgbrisk serve")) {
                    assertTrue(part.endsWith(" -d " + DATABASE), part);
                    serve();
                } else if (part.startsWith("pgbrisk ")) {
                    var words = new ArrayList<>(
                            List.of(part.substring("pgbrisk ".length()).split(" ")));
                    words.addAll(List.of("--url", url()));
                    var run = Pgbrisk.run(words.toArray(String[]::new));
                    assertEquals(0, run.exitCode(), part + ": " + run.out() + run.err());
                } else if (part.startsWith("add to pg_hba.conf, above its other lines: ")) {
                    cluster.admitFirst(part.substring(part.indexOf(": ") + 2));
                } else {
                    arrange(part);
                    cluster.reload();
                }
            }
        }

        void check(String line, String state, String step) throws SQLException, IOException {
            var before = Status.of(url()).assertLine(line, "wrong", state.replace("$wire", wire()));
            assertEquals(step.replace("$wire", wire()), before.step(line), before.printed());
            carryOut(before.step(line));
            assertWorks();
        }

        void assertWorks() {
            var after = Status.of(url())
                    .assertLine("runtime", "ok", "bridge, in pgbrisk serve on ")
                    .assertLine("PL/Java", "ok", "not needed by the bridge")
                    .assertLine("Java options", "ok", "not needed by the bridge")
                    .assertLine("class-data archive", "ok", "not needed by the bridge")
                    .assertLine("sessions", "ok", "none");
            assertTrue(after.state("runtime").contains("(" + Version.number() + ", Java "), after.printed());
            assertEquals(0, after.exitCode(), after.printed());
        }

        @Override
        public void close() throws SQLException {
            endAll();
            var uninstall = Pgbrisk.run("uninstall", "--yes", "--url", url());
            cluster.run("postgres", "drop database " + DATABASE + " with (force)", "drop role " + OWNER);
            assertEquals(0, uninstall.exitCode(), uninstall.err());
        }
    }

    private static final String FAILS_TO_LOG_IN = "the wire cannot log in to this server as $wire at localhost:";

    @ParameterizedTest
    @ValueSource(strings = {"best", "embedded:14", "embedded:16", "embedded:18"})
    void eachIsNamedAndMended(String which, Server best) throws SQLException, IOException {
        if (which.equals("best")) {
            assumeTrue(best.own() && best.dataFolder().isPresent() && best.offers("dblink"), "needs its pg_hba.conf");
            goThrough(best);
            return;
        }
        try (var server = Servers.embedded(Integer.parseInt(which.split(":")[1]))) {
            Coverage.server(server);
            goThrough(server);
        }
    }

    private static void goThrough(Server server) throws SQLException, IOException {
        try (var cluster = new PasswordCluster(server);
                var site = new Site(cluster)) {
            installation(site, server);
            companions(site);
            login(site, server);
            admission(site, cluster);
        }
    }

    private static void installation(Site site, Server server) throws SQLException, IOException {
        var before = Status.of(site.url());
        if (!server.offers("pljava")) {
            before.assertLine("PL/Java", "ok", "not on this server");
            assertEquals("pgbrisk install", before.step("pgbrisk"));
            assertEquals("pgbrisk install", before.step("runtime"));
        }
        site.carryOut("pgbrisk install --runtime bridge");
        Status.of(site.url())
                .assertLine("companions", "wrong", "none serves this database")
                .assertLine("rights: calls", "ok", "owner of schema brisk")
                .assertLine("dblink", "ok", "extension ");
    }

    private static void companions(Site site) throws SQLException, IOException {
        var nobody = "none in SQL: no companion serves database \"" + DATABASE + "\"";
        site.check("runtime", nobody, "pgbrisk serve -d " + DATABASE);
        site.endAll();
        site.check("companions", "none serves", "pgbrisk serve -d " + DATABASE);
        Status.of(site.url()).assertLine("companions", "ok", "1 serves: ");
        site.arrange("update brisk.companion set version = '0.1.9', jar = '0123456789ab'");
        site.check(
                "runtime",
                "none in SQL: the companion still runs the functions of pgbrisk 0.1.9 (functions jar 0123456789ab)",
                "pgbrisk serve --beside-others -d " + DATABASE);
        Status.of(site.url()).assertLine("companions", "ok", "2 serve: ");
    }

    private static void login(Site site, Server server) throws SQLException, IOException {
        site.arrange("drop owned by $wire", "drop role $wire");
        site.check("runtime", "role $wire gone", "pgbrisk install");
        site.arrange("alter role $wire nologin");
        site.check("pgbrisk", "gone: role $wire", "pgbrisk install");
        site.arrange("revoke connect on database " + DATABASE + " from public, $wire");
        site.check("runtime", "CONNECT of role $wire gone", "pgbrisk install");
        site.arrange("alter role $wire password 'another'");
        site.check("runtime", FAILS_TO_LOG_IN, "pgbrisk install");
        site.arrange("update brisk.wire set port = 1");
        site.check(
                "runtime", FAILS_TO_LOG_IN + "1", "pgbrisk install --wire-host localhost --wire-port " + server.port());
        site.arrange("drop extension dblink");
        site.check("runtime", "extension dblink is not in this database", "create extension dblink;");
        site.arrange("drop extension dblink");
        site.check("dblink", "available, not created", "create extension dblink;");
        site.endAll();
        site.arrange("alter role $wire password 'another'");
        var status =
                Status.of(site.url()).assertLine("runtime", "wrong", FAILS_TO_LOG_IN.replace("$wire", site.wire()));
        site.carryOut(status.step("runtime"));
        site.check("runtime", "no companion serves", "pgbrisk serve -d " + DATABASE);
    }

    private static void admission(Site site, PasswordCluster cluster) throws SQLException, IOException {
        var step = "add to pg_hba.conf, above its other lines: host " + DATABASE
                + " $wire samehost scram-sha-256; then select pg_reload_conf();";
        cluster.admitFirst("host all all samehost trust");
        site.check("runtime", FAILS_TO_LOG_IN, step);
        cluster.admitAsAtFirst();
        cluster.admitFirst("host all " + site.wire() + " samehost reject");
        site.check("runtime", FAILS_TO_LOG_IN, step);
        cluster.admitAsAtFirst();
    }
}
