package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.SettingRegistry;
import org.pgbrisk.database.Resource;

/** The settings alone, which are plain SQL: so they can be tried on servers without PL/Java. */
public final class SettingsSurface {
    private SettingsSurface() {}

    /** In a database where nothing is installed. */
    public static void install(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create schema brisk");
            for (var file : List.of("schema/V1__schema.sql", "schema/V4__setting.sql", "functions/R__4_settings.sql")) {
                var script = Resource.text(SettingRegistry.class, "sql/" + file);
                for (var placeholder : Release.ofThisBuild().placeholders().entrySet()) {
                    script = script.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
                }
                statement.execute(script);
            }
        }
    }
}
