package org.pgbrisk.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Folders of which every cluster needs one, and which take long to make: where a JVM needs a second one, it is kept for the third. */
final class Originals {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Set<String> MADE_ONCE = new HashSet<>();
    private static final Map<String, Path> KEPT = new HashMap<>();

    private Originals() {}

    /** What makes a folder that is not there yet. */
    interface Making {
        void make(Path folder) throws IOException;
    }

    /**
     * @param name of what is in it: the same folder every time
     * @param owner whom the folder around it is given to
     */
    static synchronized void copy(String name, Optional<String> owner, Making making, Path target) throws IOException {
        if (MADE_ONCE.add(name) || Program.find("cp").isEmpty()) {
            making.make(target);
            return;
        }
        if (!KEPT.containsKey(name)) {
            var scratch = Scratch.create(owner);
            Cleanup.onExit("the copy of " + name + " in " + scratch.folder(), scratch::delete);
            making.make(scratch.data());
            KEPT.put(name, scratch.data());
        }
        Program.run(
                target.getParent(), LIMIT, List.of("cp", "-a", KEPT.get(name).toString(), target.toString()));
    }
}
