package org.pgbrisk.companion.install;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * What one runtime needs in the database beside its SQL. Repeatable migrations run in the order of their descriptions: this one comes
 * before R__2_call.
 */
sealed interface RuntimePart extends JavaMigration permits FunctionsJar, WireLogin {
    Runtime runtime();

    /** What it did, in sentences; empty when it did not run. */
    List<String> done();

    @Override
    default MigrationVersion getVersion() {
        return null;
    }

    @Override
    default boolean canExecuteInTransaction() {
        return true;
    }
}
