package org.pgbrisk.companion.install;

import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Which pgbrisk is installed: written into the comment of schema brisk, which everybody may read.
 *
 * @param jar the beginning of the functions' jar's hash
 */
public record Stamp(String version, String jar) {
    private static final Pattern TEXT = Pattern.compile("pgbrisk (\\S+), functions jar (\\w+): .*", Pattern.DOTALL);

    public static Stamp ofThisBuild() {
        return Release.ofThisBuild().stamp();
    }

    /** @param comment null where there is none */
    public static Optional<Stamp> parse(String comment) {
        var match = TEXT.matcher(comment == null ? "" : comment);
        return match.matches() ? Optional.of(new Stamp(match.group(1), match.group(2))) : Optional.empty();
    }

    String comment() {
        return "pgbrisk " + version + ", functions jar " + jar
                + ": keeps this database fast from the inside. Remove with: pgbrisk uninstall";
    }

    public boolean isNewerThan(Stamp other) {
        return MigrationVersion.fromVersion(version).compareTo(MigrationVersion.fromVersion(other.version)) > 0;
    }
}
