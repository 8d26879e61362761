package org.pgbrisk.benchmarks.backend;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.servers.Server;

/**
 * A kind of backend to measure.
 *
 * @param settings statements that each session begins with
 * @param java whether Java runs in it
 */
public record Kind(String name, boolean java, List<String> settings) {
    public Connection connect(Server server, String database) throws SQLException {
        var connection = server.connect(database);
        try (var statement = connection.createStatement()) {
            for (var setting : settings) {
                statement.execute(setting);
            }
        }
        return connection;
    }
}
