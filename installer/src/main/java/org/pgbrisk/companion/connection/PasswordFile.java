package org.pgbrisk.companion.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** libpq's password file: lines of {@code host:port:database:user:password}, a star for any, a backslash before a colon. */
final class PasswordFile {
    private PasswordFile() {}

    /** As libpq does, a file that others may read is passed over: its passwords are not secret. */
    static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) && isPrivate(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isPrivate(Path file) throws IOException {
        try {
            var others = EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);
            others.retainAll(Files.getPosixFilePermissions(file));
            return others.isEmpty();
        } catch (UnsupportedOperationException e) {
            return true;
        }
    }

    static Optional<String> password(List<String> lines, Endpoint endpoint, String database, String user) {
        for (var line : lines) {
            var fields = fields(line);
            if (!line.startsWith("#")
                    && fields.size() >= 5
                    && endpoint.passwordFileHosts().stream().anyMatch(host -> matches(fields.get(0), host))
                    && matches(fields.get(1), Integer.toString(endpoint.port()))
                    && matches(fields.get(2), database)
                    && matches(fields.get(3), user)) {
                return Optional.of(fields.get(4));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(String field, String value) {
        return field.equals("*") || field.equals(value);
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                field.append(line.charAt(i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
