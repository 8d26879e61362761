package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.pgbrisk.SettingRegistry;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Settings;

/** The migrations of module sql and the functions' jar, run by Flyway within a transaction that is not Flyway's. */
final class Migrations {
    private static final String SQL = "classpath:org/pgbrisk/sql/";

    private final FluentConfiguration configuration;

    Migrations(Connection connection, FunctionsJar jar) {
        configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new HeldConnection(connection))
                .schemas("brisk")
                .locations(SQL + "schema", SQL + "pljava", SQL + "functions")
                .javaMigrations(jar)
                .placeholders(placeholders())
                // A function that was taken out leaves its row in the history.
                .ignoreMigrationPatterns("repeatable:missing")
                .loggers("slf4j");
    }

    /** What the brain and the database share: one text for both. */
    static Map<String, String> placeholders() {
        var definitions = SettingRegistry.definitions();
        return Map.of(
                "attempt_body", JdbcDatabase.attemptBody(),
                "settings_in_force", Settings.installed(definitions),
                "setting_judged", Settings.judging(definitions, "check_setting.name", "check_setting.value"));
    }

    /** Whether the history holds versions that this build does not know. */
    boolean databaseIsNewer() throws SQLException {
        try {
            return Arrays.stream(new Flyway(configuration).info().all())
                    .anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS);
        } catch (FlywayException e) {
            throw reason(e);
        }
    }

    /** @return how many migrations ran */
    int run() throws SQLException {
        try {
            return new Flyway(configuration).migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw reason(e);
        }
    }

    /** What the server said, from under Flyway's own words. */
    private static SQLException reason(FlywayException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException server) {
                return server;
            }
        }
        throw error;
    }
}
