package org.pgbrisk.companion.install;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The migrations of a release, the functions' jar among them, run by Flyway within a transaction that is not Flyway's. */
final class Migrations {
    private final FluentConfiguration configuration;
    private final LastScript last = new LastScript();

    Migrations(Connection connection, Release release, FunctionsJar jar) {
        configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(new HeldConnection(connection))
                .schemas("brisk")
                .locations(release.locations().toArray(String[]::new))
                .javaMigrations(jar)
                .placeholders(release.placeholders())
                .callbacks(last)
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
            throw reason(e);
        }
    }

    /** The file that ran last: after an error the one that failed. Empty before the first. */
    String lastScript() {
        return last.name;
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

    private static final class LastScript extends BaseCallback {
        private String name = "";

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.BEFORE_EACH_MIGRATE;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            name = context.getMigrationInfo().getScript();
        }
    }
}
