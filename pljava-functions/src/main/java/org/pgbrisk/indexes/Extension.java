package org.pgbrisk.indexes;

import java.sql.SQLException;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;

/**
 * An extension of the server.
 *
 * @param schema quoted; null where it is not created in this database
 * @param available whether it could be
 */
public record Extension(String name, String schema, boolean available) {
    static Extension of(Database database, String name) throws SQLException {
        return database.single(Extension.class, Resource.sql(Extension.class, "extension.sql"), name);
    }

    String qualified(String object) {
        return schema == null ? object : schema + "." + object;
    }
}
