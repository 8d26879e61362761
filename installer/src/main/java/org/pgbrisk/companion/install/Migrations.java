package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** The migrations of a release for one runtime, run by Flyway within a transaction that is not Flyway's. */
final class Migrations {
    private final FluentConfiguration configuration;
    private String failed = "";

    Migrations(Connection connection, Release release, RuntimePart part) {
        configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new HeldConnection(connection))
                .schemas("brisk")
                .locations(release.locations(part.runtime()).toArray(String[]::new))
                .javaMigrations(part)
                .placeholders(release.placeholders())
                // A function that was taken out leaves its row in the history.
                .ignoreMigrationPatterns("repeatable:missing")
                .loggers("slf4j");
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

    boolean pending() throws SQLException {
        try {
            return new Flyway(configuration).info().pending().length > 0;
        } catch (FlywayException e) {
            throw reason(e);
        }
    }

    void run() throws SQLException {
        try {
            new Flyway(configuration).migrate();
        } catch (FlywayException e) {
            failed = statement(e);
            throw reason(e);
        }
    }

    /** The statement that failed; empty when none did, or nobody knows which. */
    String failed() {
        return failed;
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

    private static String statement(FlywayException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywaySqlScriptException script && script.getStatement() != null) {
                return script.getStatement();
            }
        }
        return "";
    }
}
