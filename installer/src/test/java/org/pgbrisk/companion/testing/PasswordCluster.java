package org.pgbrisk.companion.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.pgbrisk.servers.Server;

/** A server as managed ones are: its pg_hba.conf asks everybody but its superuser for a password, until this is closed. */
public final class PasswordCluster implements AutoCloseable {
    private static final String ASKS = """
            host all postgres samehost trust
            host all all samehost scram-sha-256
            """;

    private final Server server;
    private final Path hba;
    private final String before;

    public PasswordCluster(Server server) throws SQLException, IOException {
        this.server = server;
        this.hba = server.dataFolder().orElseThrow().resolve("pg_hba.conf");
        this.before = Files.readString(hba);
        admit(ASKS + before);
    }

    public Server server() {
        return server;
    }

    public Path hba() {
        return hba;
    }

    /** Puts lines above the others of pg_hba.conf. */
    public void admitFirst(String lines) throws SQLException, IOException {
        admit(lines + "\n" + Files.readString(hba));
    }

    /** What was put there since this was made goes. */
    public void admitAsAtFirst() throws SQLException, IOException {
        admit(ASKS + before);
    }

    private void admit(String lines) throws SQLException, IOException {
        Files.writeString(hba, lines);
        reload();
    }

    /** Returns when the server obeys: it tells its sessions only then. */
    public void reload() throws SQLException {
        try (var connection = server.connect()) {
            var before = loaded(connection);
            run(connection, "select pg_reload_conf()");
            for (int i = 0; i < 500 && loaded(connection).equals(before); i++) {
                run(connection, "select pg_sleep(0.01)");
            }
        }
    }

    private static String loaded(Connection connection) throws SQLException {
        return TestDatabase.rows(connection, "select pg_conf_load_time()").get(0);
    }

    public static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As the superuser. */
    public void run(String database, String... statements) throws SQLException {
        try (var connection = server.connect(database)) {
            run(connection, statements);
        }
    }

    public Connection connect(String database, String login, String password) throws SQLException {
        return DriverManager.getConnection(server.url(database).replaceAll("\\?.*", ""), login, password);
    }

    /** For {@code --url}. */
    public String url(String database, String login, String password) {
        return "postgresql://" + login + ":" + password + "@127.0.0.1:" + server.port() + "/" + database;
    }

    @Override
    public void close() throws SQLException, IOException {
        admit(before);
    }
}
