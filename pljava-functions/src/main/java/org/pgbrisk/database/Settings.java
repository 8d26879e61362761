package org.pgbrisk.database;

import com.grack.nanojson.JsonObject;
import java.sql.SQLException;

/**
 * Settings in the manner of PostgreSQL's own. Each is defined by a row in a resource {@code settings.sql} beside the record that reads it; the
 * value in force is found by the server, in the session of the caller, whether or not pgbrisk is installed in its database. What
 * installs {@code brisk.settings} takes the same SQL.
 */
public final class Settings {
    private static final String STORED = "select name, role, value from brisk.setting";
    private static final String NOTHING_STORED =
            "select null::text as name, null::name as role, null::text as value where false";

    private Settings() {}

    /**
     * The settings of one capability, as they are in force for the caller.
     *
     * @param settings a record; its component {@code lockTimeout} is the setting {@code brisk.<prefix>lock_timeout}, in the unit it is
     *     defined in
     * @throws UserError with SQLSTATE 22023 when a value in force is not one that its setting may have
     */
    public static <R extends Record> R read(Database database, Class<R> settings, String prefix) throws SQLException {
        return read(database, settings, prefix, definitions(settings));
    }

    static <R extends Record> R read(Database database, Class<R> settings, String prefix, String definitions)
            throws SQLException {
        var inForce = inForce(definitions, stored(database), "null");
        var values = database.single(
                Values.class,
                Resource.sql(Settings.class, "setting_values.sql")
                        .replace("${prefix}", prefix)
                        .replace("${settings}", inForce));
        if (values.problem() != null) {
            throw UserError.invalidArgument(values.problem(), values.hint());
        }
        return Records.read(settings, values.values());
    }

    /** A query of (name, role, value): what brisk.set keeps in this database, as far as the caller may read it. */
    public static String stored(Database database) throws SQLException {
        var select = Resource.sql(Settings.class, "setting_table.sql")
                .replace("${trusts_table}", Trust.in("c.relowner"))
                .replace("${trusts_schema}", Trust.in("n.nspowner"));
        return database.single(StoreState.class, select).readable() ? STORED : NOTHING_STORED;
    }

    /** @param readable whether there is a table of settings to read */
    public record StoreState(boolean readable) {}

    /** @param problem what is wrong with one of them; null when all are right */
    public record Values(JsonObject values, String problem, String hint) {}

    /** The rows that define settings, from beside the record that reads them. */
    public static String definitions(Class<? extends Record> settings) {
        return Resource.sql(settings, "settings.sql");
    }

    /** The SELECT behind {@code brisk.settings}; needs the function brisk.file_setting. */
    public static String installed(String definitions) {
        return inForce(definitions, STORED, "brisk.file_setting(d.name)");
    }

    /** A SELECT that judges the values of a query of (name, source, given); a name that is no setting's has no row. */
    public static String judging(String definitions, String given) {
        return select(definitions, given);
    }

    /** A SELECT of (name) of every setting. */
    public static String names(String definitions) {
        return "select name from ("
                + select(definitions, "select name, null::text as source, boot_val as given from definition") + ") s";
    }

    private static String inForce(String definitions, String stored, String file) {
        return select(
                definitions,
                Resource.sql(Settings.class, "settings_in_force.sql")
                        .replace("${stored}", stored)
                        .replace("${file}", file));
    }

    private static String select(String definitions, String given) {
        return Resource.sql(Settings.class, "settings.sql")
                .replace("${definitions}", definitions)
                .replace("${given}", given);
    }
}
