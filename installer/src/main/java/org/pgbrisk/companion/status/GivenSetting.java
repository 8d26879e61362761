package org.pgbrisk.companion.status;

import java.sql.SQLException;
import java.util.List;
import org.pgbrisk.SettingRegistry;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;
import org.pgbrisk.database.Settings;

/**
 * A value that somebody gave a setting of pgbrisk. Judged by this companion: nothing that is installed is asked.
 *
 * @param place where it stands, in words
 * @param orphan whether it is for a role that is not there
 * @param undo the statement that takes it away
 * @param known whether there is such a setting
 * @param problem what is wrong with the value; null when nothing is
 * @param expected what the setting takes; null when it is unknown
 * @param nearest of an unknown name the setting it resembles most; null when it resembles none
 */
public record GivenSetting(
        String name,
        String given,
        String place,
        boolean orphan,
        String undo,
        boolean known,
        String problem,
        String expected,
        String nearest) {
    /** @param superuser whether the login may read the configuration files */
    static List<GivenSetting> all(Database database, boolean superuser) throws SQLException {
        var definitions = SettingRegistry.definitions();
        var select = Resource.sql(GivenSetting.class, "settings.sql")
                .replace(
                        "${configured}",
                        Resource.sql(
                                GivenSetting.class, superuser ? "settings_in_files.sql" : "settings_in_session.sql"))
                .replace("${stored}", Settings.stored(database))
                .replace("${names}", Settings.names(definitions))
                .replace(
                        "${judged}",
                        Settings.judging(definitions, "select name, id::text as source, given from given_values"));
        return database.query(GivenSetting.class, select);
    }
}
