package org.pgbrisk;

import java.util.List;
import java.util.stream.Collectors;
import org.pgbrisk.bridge.BridgeSettings;
import org.pgbrisk.database.Settings;
import org.pgbrisk.indexes.AdvisorSettings;

/** Every record of settings there is, one line each. Only what installs or describes them needs all. */
public final class SettingRegistry {
    private static final List<Class<? extends Record>> ALL = List.of(AdvisorSettings.class, BridgeSettings.class);

    private SettingRegistry() {}

    /** The rows that define them. */
    public static String definitions() {
        return ALL.stream().map(Settings::definitions).collect(Collectors.joining(",\n"));
    }
}
