package org.pgbrisk.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a kind of server hands over once its server answers.
 *
 * @param where ends the sentence "PostgreSQL 15.12 …"
 * @param own whether it was started here, so that {@code stop} ends and deletes it
 * @param ownerPrefix what stands before a command so that it runs as the owner of the data folder; empty for as we are
 * @param withheld extensions whose files are there although they cannot work
 * @param stop ends and deletes what was started; a second call does nothing
 */
record Place(
        Address address,
        String where,
        boolean own,
        Optional<Path> socketFolder,
        Optional<Path> dataFolder,
        Optional<Path> binaries,
        List<String> ownerPrefix,
        Set<String> withheld,
        Runnable stop) {

    Place {
        ownerPrefix = List.copyOf(ownerPrefix);
        withheld = Set.copyOf(withheld);
    }

    /** A server that somebody else runs: nothing to stop, and nothing known of its files. */
    static Place foreign(Address address, String where) {
        return new Place(
                address,
                where,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Set.of(),
                () -> {});
    }
}
