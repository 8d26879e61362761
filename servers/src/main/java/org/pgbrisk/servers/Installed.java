package org.pgbrisk.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that packages put on this machine, in a cluster of its own. */
final class Installed {

    private Installed() {}

    /** The best installation that starts; the reasons why better ones did not are added to the notes. */
    static Server startBest(List<String> notes, List<String> moreSettings) throws Unavailable {
        var reasons = new ArrayList<String>();
        for (var installation : Installation.find()) {
            try {
                var notesSoFar = new ArrayList<>(notes);
                reasons.forEach(reason -> notesSoFar.add("installed: " + reason));
                return start(installation, notesSoFar, moreSettings);
            } catch (Unavailable e) {
                reasons.add(e.getMessage());
            }
        }
        throw new Unavailable(
                reasons.isEmpty() ? "no PostgreSQL is installed on this machine" : String.join("; ", reasons));
    }

    private static Server start(Installation installation, List<String> notes, List<String> moreSettings)
            throws Unavailable {
        var name = "PostgreSQL " + installation.major() + " in " + installation.bin();
        if (installation.major() < Installation.OLDEST_SUPPORTED) {
            throw new Unavailable(name + " is older than " + Installation.OLDEST_SUPPORTED);
        }
        try {
            var owner = Owner.find();
            var where = "installed in " + installation.bin().getParent();
            return new OwnCluster(installation, owner, Scratch.create(owner.user()), where, moreSettings).start(notes);
        } catch (Unavailable e) {
            throw new Unavailable(name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Unavailable(name + " did not start: " + e.getMessage(), e);
        }
    }
}
