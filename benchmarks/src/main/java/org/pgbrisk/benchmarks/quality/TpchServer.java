package org.pgbrisk.benchmarks.quality;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.Servers;
import org.pgbrisk.servers.demo.Narrator;
import org.pgbrisk.servers.tpch.Tpch;

/** A server with TPC-H, primary keys only, and settings that advisors can be compared with. */
public final class TpchServer implements AutoCloseable {
    private static final String DATABASE = "index_quality";

    private static final List<String> OF_SERVER = List.of("shared_buffers = '1GB'", "max_wal_size = '4GB'");

    private static final List<String> OF_SESSION = List.of(
            "random_page_cost = 4",
            "work_mem = '64MB'",
            "effective_cache_size = '4GB'",
            "max_parallel_workers_per_gather = 0",
            "jit = off",
            "maintenance_work_mem = '256MB'",
            // Else VACUUM may come before the rows are on disk, calls no page all-visible, and no covering index pays.
            "synchronous_commit = on");

    private final Server server;
    private final boolean qualStats;

    private TpchServer(Server server, boolean qualStats) {
        this.server = server;
        this.qualStats = qualStats;
    }

    /** One of our own where PostgreSQL is installed, with pg_qualstats where that is; else the best there is. */
    public static TpchServer start() {
        if (System.getenv("PGBRISK_TEST_URL") == null) {
            for (boolean qualStats : List.of(true, false)) {
                var settings = new ArrayList<>(OF_SERVER);
                if (qualStats) {
                    settings.add("shared_preload_libraries = 'pg_stat_statements,pg_qualstats'");
                    settings.add(QualStats.SETTINGS);
                }
                try {
                    return new TpchServer(Servers.installed(settings.toArray(String[]::new)), qualStats);
                } catch (IllegalStateException e) {
                    // Not installed: the next best.
                }
            }
        }
        return new TpchServer(Servers.best(), false);
    }

    boolean hasQualStats() {
        return qualStats;
    }

    public Connection load(double scale, Narrator narrator) throws SQLException {
        try (var admin = server.connect();
                var statement = admin.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        var connection = server.connect(DATABASE);
        try (var statement = connection.createStatement()) {
            if (server.offers("hypopg")) {
                statement.execute("create extension if not exists hypopg");
            }
            for (var setting : OF_SESSION) {
                statement.execute("set " + setting);
            }
            var all = Tpch.rows(scale);
            try (var bar = narrator.bar("loading", all)) {
                var done = new long[2];
                Tpch.load(connection, scale, (table, rows, complete) -> {
                    bar.at(done[0] + rows, table);
                    done[0] += complete ? rows : 0;
                });
                bar.at(all, "");
            }
            return connection;
        }
    }

    /** One line: which server, with which settings. */
    public String describe(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select string_agg(name || ' ' || current_setting(name), ', ' order by name) from pg_settings"
                                + " where name in ('shared_buffers', 'random_page_cost', 'work_mem', 'effective_cache_size',"
                                + " 'max_parallel_workers_per_gather', 'jit')")) {
            row.next();
            return server.describe() + "; " + row.getString(1);
        }
    }

    /** The connection is closed by then; a server of somebody else's is left as it was found. */
    @Override
    public void close() {
        if (!server.own()) {
            try (var admin = server.connect();
                    var statement = admin.createStatement()) {
                statement.execute("drop database if exists " + DATABASE);
            } catch (SQLException e) {
                System.err.println("database " + DATABASE + " stays: " + e.getMessage());
            }
        }
        server.close();
    }
}
