package org.pgbrisk.companion.status;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.companion.jvm.JvmOptions;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Resource;

/**
 * A Java that lies on the server's disk.
 *
 * @param libjvm path of its library
 * @param version 17 or newer
 * @param installed when its library came here, in seconds
 */
public record ServerJava(String libjvm, int version, double installed) {
    /** The best for PL/Java first; empty when the login, or the server itself, may not look there. */
    static List<ServerJava> all(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Database database = JdbcDatabase.bare(connection);
            return database.query(ServerJava.class, Resource.sql(ServerJava.class, "java_on_server.sql"));
        } catch (SQLException e) {
            connection.rollback(before);
            return List.of();
        }
    }

    boolean enforcesPolicy() {
        return JvmOptions.enforcesPolicy(version);
    }

    /** Null where none is needed. */
    String managerOption() {
        return JvmOptions.managerOption(version).orElse(null);
    }
}
