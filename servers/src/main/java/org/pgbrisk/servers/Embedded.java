package org.pgbrisk.servers;

import java.io.IOException;
import java.util.List;

/**
 * PostgreSQL from the binaries on Maven Central, unpacked into the temporary folder of its cluster: as root they run as another user,
 * who could not reach the folder of a build.
 */
final class Embedded {

    static final int OLDEST = 14;
    static final int NEWEST = 18;

    private Embedded() {}

    static Server start(int major, List<String> notes) throws Unavailable {
        if (major < OLDEST || major > NEWEST) {
            throw new Unavailable(
                    "there are embedded binaries of PostgreSQL " + OLDEST + " to " + NEWEST + ", not of " + major);
        }
        var jar = BinariesJar.of(major);
        try {
            var owner = Owner.find();
            var scratch = Scratch.create(owner.user());
            var home = scratch.folder().resolve("postgresql");
            try {
                Originals.copy(jar.jar().toString(), owner.user(), jar::unpack, home);
            } catch (IOException e) {
                scratch.delete();
                throw e;
            }
            var installation = Installation.at(home.resolve("bin"), major);
            return new OwnCluster(installation, owner, scratch, "from the embedded binaries", List.of()).start(notes);
        } catch (Unavailable e) {
            throw new Unavailable("PostgreSQL from " + jar.jar() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Unavailable("PostgreSQL from " + jar.jar() + " did not start: " + e.getMessage(), e);
        }
    }
}
