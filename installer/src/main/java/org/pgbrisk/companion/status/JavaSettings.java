package org.pgbrisk.companion.status;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pgbrisk.companion.jvm.JvmOptions;
import org.pgbrisk.database.Database;
import org.pgbrisk.database.Resource;
import org.postgresql.core.Utils;

/** What PL/Java is told about its Java, and the statements that tell it better. */
record JavaSettings(Map<String, Setting> settings) {
    private static final String LOCATION = "pljava.libjvm_location";
    private static final String OPTIONS = "pljava.vmoptions";
    private static final String UNENFORCED = "pljava.allow_unenforced";
    private static final String MANAGER = "-Djava.security.manager";

    /**
     * @param value null when it is unset or not for the login's eyes
     * @param alter the beginning of the statement that sets it, up to the value
     */
    public record Setting(String name, String value, String alter) {
        private String to(String wanted) throws SQLException {
            return alter + "'" + Utils.escapeLiteral(null, wanted, true) + "';";
        }
    }

    static JavaSettings of(Database database) throws SQLException {
        return new JavaSettings(
                database.query(Setting.class, Resource.sql(JavaSettings.class, "java_settings.sql")).stream()
                        .collect(Collectors.toMap(Setting::name, Function.identity())));
    }

    /** Of the library of the Java in force; empty when it is unset or not for the login's eyes. */
    String location() {
        return text(LOCATION);
    }

    JvmOptions options() {
        return JvmOptions.parse(text(OPTIONS));
    }

    String setOptions(JvmOptions wanted) throws SQLException {
        return settings.get(OPTIONS).to(wanted.text());
    }

    /** The statements that make a Java that lies on the server start; null when none is known there. */
    String mend(List<ServerJava> known) throws SQLException {
        var chosen = choose(known);
        if (chosen.isEmpty()) {
            return null;
        }
        var java = chosen.get();
        var statements = new ArrayList<String>();
        if (!java.libjvm().equals(location())) {
            statements.add(settings.get(LOCATION).to(java.libjvm()));
        }
        if (!hasItsManager(java)) {
            statements.add(setOptions(withItsManager(java)));
        }
        if (!java.enforcesPolicy() && !text(UNENFORCED).contains("java")) {
            statements.add(settings.get(UNENFORCED).to("java,javau"));
        }
        if (statements.isEmpty()) {
            // All that PL/Java asks for is there, so it must be one of the other options.
            statements.add(setOptions(JvmOptions.recommended(java.version(), Optional.empty())));
        }
        return String.join(" ", statements);
    }

    /** The one in force when it is there and somebody has said that policy does not matter, or it does; else the best. */
    private Optional<ServerJava> choose(List<ServerJava> known) {
        return known.stream()
                .filter(java -> java.libjvm().equals(location()))
                .filter(java -> java.enforcesPolicy() || hasItsManager(java))
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    private boolean hasItsManager(ServerJava java) {
        var there = options().options().stream()
                .filter(option -> option.startsWith(MANAGER))
                .findFirst()
                .orElse(null);
        return Objects.equals(there, java.managerOption());
    }

    private JvmOptions withItsManager(ServerJava java) {
        var wanted = new ArrayList<String>();
        if (java.managerOption() != null) {
            wanted.add(java.managerOption());
        }
        options().options().stream()
                .filter(option -> !option.startsWith(MANAGER))
                .forEach(wanted::add);
        return new JvmOptions(wanted);
    }

    private String text(String name) {
        var value = settings.get(name).value();
        return value == null ? "" : value;
    }
}
