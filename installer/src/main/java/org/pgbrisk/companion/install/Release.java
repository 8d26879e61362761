package org.pgbrisk.companion.install;

import java.util.List;
import java.util.Map;
import org.pgbrisk.SettingRegistry;
import org.pgbrisk.bridge.BridgeSettings;
import org.pgbrisk.companion.Version;
import org.pgbrisk.database.JdbcDatabase;
import org.pgbrisk.database.Settings;

/**
 * What one version of pgbrisk installs.
 *
 * @param locations where Flyway finds the migrations; {runtime} stands for the name of one
 * @param placeholders what the brain and the database share, one text for both, by its name in the migrations
 */
record Release(String version, BackendJar jar, List<String> locations, Map<String, String> placeholders) {
    private static final String SQL = "classpath:org/pgbrisk/sql/";
    private static final String RUNTIME = "{runtime}";

    Release {
        locations = List.copyOf(locations);
        placeholders = Map.copyOf(placeholders);
    }

    static Release ofThisBuild() {
        var settings = SettingRegistry.definitions();
        return new Release(
                Version.number(),
                BackendJar.ofThisBuild(),
                List.of(SQL + "schema", SQL + RUNTIME, SQL + "functions"),
                Map.of(
                        "attempt_body",
                        JdbcDatabase.attemptBody(),
                        "bridge_timeout",
                        Integer.toString(BridgeSettings.DEFAULT_TIMEOUT),
                        "settings_in_force",
                        Settings.installed(settings),
                        "setting_judged",
                        Settings.judging(
                                settings,
                                "select check_setting.name as name, null::text as source, check_setting.value as given")));
    }

    List<String> locations(Runtime runtime) {
        return locations.stream()
                .map(location -> location.replace(RUNTIME, runtime.name()))
                .toList();
    }

    Stamp stamp() {
        return new Stamp(version, jar.hash());
    }
}
