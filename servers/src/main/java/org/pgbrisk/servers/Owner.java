package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom PostgreSQL's programs run as: they refuse root, so root drops to the user that the packages of PostgreSQL make.
 *
 * @param user empty for whoever runs this JVM
 * @param prefix what stands before each command
 */
record Owner(Optional<String> user, List<String> prefix) {

    private static final String USER = "postgres";

    Owner {
        prefix = List.copyOf(prefix);
    }

    static Owner find() throws Unavailable {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new Owner(Optional.empty(), List.of());
        }
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(USER);
        } catch (IOException e) {
            throw new Unavailable(
                    "it does not run as root, and there is no user " + USER + " to run it as: run this as another user",
                    e);
        }
        if (Program.find("setpriv").isPresent()) {
            return new Owner(
                    Optional.of(USER), List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--init-groups"));
        }
        if (Program.find("runuser").isPresent()) {
            return new Owner(Optional.of(USER), List.of("runuser", "-u", USER, "--"));
        }
        throw new Unavailable("it does not run as root, and neither setpriv nor runuser is there to run it as " + USER);
    }

    List<String> command(List<String> command) {
        var whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }
}
