package org.pgbrisk.companion.status;

import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;

/**
 * An extension that pgbrisk uses, or could use.
 *
 * @param created its version in this database; null when it is not created
 * @param available the version that create extension would bring; null when it is not on the server
 * @param schema quoted; null when it is not created
 * @param usable whether the login may use that schema
 */
public record Extension(String name, String created, String available, String schema, boolean usable) {
    static Map<String, Extension> all(Database database) throws SQLException {
        return database.query(Extension.class, Resource.sql(Extension.class, "extensions.sql")).stream()
                .collect(Collectors.toMap(Extension::name, Function.identity()));
    }

    boolean isCreated() {
        return created != null;
    }

    boolean isOnServer() {
        return isCreated() || available != null;
    }

    String create() {
        return "create extension " + name + ";";
    }
}
