package org.pgbrisk.companion.install;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pgbrisk.Functions;
import org.pgbrisk.companion.connection.Sql;
import org.pgbrisk.database.Resource;

/** The parts of an installation that people drop, or dumps leave behind. */
public final class Parts {
    /** The names of all functions that are installed, separated by commas. */
    public static final String FUNCTIONS = String.join(",", Functions.NAMES)
            + ",attempt,call,check_setting,file_setting,raise,require_writable,reset,set,setting_name,show,suggest_indexes_for";

    /** Those that the bridge has besides, as its SQL creates them. */
    public static final String WIRE_FUNCTIONS = Pattern.compile("(?m)^create or replace function brisk\\.(wire_\\w+)")
            .matcher(Resource.text(Parts.class, "/org/pgbrisk/sql/bridge/R__2_wire.sql"))
            .results()
            .map(match -> match.group(1))
            .distinct()
            .collect(Collectors.joining(","));

    /** What may lie in schema brisk under a name of ours. */
    public static final String ALL_FUNCTIONS = FUNCTIONS + "," + WIRE_FUNCTIONS;

    private static final String BRIDGED =
            "pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
                    + " join pg_catalog.pg_language l on l.oid = p.prolang"
                    + " where n.nspname = 'brisk' and p.proname = 'call' and l.lanname = 'plpgsql'";

    private Parts() {}

    /** Functions and views that should be there and are not, as people write them. */
    public static List<String> lostFunctions(Sql sql) throws SQLException {
        if (sql.is(Resource.sql(Parts.class, "shipped_readable.sql")) && sql.exists("brisk.shipped")) {
            return sql.texts(Resource.sql(Parts.class, "lost_objects.sql"));
        }
        return sql.texts(
                Resource.sql(Parts.class, "lost_functions.sql"), sql.exists(BRIDGED) ? ALL_FUNCTIONS : FUNCTIONS);
    }

    /** Whether PL/Java holds a jar for schema brisk; the caller needs USAGE on schema sqlj, and has to know whose it is. */
    public static boolean hasJar(Sql sql) throws SQLException {
        return sql.exists(
                "sqlj.jar_repository r join sqlj.classpath_entry c on c.jarid = r.jarid where c.schemaname = 'brisk'");
    }

    public static List<String> lostRoles(Site site) {
        var lost = new ArrayList<>(List.of("brisk_reader", "brisk_operator", "brisk_cache"));
        lost.removeAll(site.roles());
        return lost;
    }
}
