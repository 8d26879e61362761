package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom PostgreSQL's programs run as: they refuse root, so root drops to another user.
 *
 * @param user empty for whoever runs this JVM
 * @param prefix what stands before each command
 */
record Owner(Optional<String> user, List<String> prefix) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The user of PostgreSQL's packages; where none is installed, the one that owns nothing. */
    private static final List<String> USERS = List.of("postgres", "nobody");

    Owner {
        prefix = List.copyOf(prefix);
    }

    static Owner find() throws Unavailable {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Owner(Optional.empty(), List.of());
        }
        var user = USERS.stream()
                .filter(Owner::exists)
                .findFirst()
                .orElseThrow(() -> new Unavailable("it does not run as root, and there is none of the users " + USERS
                        + ": run this as another user"));
        if (Program.find("setpriv").isPresent()) {
            return new Owner(
                    Optional.of(user),
                    List.of("setpriv", "--reuid=" + user, "--regid=" + group(user), "--init-groups"));
        }
        if (Program.find("runuser").isPresent()) {
            return new Owner(Optional.of(user), List.of("runuser", "-u", user, "--"));
        }
        throw new Unavailable("it does not run as root, and neither setpriv nor runuser is there to run it as " + user);
    }

    private static boolean exists(String user) {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The number of the user's own group. */
    private static String group(String user) throws Unavailable {
        try {
            return Program.run(Path.of("/"), LIMIT, List.of("id", "-g", user)).strip();
        } catch (IOException e) {
            throw new Unavailable("the group of user " + user + " is not known: " + e.getMessage(), e);
        }
    }

    List<String> command(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}
