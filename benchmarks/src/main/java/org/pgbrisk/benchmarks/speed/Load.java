package org.pgbrisk.benchmarks.speed;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.servers.Server;
import org.pgbrisk.servers.demo.Narrator;
import org.pgbrisk.servers.tpch.Tpch;

/** Fills the databases that advice is asked for. */
public final class Load {
    private final Server server;
    private final Narrator narrator;

    public Load(Server server, Narrator narrator) {
        this.server = server;
        this.narrator = narrator;
    }

    public void tpch(String database, double scale) throws SQLException {
        try (var connection = create(database);
                var bar = narrator.bar("loading TPC-H", Tpch.rows(scale))) {
            var done = new long[1];
            Tpch.load(connection, scale, (table, rows, complete) -> {
                bar.at(done[0] + rows, table);
                done[0] += complete ? rows : 0;
            });
            bar.at(Tpch.rows(scale), "");
        }
    }

    /** The statements have run once, so that pg_stat_statements has each. */
    public void many(String database, int tables, int statements) throws SQLException {
        var schema = new Schema(tables);
        try (var connection = create(database);
                var statement = connection.createStatement()) {
            statement.execute("create extension pg_stat_statements");
            try (var bar = narrator.bar("creating tables", tables)) {
                schema.create(connection, done -> bar.at(done, ""));
                bar.at(tables, "");
            }
            statement.execute("select pg_stat_statements_reset()");
            try (var bar = narrator.bar("running statements", statements)) {
                int done = 0;
                for (var sql : schema.statements(statements)) {
                    statement.execute(sql);
                    bar.at(++done, "");
                }
            }
        }
    }

    private Connection create(String database) throws SQLException {
        try (var admin = server.connect();
                var statement = admin.createStatement()) {
            statement.execute("create database " + database);
        }
        var connection = server.connect(database);
        try (var statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = on");
            statement.execute("create extension hypopg");
        }
        return connection;
    }
}
