package org.pgbrisk.companion.status;

import java.sql.Connection;
import java.sql.SQLException;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Resource;

/** What pgbrisk uses where it is there. See surroundings.sql for the columns; an extension is its version, null when not created. */
public record Surroundings(
        boolean standby,
        String pljava,
        String hypopg,
        boolean hypopgAvailable,
        String statements,
        boolean statementsAvailable,
        boolean statementsLoaded,
        boolean reader,
        boolean sqljUsage,
        boolean readsAllStats) {
    static Surroundings of(Connection connection) throws SQLException {
        return JdbcDatabase.bare(connection)
                .single(Surroundings.class, Resource.sql(Surroundings.class, "surroundings.sql"));
    }
}
